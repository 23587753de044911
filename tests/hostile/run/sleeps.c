/* SPDX-License-Identifier: MIT */
/* Sleeps for eleven days. */
/* expect: needs_review fail unsupported | by: limits */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    sleep(1000000);
}
