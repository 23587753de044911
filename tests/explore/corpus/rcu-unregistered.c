/* SPDX-License-Identifier: MIT */
/* A reader that was never registered: no grace period waits for it.
 * EXPECT hazards=misuse */
#include "primitives/rcu.h"

#include <pthread.h>
#include <stdlib.h>

struct box {
    int value;
};
static struct box *current;

static struct box *make(int value)
{
    struct box *box = malloc(sizeof *box);
    box->value = value;
    return box;
}

static void *reader(void *arg)
{
    rcu_read_lock();
    if (rcu_dereference(current)->value > 2)
        abort();
    rcu_read_unlock();
    return arg;
}

int main(void)
{
    pthread_t a;
    rcu_assign_pointer(current, make(1));
    pthread_create(&a, NULL, reader, NULL);
    struct box *old = current;
    rcu_assign_pointer(current, make(2));
    synchronize_rcu();
    free(old);
    pthread_join(a, NULL);
    free(current);
    return 0;
}
