/* SPDX-License-Identifier: MIT */
/* liburcu as it comes, without primitives/rcu.h: the old box is freed by call_rcu.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stdlib.h>
#include <urcu.h>

struct box {
    int value;
    struct rcu_head head;
};
static struct box *current;

static void reclaim(struct rcu_head *head)
{
    free(caa_container_of(head, struct box, head));
}

static struct box *make(int value)
{
    struct box *box = malloc(sizeof *box);
    box->value = value;
    return box;
}

static void *reader(void *unused)
{
    rcu_register_thread();
    rcu_read_lock();
    int value = rcu_dereference(current)->value;
    rcu_read_unlock();
    rcu_unregister_thread();
    return value > 0 ? NULL : unused;
}

int main(void)
{
    pthread_t thread;
    rcu_assign_pointer(current, make(1));
    pthread_create(&thread, NULL, reader, NULL);
    struct box *old = rcu_xchg_pointer(&current, make(2));
    call_rcu(&old->head, reclaim);
    rcu_barrier();
    pthread_join(thread, NULL);
    free(current);
    return 0;
}
