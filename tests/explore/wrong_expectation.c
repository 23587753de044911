/* SPDX-License-Identifier: MIT */
/* A racy program that claims to be clean: the checker of the corpus must refuse it.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static int x;

static void *add(void *arg)
{
    x++;
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, add, NULL);
    x++;
    pthread_join(a, NULL);
    return 0;
}
