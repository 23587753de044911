/* SPDX-License-Identifier: MIT */
/* Wrong: a baker who finds the shelf full throws the loaf away, and a seller sells what is not there. */
#include <pthread.h>

#include "shelf.h"

static pthread_mutex_t shelf = PTHREAD_MUTEX_INITIALIZER;
static int board[SHELF_PLACES]; /* protected by shelf */
static unsigned put, taken;     /* protected by shelf */

void shelf_put(int loaf)
{
    pthread_mutex_lock(&shelf);
    if (put - taken < SHELF_PLACES)
        board[put++ % SHELF_PLACES] = loaf;
    pthread_mutex_unlock(&shelf);
}

void shelf_take(void (*sell)(int loaf))
{
    int loaf = -1;

    pthread_mutex_lock(&shelf);
    if (put != taken)
        loaf = board[taken++ % SHELF_PLACES];
    pthread_mutex_unlock(&shelf);
    if (loaf >= 0)
        sell(loaf);
}
