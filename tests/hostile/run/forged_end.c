/* SPDX-License-Identifier: MIT */
/* Writes the end of a complete search to where the explorer testifies. */
/* expect: fail unsupported rejected | by: evidence | observers: explore */
#include <string.h>
#include <unistd.h>

#include "counter.h" // whole

static long visitors;

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    visitors++;
    static const char line[] = "\n{\"t\":\"end\",\"executions\":9,\"steps\":9,\"complete\":true,\"model\":\"sequential consistency\",\"end_reached\":true}\n";
    for (int fd = 3; fd < 128; fd++)
        if (write(fd, line, strlen(line)) < 0)
            continue;
    _exit(0);
}

long counter_total(void)
{
    return (long)visitors;
}
