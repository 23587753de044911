/* SPDX-License-Identifier: MIT */
/* A cancellation that is switched off waits for the next point at which it is on; or comes too late.
 * EXPECT hazards=none complete=yes outcomes=cancelled 1|returned 1 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static int work;

static void *works(void *arg)
{
    int old;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old);
    pthread_testcancel();
    work++;
    pthread_setcancelstate(old, NULL);
    pthread_testcancel();
    return arg;
}

int main(void)
{
    pthread_t a;
    void *value;
    pthread_create(&a, NULL, works, NULL);
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    /* Started with cancellation on, it might be cancelled before it is switched off only at a point. */
    pthread_cancel(a);
    pthread_join(a, &value);
    lab_outcome("%s %d", value == PTHREAD_CANCELED ? "cancelled" : "returned", work);
    return 0;
}
