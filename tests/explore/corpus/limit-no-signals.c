/* SPDX-License-Identifier: MIT */
/* Signals are not modelled.
 * EXPECT status=unsupported names=sigaction */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static void handle(int number)
{
    (void)number;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
    return sigaction(SIGUSR1, &action, NULL);
}
