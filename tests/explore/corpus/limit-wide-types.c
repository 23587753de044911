/* SPDX-License-Identifier: MIT */
/* clang does not tell of accesses to long double, to vectors of 32 bytes, and to bit-fields whose unit has 24 or 48
 * bits: the races are not seen.
 * EXPECT hazards=none complete=yes cc=clang */
#include <pthread.h>

static long double wide;
static struct {
    unsigned a : 12, b : 12;
    char c;
} packed;

static void *change(void *unused)
{
    wide += 1.0L;
    packed.a++;
    return unused;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, change, NULL);
    pthread_create(&second, NULL, change, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
