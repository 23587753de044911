/* SPDX-License-Identifier: MIT */
/* Two threads with CALLS calls each, every program of pushes and pops (PROGRAM: a bit a call), BEFORE
 * elements pushed before, and what is left popped: the answers have a sequential order. PUSH(me, value) and
 * POP(me, &value) answer whether they did.
 *
 * CLOCK=1: an order that respects time: who ended before the other began comes first (linearizable). CLOCK=0:
 * one that respects each thread's own order; the calls then have nothing in common but the queue, and fewer
 * interleavings differ. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"
#include "tests/sync/oracle.h"

#ifndef CALLS
#define CALLS 2
#endif
#ifndef BEFORE
#define BEFORE 0
#endif

static struct history_event calls[2][CALLS];
static struct history_event others[HISTORY_MAX]; /* main's, before and after */
static atomic_uint now; /* relaxed: the calls' order in time, and no order of memory */

static unsigned moment(void)
{
    return CLOCK ? atomic_fetch_add_explicit(&now, 1, memory_order_relaxed) : 0;
}

static void call(int me, struct history_event *event)
{
    (void)me;
    event->begin = moment();
    event->done = event->push ? PUSH(me, event->value) : POP(me, &event->value);
    event->end = moment();
}

static void *play(void *argument)
{
    int me = (int)(size_t)argument;
    JOIN(me);
    for (int i = 0; i < CALLS; i++) {
        struct history_event *event = &calls[me][i];
        event->push = PROGRAM >> (me * CALLS + i) & 1;
        event->value = (uintptr_t)(me * CALLS + i + 1);
        call(me, event);
    }
    return NULL;
}

/* The events in one order; `merge` says by its bits which thread's call comes next. Does it have that many of
 * each? */
static bool line_up(unsigned merge, size_t after, struct history_event history[HISTORY_MAX], size_t *len)
{
    int next[2] = {0, 0};
    *len = 0;
    for (size_t i = 0; i < BEFORE; i++)
        history[(*len)++] = others[i];
    for (int i = 0; i < 2 * CALLS; i++) {
        int thread = merge >> i & 1;
        if (next[thread] == CALLS)
            return false;
        history[(*len)++] = calls[thread][next[thread]++];
    }
    for (size_t i = BEFORE; i < after; i++)
        history[(*len)++] = others[i];
    for (size_t i = 0; i < *len && !CLOCK; i++) {
        history[i].begin = (unsigned)(2 * i);
        history[i].end = (unsigned)(2 * i + 1);
    }
    return true;
}

static bool has_an_order(size_t after)
{
    struct history_event history[HISTORY_MAX];
    size_t len;
    for (unsigned merge = 0; merge < 1u << 2 * CALLS; merge++) {
        if (line_up(merge, after, history, &len) && history_is_linearizable(history, len, LIFO, CAPACITY))
            return true;
    }
    return false;
}

int main(void)
{
    pthread_t thread;
    size_t after = BEFORE;
    BEGIN();
    JOIN(2);
    for (size_t i = 0; i < BEFORE; i++) {
        others[i] = (struct history_event){.push = true, .value = 100 + i};
        call(2, &others[i]);
    }
    pthread_create(&thread, NULL, play, (void *)1);
    play((void *)0);
    pthread_join(thread, NULL);
    LEAVE(0);
    LEAVE(1);
    do {
        others[after].push = false;
        call(2, &others[after]);
    } while (others[after++].done);
    LEAVE(2);
    lab_always(has_an_order(after), "the answers have a sequential order");
    return 0;
}
