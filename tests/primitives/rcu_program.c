/* SPDX-License-Identifier: MIT */
/* One small RCU program in a right version and several wrong ones: `rcu_program CASE` runs one of them, once.
 *
 * Compiled for each flavour and sanitizer, and run by rcu_cases.c. In the wrong versions reader and updater
 * are led step by step through relaxed flags, which order nothing, so that what goes wrong goes wrong in
 * every run. */
#include "primitives/rcu.h"
#include "base/thread.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>

enum { READERS = 2, UPDATERS = 2, UPDATES = 60, SECTIONS = 600 };

/* Invariant: while published, `twice` is 2 * once. */
struct item {
    struct rcu_head head;
    long once;
    long twice;
};

static struct item *current;
static pthread_mutex_t updaters = PTHREAD_MUTEX_INITIALIZER; /* who replaces `current` holds it */
static long
    reclaimed;     /* written by callbacks only, which liburcu runs in one thread; read after rcu_barrier */
static long wrong; /* sections that saw a broken item; atomic */

/* How far the story has come; relaxed, so it orders nothing. */
enum step { START, GOT, USED, GONE, PUBLISHED };
static int step;

static void reached(enum step now)
{
    __atomic_store_n(&step, (int)now, __ATOMIC_RELAXED);
}

static void until(enum step then)
{
    while (__atomic_load_n(&step, __ATOMIC_RELAXED) < (int)then)
        sched_yield();
}

static struct item *make(long once)
{
    struct item *item = malloc(sizeof *item);
    if (!item)
        abort();
    item->once = once;
    item->twice = 2 * once;
    return item;
}

static void look(const struct item *item)
{
    if (item->twice != 2 * item->once)
        __atomic_fetch_add(&wrong, 1, __ATOMIC_RELAXED);
}

static void spoil_and_free(struct item *item)
{
    item->once = 1;
    item->twice = 1;
    free(item);
}

static void reclaim(struct rcu_head *head)
{
    spoil_and_free(caa_container_of(head, struct item, head));
    reclaimed++;
}

static void reclaim_and_say(struct rcu_head *head)
{
    free(caa_container_of(head, struct item, head));
    reached(GONE);
}

/* Where a section is truly over: in qsbr only the quiescent state says so. */
static void leave(void)
{
    rcu_read_unlock();
    rcu_quiescent_state();
}

/* ---- the right versions ---- */

static void *reads(void *unused)
{
    rcu_register_thread();
    for (int i = 0; i < SECTIONS; i++) {
        rcu_read_lock();
        look(rcu_dereference(current));
        leave();
        if (i % 64 == 0) {
            rcu_thread_offline();
            sched_yield();
            rcu_thread_online();
        }
    }
    rcu_unregister_thread();
    return unused;
}

static struct item *replace(long once)
{
    struct item *new_item = make(once);
    pthread_mutex_lock(&updaters);
    struct item *old = current;
    rcu_assign_pointer(current, new_item);
    pthread_mutex_unlock(&updaters);
    return old;
}

/* Reads as well, so that its own sections must be over when the other updater frees. */
static void *updates_and_waits(void *unused)
{
    rcu_register_thread();
    for (long i = 0; i < UPDATES; i++) {
        rcu_read_lock();
        look(rcu_dereference(current));
        rcu_read_unlock();
        struct item *old = replace(i);
        synchronize_rcu();
        spoil_and_free(old);
    }
    rcu_unregister_thread();
    return unused;
}

static void *updates_and_calls(void *unused)
{
    rcu_register_thread();
    for (long i = 0; i < UPDATES; i++) {
        call_rcu(&replace(i)->head, reclaim);
        rcu_quiescent_state();
    }
    rcu_barrier();
    rcu_unregister_thread();
    return unused;
}

/* Replaces without a lock: whoever takes an item out by exchange owns it. */
static void *updates_by_exchange(void *unused)
{
    rcu_register_thread();
    for (long i = 0; i < UPDATES; i++) {
        struct item *new_item = make(i);
        struct item *old;
        if (i % 2) {
            old = rcu_xchg_pointer(&current, new_item);
        } else {
            do
                old = rcu_dereference(current);
            while (rcu_cmpxchg_pointer(&current, old, new_item) != old);
        }
        synchronize_rcu();
        spoil_and_free(old);
    }
    rcu_unregister_thread();
    return unused;
}

static int right(void *(*updates)(void *), long callbacks)
{
    struct rl_thread threads[READERS + UPDATERS];
    current = make(0);
    for (int i = 0; i < READERS + UPDATERS; i++)
        rl_thread_create(&threads[i], "worker", i < READERS ? reads : updates, NULL);
    for (int i = 0; i < READERS + UPDATERS; i++)
        rl_thread_join(&threads[i]);
    rcu_barrier();
    if (reclaimed != callbacks || wrong != 0) {
        printf("%ld callbacks of %ld, %ld broken items\n", reclaimed, callbacks, wrong);
        return 1;
    }
    free(current);
    return 0;
}

/* ---- right, step by step: the section is over, and only what rcu.h says of it orders its reads before the
 * free ---- */

static void read_once(void)
{
    rcu_register_thread();
    rcu_read_lock();
    look(rcu_dereference(current));
    rcu_read_unlock();
}

static void *reads_then_goes_offline(void *unused)
{
    read_once();
    rcu_thread_offline();
    reached(USED);
    until(GONE);
    rcu_unregister_thread();
    return unused;
}

static void *reads_then_is_quiescent(void *unused)
{
    read_once();
    reached(USED);
    while (__atomic_load_n(&step, __ATOMIC_RELAXED) < GONE)
        rcu_quiescent_state();
    rcu_unregister_thread();
    return unused;
}

static void *reads_then_unregisters(void *unused)
{
    read_once();
    rcu_unregister_thread();
    reached(USED);
    return unused;
}

/* ---- the wrong versions: one reader, one updater ---- */

static void *updates_without_grace_period(void *unused)
{
    until(GOT);
    struct item *old = replace(1);
    free(old);
    reached(GONE);
    return unused;
}

static void *reads_across_the_free(void *unused)
{
    rcu_register_thread();
    rcu_read_lock();
    struct item *item = rcu_dereference(current);
    reached(GOT);
    until(GONE);
    look(item);
    leave();
    rcu_unregister_thread();
    return unused;
}

static void *publishes_plainly(void *unused)
{
    struct item *old = current;
    struct item *new_item = make(1);
    current = new_item;
    reached(PUBLISHED);
    free(old); /* right: the only reader begins when it is replaced */
    return unused;
}

static void *reads_what_was_published(void *unused)
{
    rcu_register_thread();
    until(PUBLISHED);
    rcu_read_lock();
    look(rcu_dereference(current));
    leave();
    rcu_unregister_thread();
    return unused;
}

/* Keeps the pointer over the end of the section, and uses it after the free … */
static void *uses_late(void *unused)
{
    rcu_register_thread();
    rcu_read_lock();
    struct item *item = rcu_dereference(current);
    leave();
    rcu_thread_offline(); /* waits without holding up the grace period */
    reached(GOT);
    until(GONE);
    look(item);
    rcu_thread_online();
    rcu_unregister_thread();
    return unused;
}

/* … or before it, by chance: only the missing order shows. */
static void *uses_late_but_early_enough(void *unused)
{
    rcu_register_thread();
    rcu_read_lock();
    struct item *item = rcu_dereference(current);
    leave();
    rcu_thread_offline();
    look(item);
    reached(USED);
    until(GONE);
    rcu_thread_online();
    rcu_unregister_thread();
    return unused;
}

static void *updates_once_and_waits(void *unused)
{
    until(GOT); /* or later */
    struct item *old = replace(1);
    synchronize_rcu();
    free(old);
    reached(GONE);
    return unused;
}

static void *updates_once_after_use(void *unused)
{
    until(USED);
    return updates_once_and_waits(unused);
}

static void *updates_once_and_calls(void *unused)
{
    until(GOT);
    call_rcu(&replace(1)->head, reclaim_and_say);
    rcu_barrier();
    return unused;
}

static void *calls_once_after_use(void *unused)
{
    until(USED);
    return updates_once_and_calls(unused);
}

/* Hands the item to its callback while it is still published: the grace period covers the readers of now, not
 * those that come later. */
static void *retires_before_replacing(void *unused)
{
    call_rcu(&current->head, reclaim_and_say);
    until(PUBLISHED);
    rcu_assign_pointer(current, make(1));
    return unused;
}

static void *reads_what_was_retired(void *unused)
{
    rcu_register_thread();
    rcu_thread_offline(); /* waits without holding up the grace period */
    until(GONE);
    rcu_thread_online();
    rcu_read_lock();
    look(rcu_dereference(current));
    leave();
    reached(PUBLISHED);
    rcu_unregister_thread();
    return unused;
}

static int pair(void *(*reader)(void *), void *(*updater)(void *))
{
    struct rl_thread threads[2];
    current = make(0);
    rl_thread_create(&threads[0], "reader", reader, NULL);
    rl_thread_create(&threads[1], "updater", updater, NULL);
    rl_thread_join(&threads[0]);
    rl_thread_join(&threads[1]);
    return 0;
}

static const struct story {
    const char *name;
    void *(*reader)(void *); /* NULL: several readers and updaters */
    void *(*updater)(void *);
    long callbacks;
} stories[] = {
    {"right-waiting", NULL, updates_and_waits, 0},
    {"right-calling", NULL, updates_and_calls, (long)UPDATERS *UPDATES},
    {"right-exchanging", NULL, updates_by_exchange, 0},
    {"right-offline", reads_then_goes_offline, updates_once_after_use, 0},
    {"right-quiescent", reads_then_is_quiescent, updates_once_after_use, 0},
    {"right-unregistered", reads_then_unregisters, updates_once_after_use, 0},
    {"right-offline-calling", reads_then_goes_offline, calls_once_after_use, 0},
    {"right-quiescent-calling", reads_then_is_quiescent, calls_once_after_use, 0},
    {"no-grace-period", reads_across_the_free, updates_without_grace_period, 0},
    {"plain-publication", reads_what_was_published, publishes_plainly, 0},
    {"use-after-section", uses_late, updates_once_and_waits, 0},
    {"use-after-section-before-free", uses_late_but_early_enough, updates_once_after_use, 0},
    {"use-after-section-callback", uses_late, updates_once_and_calls, 0},
    {"early-callback", reads_what_was_retired, retires_before_replacing, 0},
};

int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < sizeof stories / sizeof *stories; i++) {
        const struct story *story = &stories[i];
        if (strcmp(argv[1], story->name) != 0)
            continue;
        int status =
            story->reader ? pair(story->reader, story->updater) : right(story->updater, story->callbacks);
        printf("ran to its end\n");
        return status;
    }
    fprintf(stderr, "rcu_program: give the name of one case\n");
    return 2;
}
