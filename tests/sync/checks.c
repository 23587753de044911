/* SPDX-License-Identifier: MIT */
/* Which checks belong to which primitive: one table, for the tests and for the mutants. */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

static const char *first_of(const char *one, const char *other)
{
    return one ? one : other;
}

static const char *check_lock(const char *name)
{
    const struct lock_ops *ops = lock_find(name);
    const char *wrong = exclusion_check(ops, 2, oracle_rounds(10000), NULL);
    wrong = first_of(wrong, wrong ? NULL : exclusion_check(ops, 4, oracle_rounds(4000), NULL));
    if (!wrong && ops->kind == LOCK_READ_WRITE)
        wrong = read_write_check(ops, 2, 2, oracle_rounds(8000));
    if (!wrong && ops->fifo)
        wrong = fifo_check(ops, 20); /* more than fair.h has slots */
    if (!wrong)
        wrong = preference_check(name);
    return wrong;
}

static const char *check_mutex(const char *name)
{
    const char *wrong = check_lock(name);
    wrong = first_of(wrong, wrong ? NULL : check_lock("mutex-timed"));
    return first_of(wrong, wrong ? NULL : timeout_check());
}

static const char *check_semaphore(const char *name)
{
    const char *wrong = check_lock(name);
    wrong = first_of(wrong, wrong ? NULL : semaphore_check(oracle_rounds(5000)));
    return first_of(wrong, wrong ? NULL : timeout_check());
}

static const char *check_condvar(const char *name)
{
    (void)name;
    const char *wrong = buffer_check(2, 2, oracle_rounds(1000));
    wrong = first_of(wrong, wrong ? NULL : broadcast_check(4, oracle_rounds(100)));
    wrong = first_of(wrong, wrong ? NULL : theft_check());
    return first_of(wrong, wrong ? NULL : timeout_check());
}

static const char *check_barrier(const char *name)
{
    (void)name;
    const char *wrong = barrier_check(2, oracle_rounds(2000));
    wrong = first_of(wrong, wrong ? NULL : barrier_check(4, oracle_rounds(300)));
    return first_of(wrong, wrong ? NULL : barrier_check(1, 3));
}

static const char *check_once(const char *name)
{
    (void)name;
    return once_check(4, oracle_rounds(200));
}

static const char *check_latch(const char *name)
{
    (void)name;
    return latch_check(4, oracle_rounds(200));
}

static const char *check_seqlock(const char *name)
{
    (void)name;
    const char *wrong = sequence_check(2, 1, oracle_rounds(40000));
    return first_of(wrong, wrong ? NULL : sequence_check(1, 2, oracle_rounds(40000)));
}

static const char *check_reclaim(const char *name)
{
    const struct reclaim_ops *ops = reclaim_find(name);
    const char *wrong = reclaim_held_check(ops);
    wrong = first_of(wrong, wrong ? NULL : reclaim_check(ops, 1, 1, oracle_rounds(20000)));
    return first_of(wrong, wrong ? NULL : reclaim_check(ops, 2, 2, oracle_rounds(10000)));
}

static const char *check_queue(const char *name)
{
    const struct queue_ops *ops = queue_find(name);
    const char *wrong = queue_check(ops, 1, 1, oracle_rounds(20000));
    if (!wrong && ops->producers_max > 1)
        wrong = queue_check(ops, 2, 2, oracle_rounds(10000));
    return first_of(wrong, wrong ? NULL : linearizability_check(ops, oracle_rounds(8)));
}

const struct check check_table[] = {{"tas", check_lock},        {"ttas", check_lock},
                                    {"ticket", check_lock},     {"mcs", check_lock},
                                    {"clh", check_lock},        {"mutex", check_mutex},
                                    {"fair", check_lock},       {"semaphore", check_semaphore},
                                    {"condvar", check_condvar}, {"rdpref", check_lock},
                                    {"wrpref", check_lock},     {"phasefair", check_lock},
                                    {"seqlock", check_seqlock}, {"barrier", check_barrier},
                                    {"once", check_once},       {"latch", check_latch},
                                    {"spsc", check_queue},      {"mpmc", check_queue},
                                    {"stack", check_queue},     {"hazard", check_reclaim},
                                    {"epoch", check_reclaim},   {"rcuqs", check_reclaim},
                                    {"rcumb", check_reclaim},   {NULL, NULL}};

const struct check *check_find(const char *primitive)
{
    for (const struct check *check = check_table; check->primitive; check++) {
        if (strcmp(check->primitive, primitive) == 0)
            return check;
    }
    return NULL;
}
