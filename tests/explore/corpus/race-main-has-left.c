/* SPDX-License-Identifier: MIT */
/* main leaves by pthread_exit, and two threads race: the replay works all the same.
 * EXPECT hazards=data-race complete=yes */
#include <pthread.h>

static int count;

static void *add(void *unused)
{
    count++;
    return unused;
}

int main(void)
{
    pthread_t first, second;
    pthread_create(&first, NULL, add, NULL);
    pthread_create(&second, NULL, add, NULL);
    pthread_exit(NULL);
}
