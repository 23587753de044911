/* SPDX-License-Identifier: MIT */
/* A struct is handed over by value: neither compiler tells of the reads, and the race with them is not seen.
 * EXPECT hazards=none complete=yes cc=clang */
#include <pthread.h>

struct point {
    long x, y, z;
};
static struct point shared;

static __attribute__((noinline)) long sum(struct point point)
{
    return point.x + point.y + point.z;
}

static void *move(void *unused)
{
    shared.x = 1;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, move, NULL);
    long total = sum(shared);
    pthread_join(thread, NULL);
    return total < 0;
}
