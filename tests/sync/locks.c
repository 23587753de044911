/* SPDX-License-Identifier: MIT */
/* Every lock of primitives/ behind one table. */
#include "oracle.h"

#include <string.h>
#include <time.h>

#include "primitives/clh.h"
#include "primitives/fair.h"
#include "primitives/mcs.h"
#include "primitives/mutex.h"
#include "primitives/phasefair.h"
#include "primitives/rdpref.h"
#include "primitives/semaphore.h"
#include "primitives/tas.h"
#include "primitives/ticket.h"
#include "primitives/ttas.h"
#include "primitives/wrpref.h"

#define INIT(module, TYPE, initial)                                                                          \
    static void module##_init(void *lock)                                                                    \
    {                                                                                                        \
        static const struct TYPE fresh = initial;                                                            \
        memcpy(lock, &fresh, sizeof fresh);                                                                  \
    }
#define PLAIN(module)                                                                                        \
    static void module##_lock(void *lock, unsigned thread)                                                   \
    {                                                                                                        \
        (void)thread;                                                                                        \
        rl_##module##_lock(lock);                                                                            \
    }                                                                                                        \
    static void module##_unlock(void *lock, unsigned thread)                                                 \
    {                                                                                                        \
        (void)thread;                                                                                        \
        rl_##module##_unlock(lock);                                                                          \
    }                                                                                                        \
    static bool module##_trylock(void *lock, unsigned thread)                                                \
    {                                                                                                        \
        (void)thread;                                                                                        \
        return rl_##module##_trylock(lock);                                                                  \
    }
#define READ_WRITE(module)                                                                                   \
    static void module##_lock(void *lock, unsigned thread)                                                   \
    {                                                                                                        \
        (void)thread;                                                                                        \
        rl_##module##_write_lock(lock);                                                                      \
    }                                                                                                        \
    static void module##_unlock(void *lock, unsigned thread)                                                 \
    {                                                                                                        \
        (void)thread;                                                                                        \
        rl_##module##_write_unlock(lock);                                                                    \
    }                                                                                                        \
    static void module##_read_lock(void *lock, unsigned thread)                                              \
    {                                                                                                        \
        (void)thread;                                                                                        \
        rl_##module##_read_lock(lock);                                                                       \
    }                                                                                                        \
    static void module##_read_unlock(void *lock, unsigned thread)                                            \
    {                                                                                                        \
        (void)thread;                                                                                        \
        rl_##module##_read_unlock(lock);                                                                     \
    }

INIT(tas, rl_tas, RL_TAS_INIT)
INIT(ttas, rl_ttas, RL_TTAS_INIT)
INIT(ticket, rl_ticket, RL_TICKET_INIT)
INIT(mcs, rl_mcs, RL_MCS_INIT)
INIT(mutex, rl_mutex, RL_MUTEX_INIT)
INIT(fair, rl_fair, RL_FAIR_INIT)
INIT(semaphore, rl_semaphore, RL_SEMAPHORE_INIT(1))
INIT(rdpref, rl_rdpref, RL_RDPREF_INIT)
INIT(wrpref, rl_wrpref, RL_WRPREF_INIT)
INIT(phasefair, rl_phasefair, RL_PHASEFAIR_INIT)
PLAIN(tas)
PLAIN(ttas)
PLAIN(ticket)
PLAIN(mutex)
PLAIN(fair)
READ_WRITE(rdpref)
READ_WRITE(wrpref)
READ_WRITE(phasefair)

static struct rl_mcs_node mcs_nodes[ORACLE_THREADS_MAX];

static void mcs_lock(void *lock, unsigned thread)
{
    rl_mcs_lock(lock, &mcs_nodes[thread]);
}

static void mcs_unlock(void *lock, unsigned thread)
{
    rl_mcs_unlock(lock, &mcs_nodes[thread]);
}

static bool mcs_trylock(void *lock, unsigned thread)
{
    return rl_mcs_trylock(lock, &mcs_nodes[thread]);
}

static struct rl_clh_node clh_nodes[ORACLE_THREADS_MAX];
static struct rl_clh_place clh_places[ORACLE_THREADS_MAX];

static void clh_init(void *memory)
{
    struct rl_clh *lock = memory;
    atomic_init(&lock->first.state, RL_CLH_LEFT);
    atomic_init(&lock->tail, &lock->first);
    for (unsigned i = 0; i < ORACLE_THREADS_MAX; i++)
        clh_places[i] = (struct rl_clh_place)RL_CLH_PLACE_INIT(&clh_nodes[i]);
}

static void clh_lock(void *lock, unsigned thread)
{
    rl_clh_lock(lock, &clh_places[thread]);
}

static void clh_unlock(void *lock, unsigned thread)
{
    rl_clh_unlock(lock, &clh_places[thread]);
}

static void timed_lock(void *lock, unsigned thread)
{
    (void)thread;
    /* One that is far away, and one that has passed: both ways into the slow path. */
    const struct timespec never = {.tv_sec = INT32_MAX};
    const struct timespec passed = {0};
    if (!rl_mutex_lock_until(lock, CLOCK_MONOTONIC, &passed))
        while (!rl_mutex_lock_until(lock, CLOCK_REALTIME, &never))
            ;
}

static void semaphore_lock(void *lock, unsigned thread)
{
    (void)thread;
    rl_semaphore_wait(lock);
}

static void semaphore_unlock(void *lock, unsigned thread)
{
    (void)thread;
    rl_semaphore_post(lock);
}

static bool semaphore_trylock(void *lock, unsigned thread)
{
    (void)thread;
    return rl_semaphore_trywait(lock);
}

static unsigned ticket_arrivals(void *lock)
{
    return atomic_load(&((struct rl_ticket *)lock)->next);
}

static unsigned fair_arrivals(void *lock)
{
    return atomic_load(&((struct rl_fair *)lock)->next);
}

static unsigned mcs_arrivals(void *lock)
{
    return (unsigned)(uintptr_t)atomic_load(&((struct rl_mcs *)lock)->tail);
}

static unsigned clh_arrivals(void *lock)
{
    return (unsigned)(uintptr_t)atomic_load(&((struct rl_clh *)lock)->tail);
}

#define ROW(module)                                                                                          \
    .name = #module, .size = sizeof(struct rl_##module), .init = module##_init, .lock = module##_lock,       \
    .unlock = module##_unlock
#define READ_WRITE_ROW(module)                                                                               \
    ROW(module), .kind = LOCK_READ_WRITE, .read_lock = module##_read_lock, .read_unlock = module##_read_unlock

const struct lock_ops lock_table[] = {
    {ROW(tas), .trylock = tas_trylock},
    {ROW(ttas), .trylock = ttas_trylock},
    {ROW(ticket), .trylock = ticket_trylock, .fifo = true, .arrivals = ticket_arrivals},
    {ROW(mcs), .trylock = mcs_trylock, .fifo = true, .arrivals = mcs_arrivals},
    {ROW(clh), .fifo = true, .arrivals = clh_arrivals},
    {ROW(mutex), .trylock = mutex_trylock},
    {.name = "mutex-timed",
     .size = sizeof(struct rl_mutex),
     .init = mutex_init,
     .lock = timed_lock,
     .unlock = mutex_unlock},
    {ROW(fair), .trylock = fair_trylock, .fifo = true, .arrivals = fair_arrivals},
    {ROW(semaphore), .trylock = semaphore_trylock},
    {READ_WRITE_ROW(rdpref)},
    {READ_WRITE_ROW(wrpref)},
    {READ_WRITE_ROW(phasefair)},
    {.name = NULL}};

const struct lock_ops *lock_find(const char *name)
{
    for (const struct lock_ops *ops = lock_table; ops->name; ops++) {
        if (strcmp(ops->name, name) == 0)
            return ops;
    }
    return NULL;
}
