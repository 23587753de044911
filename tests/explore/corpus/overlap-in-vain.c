/* SPDX-License-Identifier: MIT */
/* The two are inside together only while one of them looks in vain.
 * EXPECT hazards=none complete=yes overlap=2 lab=1 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static atomic_int ready;

static void *look(void *arg)
{
    while (!atomic_load(&ready)) {
        lab_begin("inside");
        lab_end("inside");
    }
    return arg;
}

int main(void)
{
    pthread_t looker;
    pthread_create(&looker, NULL, look, NULL);
    lab_begin("inside");
    lab_end("inside");
    atomic_store(&ready, 1);
    pthread_join(looker, NULL);
    lab_overlap("inside", 2);
    return 0;
}
