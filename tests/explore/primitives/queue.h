/* SPDX-License-Identifier: MIT */
/* Two threads with two calls each, every program of pushes and pops (PROGRAM: a bit a call), and what is left
 * popped: the history of every interleaving has a sequential order. PUSH(me, value) and POP(me, &value)
 * answer whether they did. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"
#include "tests/sync/oracle.h"

static struct history_event history[HISTORY_MAX];
static atomic_uint now; /* relaxed: the calls' order in time, and no order of memory */

static void call(int me, struct history_event *event)
{
    (void)me;
    event->begin = atomic_fetch_add_explicit(&now, 1, memory_order_relaxed);
    event->done = event->push ? PUSH(me, event->value) : POP(me, &event->value);
    event->end = atomic_fetch_add_explicit(&now, 1, memory_order_relaxed);
}

static void *play(void *argument)
{
    int me = (int)(size_t)argument;
    JOIN(me);
    for (int i = 0; i < 2; i++) {
        struct history_event *event = &history[me * 2 + i];
        event->push = PROGRAM >> (me * 2 + i) & 1;
        event->value = (uintptr_t)(me * 2 + i + 1);
        call(me, event);
    }
    LEAVE(me);
    return NULL;
}

int main(void)
{
    pthread_t thread;
    BEGIN();
    pthread_create(&thread, NULL, play, (void *)1);
    play((void *)0);
    pthread_join(thread, NULL);
    size_t len = 4;
    JOIN(2);
    do {
        history[len].push = 0;
        call(2, &history[len]);
    } while (history[len++].done);
    LEAVE(2);
    lab_always(history_is_linearizable(history, len, LIFO, CAPACITY), "the answers have a sequential order");
    return 0;
}
