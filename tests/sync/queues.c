/* SPDX-License-Identifier: MIT */
/* The queues of primitives/ behind one table, and their oracle. */
#include "oracle.h"

#include <stdatomic.h>
#include <string.h>

#include "primitives/mpmc.h"
#include "primitives/spsc.h"
#include "primitives/stack.h"

enum { CAPACITY = 2 };

static struct rl_spsc spsc;
static void *spsc_slots[CAPACITY];

static void spsc_begin(void)
{
    static const struct rl_spsc fresh = RL_SPSC_INIT(spsc_slots);
    memcpy(&spsc, &fresh, sizeof fresh);
}

static void stay(unsigned thread)
{
    (void)thread;
}

static bool spsc_push(unsigned thread, uintptr_t value)
{
    (void)thread;
    return rl_spsc_push(&spsc, (void *)value);
}

static bool spsc_pop(unsigned thread, uintptr_t *value)
{
    (void)thread;
    void *element;
    bool done = rl_spsc_pop(&spsc, &element);
    if (done)
        *value = (uintptr_t)element;
    return done;
}

static struct rl_mpmc mpmc;
static struct rl_mpmc_cell mpmc_cells[CAPACITY];

static void mpmc_begin(void)
{
    rl_mpmc_init(&mpmc, mpmc_cells, CAPACITY);
}

static bool mpmc_push(unsigned thread, uintptr_t value)
{
    (void)thread;
    return rl_mpmc_push(&mpmc, (void *)value);
}

static bool mpmc_pop(unsigned thread, uintptr_t *value)
{
    (void)thread;
    void *element;
    bool done = rl_mpmc_pop(&mpmc, &element);
    if (done)
        *value = (uintptr_t)element;
    return done;
}

static struct rl_stack stack;
static struct rl_hazard domain;
static struct rl_hazard_thread hazards[ORACLE_THREADS_MAX];

static void stack_begin(void)
{
    atomic_init(&stack.top, NULL);
    atomic_init(&domain.threads, NULL);
}

static void stack_join(unsigned thread)
{
    rl_hazard_join(&domain, &hazards[thread]);
}

static void stack_leave(unsigned thread)
{
    rl_hazard_leave(&hazards[thread]);
}

static bool stack_push(unsigned thread, uintptr_t value)
{
    (void)thread;
    return rl_stack_push(&stack, (void *)value);
}

static bool stack_pop(unsigned thread, uintptr_t *value)
{
    void *element;
    bool done = rl_stack_pop(&stack, &hazards[thread], &element);
    if (done)
        *value = (uintptr_t)element;
    return done;
}

const struct queue_ops queue_table[] = {
    {"spsc", false, CAPACITY, 1, 1, spsc_begin, stay, stay, spsc_push, spsc_pop},
    {"mpmc", false, CAPACITY, 4, 4, mpmc_begin, stay, stay, mpmc_push, mpmc_pop},
    {"stack", true, 0, 4, 4, stack_begin, stack_join, stack_leave, stack_push, stack_pop},
    {.name = NULL}};

const struct queue_ops *queue_find(const char *name)
{
    for (const struct queue_ops *ops = queue_table; ops->name; ops++) {
        if (strcmp(ops->name, name) == 0)
            return ops;
    }
    return NULL;
}

/* ---- Stress: boxes travel through the queue; what is in them is plain memory. */

struct box {
    unsigned producer;
    unsigned number;
    unsigned opened; /* by the one who popped it */
};

enum { BOXES_MAX = 1 << 16 };

struct worker {
    const struct queue_ops *ops;
    unsigned number;
    unsigned producers;
    unsigned rounds;
    atomic_uint *left; /* to be popped */
};

static struct box boxes[BOXES_MAX];

static void produce(struct worker *worker, unsigned *seed)
{
    for (unsigned i = 0; i < worker->rounds; i++) {
        struct box *box = &boxes[worker->number * worker->rounds + i];
        *box = (struct box){.producer = worker->number, .number = i + 1};
        while (!worker->ops->push(worker->number, (uintptr_t)box))
            oracle_stir(seed);
        oracle_stir(seed);
    }
}

static void consume(struct worker *worker, unsigned *seed)
{
    unsigned last[ORACLE_THREADS_MAX] = {0};
    while (atomic_load_explicit(worker->left, memory_order_relaxed) > 0) {
        uintptr_t value;
        oracle_stir(seed);
        if (!worker->ops->pop(worker->number, &value))
            continue;
        atomic_fetch_sub_explicit(worker->left, 1, memory_order_relaxed);
        struct box *box = (struct box *)value;
        if (++box->opened != 1)
            oracle_wrong("%s: an element came out twice", worker->ops->name);
        if (!worker->ops->lifo && box->number <= last[box->producer])
            oracle_wrong("%s: element %u of a producer after its %u", worker->ops->name, box->number,
                         last[box->producer]);
        last[box->producer] = box->number;
    }
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    unsigned seed = worker->number;
    worker->ops->join(worker->number);
    if (worker->number < worker->producers)
        produce(worker, &seed);
    else
        consume(worker, &seed);
    worker->ops->leave(worker->number);
    return NULL;
}

const char *queue_check(const struct queue_ops *ops, unsigned producers, unsigned consumers, unsigned rounds)
{
    struct worker workers[ORACLE_THREADS_MAX];
    if (rounds > BOXES_MAX / producers)
        rounds = BOXES_MAX / producers;
    atomic_uint left = producers * rounds;
    oracle_reset();
    ops->begin();
    for (unsigned i = 0; i < producers + consumers; i++)
        workers[i] = (struct worker){ops, i, producers, rounds, &left};
    oracle_run(producers + consumers, work, workers, sizeof workers[0]);
    for (unsigned i = 0; i < producers * rounds; i++) {
        if (boxes[i].opened != 1)
            oracle_wrong("%s: an element was lost", ops->name);
    }
    return oracle_verdict();
}

/* ---- Small histories. A program is a bit a call: push or pop. */

enum { CALLS = 2, PROGRAMS = 1 << CALLS };

struct player {
    const struct queue_ops *ops;
    unsigned number;
    unsigned program;
    atomic_uint *clock;
    atomic_uint *ready;
    struct history_event events[CALLS];
};

static void call(const struct queue_ops *ops, unsigned thread, atomic_uint *clock,
                 struct history_event *event)
{
    event->begin = atomic_fetch_add(clock, 1);
    event->done = event->push ? ops->push(thread, event->value) : ops->pop(thread, &event->value);
    event->end = atomic_fetch_add(clock, 1);
}

static void *play(void *argument)
{
    struct player *player = argument;
    player->ops->join(player->number);
    atomic_fetch_sub(player->ready, 1);
    for (unsigned tries = 0; tries < 10000 && atomic_load(player->ready) != 0; tries++)
        ;
    for (unsigned i = 0; i < CALLS; i++) {
        player->events[i].push = player->program >> i & 1;
        player->events[i].value = 1 + player->number * CALLS + i;
        call(player->ops, player->number, player->clock, &player->events[i]);
    }
    player->ops->leave(player->number);
    return NULL;
}

/* One history: `before` elements pushed, then the two programs at once, then everything popped. */
static void one_history(const struct queue_ops *ops, unsigned before, unsigned first, unsigned second)
{
    struct history_event history[HISTORY_MAX];
    size_t len = 0;
    atomic_uint clock = 0;
    atomic_uint ready = 2;
    struct player players[2] = {{ops, 0, first, &clock, &ready, {{0}}},
                                {ops, 1, second, &clock, &ready, {{0}}}};
    ops->begin();
    ops->join(2);
    for (unsigned i = 0; i < before; i++) {
        history[len] = (struct history_event){.push = true, .value = 100 + i};
        call(ops, 2, &clock, &history[len++]);
    }
    oracle_run(2, play, players, sizeof players[0]);
    for (unsigned i = 0; i < 2 * CALLS; i++)
        history[len++] = players[i / CALLS].events[i % CALLS];
    do {
        history[len] = (struct history_event){.push = false};
        call(ops, 2, &clock, &history[len]);
    } while (history[len++].done && len < HISTORY_MAX);
    ops->leave(2);
    if (!history_is_linearizable(history, len, ops->lifo, ops->capacity))
        oracle_wrong("%s: no sequential order gives the answers of programs %u and %u after %u pushes",
                     ops->name, first, second, before);
}

const char *linearizability_check(const struct queue_ops *ops, unsigned rounds)
{
    oracle_reset();
    for (unsigned i = 0; i < PROGRAMS * PROGRAMS * 2; i++) {
        unsigned first = i % PROGRAMS;
        unsigned second = i / PROGRAMS % PROGRAMS;
        /* One who only pushes, one who only pops, where no more are allowed. */
        if (ops->producers_max == 1 && (first != PROGRAMS - 1 || second != 0))
            continue;
        for (unsigned round = 0; round < rounds; round++)
            one_history(ops, i / (PROGRAMS * PROGRAMS), first, second);
    }
    return oracle_verdict();
}
