/* SPDX-License-Identifier: MIT */
/* One turn of a spinning thread: cheap at first, then the CPU goes to somebody who can end the wait.
 *
 *     struct rl_pause pause = RL_PAUSE_INIT;
 *     while (atomic_load_explicit(&flag, memory_order_acquire) == 0)
 *         rl_pause_turn(&pause);
 *
 * Orders nothing. Cost: some 20 ns a turn for the first RL_PAUSE_TURNS, a system call (0.3 µs) after. */
#ifndef RL_PAUSE_H
#define RL_PAUSE_H

#include <sched.h>
#include <stdbool.h>

/* Longer than a short critical section, shorter than a time slice: who holds the lock may not be running. */
#ifndef RL_PAUSE_TURNS
#define RL_PAUSE_TURNS 100 /* 0 where every turn is explored */
#endif

struct rl_pause {
    unsigned turns; /* owner only: so far */
};
#define RL_PAUSE_INIT                                                                                        \
    {                                                                                                        \
        0                                                                                                    \
    }

/* Tells the core that this is a spin: the other hyperthread gets the resources. */
static inline void rl_pause_cpu(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
}

/* Waits one turn. */
static inline void rl_pause_turn(struct rl_pause *pause)
{
    if (pause->turns < RL_PAUSE_TURNS) {
        pause->turns++;
        rl_pause_cpu();
    } else {
        sched_yield();
    }
}

/* Waits one turn and answers true, or answers false: it is time to sleep. */
static inline bool rl_pause_brief(struct rl_pause *pause)
{
    if (pause->turns >= RL_PAUSE_TURNS)
        return false;
    pause->turns++;
    rl_pause_cpu();
    return true;
}

#endif
