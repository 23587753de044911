/* SPDX-License-Identifier: MIT */
/* One board, changed in place under the write lock: no copy, nothing to free, and whoever looks is waited
 * for. */
#include <pthread.h>

#include "board.h"

static pthread_rwlock_t board_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct board current; /* protected by board_lock */

void board_thread_starts(void) {}

void board_thread_ends(void) {}

void board_open(void) {}

void board_close(void) {}

void board_look(void (*look)(const struct board *board))
{
    pthread_rwlock_rdlock(&board_lock);
    look(&current);
    pthread_rwlock_unlock(&board_lock);
}

void board_report(int line, int minutes)
{
    pthread_rwlock_wrlock(&board_lock);
    current.late[line] = minutes;
    current.most = current.late[0] > current.late[1] ? current.late[0] : current.late[1];
    pthread_rwlock_unlock(&board_lock);
}
