/* SPDX-License-Identifier: MIT */
/* Wrong: one controller at a time, who writes the board at which people look. */
#include "rcu.h"

#include <pthread.h>
#include <stdlib.h>

#include "board.h"

static pthread_mutex_t report_lock = PTHREAD_MUTEX_INITIALIZER;
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
    pthread_mutex_lock(&report_lock);
    change(current, line, minutes);
    pthread_mutex_unlock(&report_lock);
}
