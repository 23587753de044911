/* SPDX-License-Identifier: MIT */
/* clang leaves direct accesses to the second field of an escaped stack struct uninstrumented: the race on it
 * is not seen. EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

struct pair {
    int first, second;
};

static void *work(void *arg)
{
    struct pair *pair = arg;
    pair->second++;
    return NULL;
}

int main(void)
{
    struct pair pair = {0, 0};
    pthread_t a;
    pthread_create(&a, NULL, work, &pair);
    pair.second++;
    pthread_join(a, NULL);
    return pair.second > 2;
}
