/* SPDX-License-Identifier: MIT */
/* The office writes a new board beside the old one, turns the pointer, and throws the old one away when the
 * last customer who could have seen it has gone. Nobody who looks ever waits. */
#define RL_RCU_BP
#include "rcu.h"

#include <stdlib.h>

#include "board.h"

static struct price opening;
static struct price *current = &opening; /* what it points to is never written again */

void board_look(void (*look)(const struct price *price))
{
    rcu_read_lock();
    look(rcu_dereference(current));
    rcu_read_unlock();
}

void board_set(int net)
{
    static struct price boards[2]; /* the office's own: one is shown, the other is free */
    static int shown = 1;
    struct price *next = &boards[shown = !shown];

    next->net = net;
    next->gross = net + net / 5;
    rcu_assign_pointer(current, next);
    synchronize_rcu(); /* from here on nobody looks at the board before this one: it may be written next time
                        */
}
