/* SPDX-License-Identifier: MIT */
/* One side is a memcpy.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static char text[16];

static void *first(void *arg)
{
    char copy[16];
    memcpy(copy, text, sizeof copy);
    if (copy[0] == 2)
        return NULL;
    return arg;
}

static void *second(void *arg)
{
    text[15] = 1;
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
