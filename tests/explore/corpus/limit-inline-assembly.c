/* SPDX-License-Identifier: MIT */
/* Accesses in inline assembly are not seen.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static int x;

static void *first(void *arg)
{
    __asm__ volatile("incl %0" : "+m"(x));
    return arg;
}

static void *second(void *arg)
{
    __asm__ volatile("incl %0" : "+m"(x));
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
