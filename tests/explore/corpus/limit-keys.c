/* SPDX-License-Identifier: MIT */
/* There are 128 keys of thread-specific data at a time; glibc has 1024.
 * EXPECT hazards=none complete=yes outcomes=128 EAGAIN */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

int main(void)
{
    pthread_key_t key;
    int made = 0, error;
    while (!(error = pthread_key_create(&key, NULL)))
        made++;
    lab_outcome("%d %s", made, error == EAGAIN ? "EAGAIN" : "other");
    return 0;
}
