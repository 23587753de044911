/* SPDX-License-Identifier: MIT */
/* The reclamation oracle: an object that a reader may see is not reclaimed, and everything is in the end.
 *
 * Ages as in rcutorture: an object is 0 while it can be reached, 1 once it was removed, 2 once it is
 * reclaimed. A reader that finds 2 was not waited for. A reclaimed object's content is overwritten, which
 * ThreadSanitizer sees as a race with such a reader; under AddressSanitizer it is freed, else kept, so that
 * looking at its age stays defined. */
#include "oracle.h"

#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "primitives/epoch.h"
#include "primitives/hazard.h"
#include "primitives/rcumb.h"
#include "primitives/rcuqs.h"

#if defined(__SANITIZE_ADDRESS__)
#define FREE_AT_ONCE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FREE_AT_ONCE 1
#endif
#endif

enum age { REACHABLE, REMOVED, RECLAIMED };
enum { GOOD = 0x600d, POISON = 0xdead };

struct object {
    unsigned content; /* GOOD before it can be reached, POISON after it is reclaimed */
    atomic_uint age;  /* relaxed: hides no race */
    union {
        struct rl_hazard_entry hazard;
        struct rl_epoch_entry epoch;
    } entry;
    struct object *all; /* kept: the next of all ever made */
};

static _Atomic(void *) slot;
static _Atomic(struct object *) kept;
static atomic_uint made;
static atomic_uint reclaimed;

static struct object *make(void)
{
    struct object *object = calloc(1, sizeof *object);
    if (!object)
        abort();
    object->content = GOOD;
    atomic_fetch_add_explicit(&made, 1, memory_order_relaxed);
    return object;
}

void object_retired(void *memory)
{
    struct object *object = memory;
    if (atomic_exchange_explicit(&object->age, RECLAIMED, memory_order_relaxed) != REMOVED) {
        oracle_wrong("an object was reclaimed twice, or before it was removed");
        return;
    }
    object->content = POISON;
    atomic_fetch_add_explicit(&reclaimed, 1, memory_order_relaxed);
#ifdef FREE_AT_ONCE
    free(object);
#else
    object->all = atomic_load_explicit(&kept, memory_order_relaxed);
    while (!atomic_compare_exchange_weak(&kept, &object->all, object))
        ;
#endif
}

void *object_entry(void *object)
{
    return &((struct object *)object)->entry;
}

static void free_kept(void)
{
    struct object *next;
    for (struct object *object = atomic_exchange(&kept, NULL); object; object = next) {
        next = object->all;
        free(object);
    }
}

/* ---- The four schemes. */

static struct rl_hazard hazard;
static struct rl_hazard_thread hazard_threads[ORACLE_THREADS_MAX];

static void hazard_begin(void)
{
    atomic_init(&hazard.threads, NULL);
}

static void hazard_join(unsigned thread)
{
    rl_hazard_join(&hazard, &hazard_threads[thread]);
}

static void hazard_leave(unsigned thread)
{
    rl_hazard_clear(&hazard_threads[thread], 1);
    rl_hazard_leave(&hazard_threads[thread]);
}

static void *hazard_enter(unsigned thread, _Atomic(void *) *from)
{
    return rl_hazard_protect(&hazard_threads[thread], 1, from);
}

/* Every other time the slot goes on to the next object without being cleared. */
static void hazard_exit(unsigned thread)
{
    static _Thread_local unsigned times;
    if (++times % 2 == 0)
        rl_hazard_clear(&hazard_threads[thread], 1);
}

static void hazard_retire(unsigned thread, void *object)
{
    rl_hazard_retire(&hazard_threads[thread], object_entry(object), object, object_retired);
}

static struct rl_epoch epoch;
static struct rl_epoch_thread epoch_threads[ORACLE_THREADS_MAX];

static void epoch_begin(void)
{
    atomic_init(&epoch.now, RL_EPOCH_BAGS);
    atomic_init(&epoch.threads, NULL);
}

static void epoch_join(unsigned thread)
{
    rl_epoch_join(&epoch, &epoch_threads[thread]);
}

static void epoch_leave(unsigned thread)
{
    rl_epoch_leave(&epoch_threads[thread]);
}

static void *epoch_enter(unsigned thread, _Atomic(void *) *from)
{
    rl_epoch_enter(&epoch_threads[thread]);
    return atomic_load_explicit(from, memory_order_acquire);
}

static void epoch_exit(unsigned thread)
{
    rl_epoch_exit(&epoch_threads[thread]);
}

static void epoch_retire(unsigned thread, void *object)
{
    rl_epoch_retire(&epoch_threads[thread], object_entry(object), object, object_retired);
}

static struct rl_rcuqs rcuqs;
static struct rl_rcuqs_thread rcuqs_threads[ORACLE_THREADS_MAX];

static void rcuqs_begin(void)
{
    atomic_init(&rcuqs.period, 1);
}

static void rcuqs_join(unsigned thread)
{
    rl_rcuqs_join(&rcuqs, &rcuqs_threads[thread]);
}

static bool away[ORACLE_THREADS_MAX]; /* of each its own thread's: offline between two visits */

static void rcuqs_return(unsigned thread)
{
    if (away[thread])
        rl_rcuqs_online(&rcuqs_threads[thread]);
    away[thread] = false;
}

static void rcuqs_leave(unsigned thread)
{
    rcuqs_return(thread);
    rl_rcuqs_leave(&rcuqs_threads[thread]);
}

static void *rcuqs_enter(unsigned thread, _Atomic(void *) *from)
{
    rcuqs_return(thread);
    return atomic_load_explicit(from, memory_order_acquire);
}

/* Quiescent, or, every other time, offline until it comes back. */
static void rcuqs_exit(unsigned thread)
{
    static _Thread_local unsigned times;
    away[thread] = ++times % 2 == 0;
    if (away[thread])
        rl_rcuqs_offline(&rcuqs_threads[thread]);
    else
        rl_rcuqs_quiescent(&rcuqs_threads[thread]);
}

static void rcuqs_retire(unsigned thread, void *object)
{
    rl_rcuqs_synchronize(&rcuqs, &rcuqs_threads[thread]);
    object_retired(object);
}

static struct rl_rcumb rcumb;
static struct rl_rcumb_thread rcumb_threads[ORACLE_THREADS_MAX];

static void rcumb_begin(void)
{
    atomic_init(&rcumb.period, 1);
}

static void rcumb_join(unsigned thread)
{
    rl_rcumb_join(&rcumb, &rcumb_threads[thread]);
}

static void rcumb_leave(unsigned thread)
{
    rl_rcumb_leave(&rcumb_threads[thread]);
}

static void *rcumb_enter(unsigned thread, _Atomic(void *) *from)
{
    rl_rcumb_read_lock(&rcumb_threads[thread]);
    void *object = atomic_load_explicit(from, memory_order_acquire);
    rl_rcumb_read_lock(&rcumb_threads[thread]); /* nested: it must not end the outer one */
    rl_rcumb_read_unlock(&rcumb_threads[thread]);
    return object;
}

static void rcumb_exit(unsigned thread)
{
    rl_rcumb_read_unlock(&rcumb_threads[thread]);
}

static void rcumb_retire(unsigned thread, void *object)
{
    (void)thread;
    rl_rcumb_synchronize(&rcumb);
    object_retired(object);
}

#define ROW(scheme)                                                                                          \
    .name = #scheme, .begin = scheme##_begin, .join = scheme##_join, .leave = scheme##_leave,                \
    .enter = scheme##_enter, .exit = scheme##_exit, .retire = scheme##_retire

const struct reclaim_ops reclaim_table[] = {
    {ROW(hazard)}, {ROW(epoch)}, {ROW(rcuqs), .waits = true}, {ROW(rcumb), .waits = true}, {.name = NULL}};

const struct reclaim_ops *reclaim_find(const char *name)
{
    for (const struct reclaim_ops *ops = reclaim_table; ops->name; ops++) {
        if (strcmp(ops->name, name) == 0)
            return ops;
    }
    return NULL;
}

/* ---- The checks. */

struct party {
    const struct reclaim_ops *ops;
    unsigned number;
    unsigned rounds;
    bool writes;
    struct rl_thread *others;
    atomic_uint *step;
};

static void look(const struct reclaim_ops *ops, struct object *object)
{
    if (object->content != GOOD)
        oracle_wrong("%s: a reader saw the content of a reclaimed object", ops->name);
    if (atomic_load_explicit(&object->age, memory_order_relaxed) == RECLAIMED)
        oracle_wrong("%s: an object was reclaimed under a reader", ops->name);
}

static void replace(const struct reclaim_ops *ops, unsigned number)
{
    struct object *old = atomic_exchange_explicit(&slot, make(), memory_order_acq_rel);
    atomic_store_explicit(&old->age, REMOVED, memory_order_relaxed);
    ops->retire(number, old);
}

static void *read_or_replace(void *argument)
{
    struct party *party = argument;
    const struct reclaim_ops *ops = party->ops;
    unsigned seed = party->number;
    ops->join(party->number);
    for (unsigned i = 0; i < party->rounds; i++) {
        if (party->writes) {
            replace(ops, party->number);
            oracle_stir(&seed);
            continue;
        }
        struct object *object = ops->enter(party->number, &slot);
        look(ops, object);
        oracle_stir(&seed);
        look(ops, object);
        ops->exit(party->number);
        oracle_stir(&seed);
    }
    ops->leave(party->number);
    return NULL;
}

static void begin(const struct reclaim_ops *ops)
{
    oracle_reset();
    ops->begin();
    atomic_store(&made, 0);
    atomic_store(&reclaimed, 0);
    atomic_store(&slot, make());
}

static const char *end(const struct reclaim_ops *ops)
{
    free(atomic_exchange(&slot, NULL));
    if (made != reclaimed + 1)
        oracle_wrong("%s: %u objects were removed and %u reclaimed", ops->name, made - 1, reclaimed);
    free_kept();
    return oracle_verdict();
}

const char *reclaim_check(const struct reclaim_ops *ops, unsigned readers, unsigned writers, unsigned rounds)
{
    struct party parties[ORACLE_THREADS_MAX];
    begin(ops);
    for (unsigned i = 0; i < readers + writers; i++)
        parties[i] = (struct party){.ops = ops, .number = i, .rounds = rounds, .writes = i >= readers};
    oracle_run(readers + writers, read_or_replace, parties, sizeof parties[0]);
    return end(ops);
}

/* Reader 0 enters, and leaves when the writer has removed as much as would be reclaimed by then; with a
 * scheme whose retire waits, when the first retire is under way. */
static void *hold(void *argument)
{
    struct party *party = argument;
    const struct reclaim_ops *ops = party->ops;
    ops->join(0);
    struct object *object = ops->enter(0, &slot);
    atomic_store_explicit(party->step, 1, memory_order_relaxed);
    while (atomic_load_explicit(party->step, memory_order_relaxed) != 2)
        sched_yield();
    for (unsigned i = 0; i < 50; i++) {
        look(ops, object);
        sched_yield();
    }
    ops->exit(0);
    ops->leave(0);
    return NULL;
}

const char *reclaim_held_check(const struct reclaim_ops *ops)
{
    struct rl_thread reader;
    atomic_uint step = 0;
    struct party party = {.ops = ops, .step = &step};
    begin(ops);
    rl_thread_create(&reader, "reader", hold, &party);
    while (atomic_load_explicit(&step, memory_order_relaxed) != 1)
        sched_yield();
    ops->join(1);
    if (ops->waits)
        atomic_store_explicit(&step, 2, memory_order_relaxed);
    for (unsigned i = 0; i < (ops->waits ? 1 : 400); i++)
        replace(ops, 1);
    atomic_store_explicit(&step, 2, memory_order_relaxed);
    rl_thread_join(&reader);
    for (unsigned i = 0; i < (ops->waits ? 1 : 400); i++)
        replace(ops, 1);
    if (reclaimed < (ops->waits ? 2 : 600))
        oracle_wrong("%s: of 800 retired objects only %u are reclaimed before the end", ops->name, reclaimed);
    ops->leave(1);
    return end(ops);
}
