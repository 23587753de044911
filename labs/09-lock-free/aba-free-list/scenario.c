/* SPDX-License-Identifier: MIT */
/* An evening: one attendant's guests come alone and leave early, the other's come in pairs; one stays. */
#include <pthread.h>
#include <racelab/lab.h>

#include "hooks.h"

static int rounds, stays[2];  /* the hooks of the last two guests who stayed, for one thread at a time */
static int coats[HOOKS_MOST]; /* on each hook; relaxed atomic: it orders nothing, so it hides no race */

static int hang_up(void)
{
    int hook = hook_take();
    int free = hook >= 0 && __atomic_fetch_add(&coats[hook], 1, __ATOMIC_RELAXED) == 0;
    if (!free)
        lab_outcome("hooks=%s", hook < 0 ? "turned away" : "two coats");
    lab_always(free, "every coat gets a hook for itself");
    return hook;
}

static void fetch(int hook)
{
    __atomic_fetch_sub(&coats[hook], 1, __ATOMIC_RELAXED);
    hook_give(hook);
}

static void *attendant(void *pairs)
{
    lab_meet(0);
    for (int i = 0; i < (pairs ? rounds : (rounds + 1) / 2); i++) {
        if (pairs && i >= 2)
            fetch(stays[i % 2]);
        int leaves = hang_up();
        lab_begin("coat");
        if (pairs)
            stays[i % 2] = hang_up();
        lab_end("coat");
        fetch(leaves);
    }
    return NULL;
}

int main(void)
{
    pthread_t alone, pairs;
    rounds = lab_scale(1, 20000);
    hooks_open(4); /* no more than four coats hang at the same time */
    pthread_create(&alone, NULL, attendant, NULL);
    pthread_create(&pairs, NULL, attendant, "in pairs");
    pthread_join(alone, NULL);
    pthread_join(pairs, NULL);
    lab_overlap("coat", 2);
    for (int i = 0; i < 2 && i < rounds; i++)
        fetch(stays[i]);
    for (int i = 0; i < 4; i++)
        hang_up();
    lab_always(hook_take() < 0, "there are no more hooks than there are");
    lab_outcome("hooks=all free");
    return 0;
}
