/* SPDX-License-Identifier: MIT */
/* Copying, changing and turning the pointer belong together: one controller at a time. Those who look need no
 * lock. */
#include "rcu.h"

#include <pthread.h>
#include <stdlib.h>

#include "board.h"

static pthread_mutex_t report_lock = PTHREAD_MUTEX_INITIALIZER; /* held to change current */
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

    pthread_mutex_lock(&report_lock);
    struct board *old = current;
    *next = *old;
    change(next, line, minutes);
    rcu_assign_pointer(current, next);
    pthread_mutex_unlock(&report_lock);
    synchronize_rcu();
    free(old);
}
