/* SPDX-License-Identifier: MIT */
/* A routine that asks for itself.
 * EXPECT hazards=self-deadlock complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void prepare(void)
{
    pthread_once(&once, prepare);
}

int main(void)
{
    return pthread_once(&once, prepare);
}
