/* SPDX-License-Identifier: MIT */
/* printf reads the string that it prints.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static char text[4] = "ab";

static void *first(void *arg)
{
    printf("%s\n", text);
    return arg;
}

static void *second(void *arg)
{
    text[1] = 0;
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
