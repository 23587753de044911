/* SPDX-License-Identifier: MIT */
/* Queues: what it costs to hand one element from a thread to another. */
#include "bench.h"

#include <stdlib.h>

#include "primitives/mpmc.h"
#include "primitives/pause.h"
#include "primitives/spsc.h"
#include "primitives/stack.h"

#ifdef RL_BENCH_CK
#include <ck_ring.h>
#endif
#ifdef RL_BENCH_URCU
#include <urcu/wfcqueue.h>
#endif

enum { CAPACITY = 256 };

/* Threads come in pairs: the even ones push, the odd ones pop; who finds it full or empty waits a turn. */
#define LOOP(name, own, push, pop, done)                                                                     \
    static void name##_loop(struct bench_worker *worker)                                                     \
    {                                                                                                        \
        struct rl_pause pause = RL_PAUSE_INIT;                                                               \
        own;                                                                                                 \
        while (bench_goes_on(worker)) {                                                                      \
            if (worker->number % 2 == 0 ? (push) : (pop)) {                                                  \
                worker->count += worker->number % 2;                                                         \
                pause.turns = 0;                                                                             \
            } else {                                                                                         \
                rl_pause_turn(&pause);                                                                       \
            }                                                                                                \
        }                                                                                                    \
        done;                                                                                                \
    }
#define NOTHING (void)0

static void *spsc_slots[CAPACITY];
static struct rl_spsc spsc;
static struct rl_mpmc_cell mpmc_cells[CAPACITY];
static struct rl_mpmc mpmc;
static struct rl_stack stack;
static struct rl_hazard domain;
static struct rl_hazard_thread hazards[BENCH_THREADS_MAX];

LOOP(spsc, void *element, rl_spsc_push(&spsc, worker), rl_spsc_pop(&spsc, &element), NOTHING)
LOOP(mpmc, void *element, rl_mpmc_push(&mpmc, worker), rl_mpmc_pop(&mpmc, &element), NOTHING)
LOOP(stack, void *element; rl_hazard_join(&domain, &hazards[worker->number]), rl_stack_push(&stack, worker),
                           rl_stack_pop(&stack, &hazards[worker->number], &element),
                           rl_hazard_leave(&hazards[worker->number]))

static void spsc_prepare(unsigned threads)
{
    (void)threads;
    spsc = (struct rl_spsc)RL_SPSC_INIT(spsc_slots);
}

static void mpmc_prepare(unsigned threads)
{
    (void)threads;
    rl_mpmc_init(&mpmc, mpmc_cells, CAPACITY);
}

/* What the last run left is popped, so that no run pays for another one. */
static void stack_prepare(unsigned threads)
{
    (void)threads;
    void *element;
    domain = (struct rl_hazard)RL_HAZARD_INIT;
    rl_hazard_join(&domain, &hazards[0]);
    while (rl_stack_pop(&stack, &hazards[0], &element))
        ;
    rl_hazard_leave(&hazards[0]);
    domain = (struct rl_hazard)RL_HAZARD_INIT;
}

#ifdef RL_BENCH_CK
static ck_ring_t ring;
static ck_ring_buffer_t ring_buffer[CAPACITY];
LOOP(ck_spsc, void *element, ck_ring_enqueue_spsc(&ring, ring_buffer, worker),
     ck_ring_dequeue_spsc(&ring, ring_buffer, &element), NOTHING)
LOOP(ck_mpmc, void *element, ck_ring_enqueue_mpmc(&ring, ring_buffer, worker),
     ck_ring_dequeue_mpmc(&ring, ring_buffer, &element), NOTHING)

static void ring_prepare(unsigned threads)
{
    (void)threads;
    ck_ring_init(&ring, CAPACITY);
}
#endif

#ifdef RL_BENCH_URCU
/* liburcu's stack is for one call of each kind at a time or under RCU; its queue, with its own lock for the
 * pops, and a node from malloc for each element, is the nearest to ours. */
static struct cds_wfcq_head wfcq_head;
static struct cds_wfcq_tail wfcq_tail;

static bool wfcq_push(void)
{
    struct cds_wfcq_node *node = malloc(sizeof *node);
    if (!node)
        return false;
    cds_wfcq_node_init(node);
    cds_wfcq_enqueue(&wfcq_head, &wfcq_tail, node);
    return true;
}

static bool wfcq_pop(void)
{
    struct cds_wfcq_node *node = cds_wfcq_dequeue_blocking(&wfcq_head, &wfcq_tail);
    bool done = node != NULL;
    free(node);
    return done;
}
LOOP(wfcq, NOTHING, wfcq_push(), wfcq_pop(), NOTHING)

static void wfcq_prepare(unsigned threads)
{
    (void)threads;
    static bool used;
    while (used && wfcq_pop())
        ;
    used = true;
    cds_wfcq_init(&wfcq_head, &wfcq_tail);
}
#endif

static const struct bench_row rows[] = {
    {"queue-spsc", "spsc", true, sizeof(struct rl_spsc), spsc_prepare, spsc_loop, NULL, 2, 2},
    {"queue-mpmc", "mpmc", true, sizeof(struct rl_mpmc), mpmc_prepare, mpmc_loop, NULL, 2, 8},
    {"queue-unbounded", "stack", true, sizeof(struct rl_stack), stack_prepare, stack_loop, NULL, 2, 8},
#ifdef RL_BENCH_CK
    {"queue-spsc", "ck ring", false, sizeof(ck_ring_t), ring_prepare, ck_spsc_loop, NULL, 2, 2},
    {"queue-mpmc", "ck ring", false, sizeof(ck_ring_t), ring_prepare, ck_mpmc_loop, NULL, 2, 8},
#endif
#ifdef RL_BENCH_URCU
    {"queue-unbounded", "urcu wfcqueue", false, sizeof(struct cds_wfcq_head) + sizeof(struct cds_wfcq_tail),
     wfcq_prepare, wfcq_loop, NULL, 2, 8},
#endif
};

void bench_queues(const struct bench_options *options, struct bench_results *results)
{
    static const unsigned none[] = {0};
    size_t first = results->len;
    bench_rows(options, rows, sizeof rows / sizeof *rows, NULL, none, 1, none, 1, results);
    for (size_t i = first; i < results->len; i++)
        results->items[i].fairness = 0; /* who pushes does not count */
    stack_prepare(0);
}
