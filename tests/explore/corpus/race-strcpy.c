/* SPDX-License-Identifier: MIT */
/* One side is a strcpy.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static char text[16];

static void *first(void *arg)
{
    strcpy(text, "hello");
    return arg;
}

static void *second(void *arg)
{
    char seen = text[5];
    if (seen)
        return NULL;
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
