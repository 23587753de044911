/* SPDX-License-Identifier: MIT */
/* A stack of indices without tags: ABA, for which one thread must pop two and push the first again inside
 * another's pop. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

static atomic_int top = 0;
static atomic_int next[3] = {1, 2, -1};
static atomic_int taken[3];

static int pop(void)
{
    int head = atomic_load(&top);
    while (head >= 0) {
        int after = atomic_load(&next[head]);
        if (atomic_compare_exchange_strong(&top, &head, after))
            return head;
    }
    return -1;
}

static void push(int index)
{
    int head = atomic_load(&top);
    do
        atomic_store(&next[index], head);
    while (!atomic_compare_exchange_strong(&top, &head, index));
}

static void use(int index)
{
    if (index >= 0)
        assert(atomic_fetch_add(&taken[index], 1) == 0);
}

static void drop(int index)
{
    atomic_store(&taken[index], 0);
    push(index);
}

static void *keeper(void *unused)
{
    use(pop());
    return unused;
}

static void *juggler(void *unused)
{
    int first = pop();
    use(first);
    use(pop());
    if (first >= 0)
        drop(first);
    use(pop());
    return unused;
}

int main(void)
{
    pthread_t one, two, three;
    pthread_create(&one, NULL, keeper, NULL);
    pthread_create(&two, NULL, juggler, NULL);
    pthread_create(&three, NULL, keeper, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    pthread_join(three, NULL);
    return 0;
}
