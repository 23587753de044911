/* SPDX-License-Identifier: MIT */
/* The grace period is over before the box is replaced.
 * EXPECT hazards=use-after-free|data-race lab=1 */
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
    rcu_register_thread();
    rcu_read_lock();
    if (rcu_dereference(current)->value > 2)
        abort();
    rcu_read_unlock();
    rcu_unregister_thread();
    return arg;
}

int main(void)
{
    pthread_t a;
    rcu_assign_pointer(current, make(1));
    pthread_create(&a, NULL, reader, NULL);
    struct box *old = current;
    synchronize_rcu();
    rcu_assign_pointer(current, make(2));
    free(old);
    pthread_join(a, NULL);
    free(current);
    return 0;
}
