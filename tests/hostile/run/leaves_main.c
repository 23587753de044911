/* SPDX-License-Identifier: MIT */
/* Ends main's thread, and the program with the last one. */
/* expect: fail unsupported | by: end marker */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "counter.h" // whole

void counter_visit(void (*turnstile)(void))
{
    turnstile();
}

long counter_total(void)
{
    pthread_exit(NULL);
}
