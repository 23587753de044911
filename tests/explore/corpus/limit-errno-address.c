/* SPDX-License-Identifier: MIT */
/* The address of errno is the same in every thread; its value is not.
 * EXPECT hazards=none complete=yes outcomes=same address, 0 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static int *main_errno;
static int value;

static void *look(void *arg)
{
    value = errno;
    return &errno == main_errno ? arg : NULL;
}

int main(void)
{
    pthread_t thread;
    void *same;
    errno = 7;
    main_errno = &errno;
    pthread_create(&thread, NULL, look, main_errno);
    pthread_join(thread, &same);
    lab_outcome("%s address, %d", same ? "same" : "another", value);
    return errno - 7;
}
