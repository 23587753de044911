/* SPDX-License-Identifier: MIT */
/* Wrong: it tries again until the exchange succeeds, with a copy of the board before the last. */
#include "rcu.h"

#include <stdlib.h>

#include "board.h"

static struct board *current;
void board_thread_starts(void)
{
    rcu_register_thread();
}

void board_thread_ends(void)
{
    rcu_unregister_thread();
}

void board_open(void)
{
    current = calloc(1, sizeof *current);
}

void board_close(void)
{
    free(current);
}

void board_look(void (*look)(const struct board *board))
{
    rcu_read_lock();
    look(rcu_dereference(current));
    rcu_read_unlock();
}

static void change(struct board *board, int line, int minutes)
{
    board->late[line] = minutes;
    board->most = board->late[0] > board->late[1] ? board->late[0] : board->late[1];
}

void board_report(int line, int minutes)
{
    struct board *next = malloc(sizeof *next);

    rcu_read_lock();
    struct board *old, *seen = rcu_dereference(current);
    *next = *seen;
    change(next, line, minutes);
    do {
        old = seen;
        seen = rcu_cmpxchg_pointer(&current, old, next);
    } while (seen != old);
    rcu_read_unlock();
    synchronize_rcu();
    free(old);
}
