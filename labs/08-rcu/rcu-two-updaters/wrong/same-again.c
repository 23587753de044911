/* SPDX-License-Identifier: MIT */
/* Wrong: outside the section the board that was copied may be freed, and be back as another one when it is
 * compared. */
#include "rcu.h"

#include <stdlib.h>

#include "board.h"

static struct board *current;
static _Thread_local struct board *spare; /* taken off the board, and seen by nobody since a grace period */
void board_thread_starts(void)
{
    rcu_register_thread();
}

void board_thread_ends(void)
{
    free(spare);
    spare = NULL;
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
    struct board *next = spare ? spare : malloc(sizeof *next), *old;

    do {
        rcu_read_lock();
        old = rcu_dereference(current);
        *next = *old;
        rcu_read_unlock();
        change(next, line, minutes);
    } while (rcu_cmpxchg_pointer(&current, old, next) != old);
    synchronize_rcu();
    spare = old;
}
