/* SPDX-License-Identifier: MIT */
/* A program that was ended by SIGKILL did it itself or was ended from outside: what the machine did is no
 * fault of it. */
#include "program_killed.h"
#include "text.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void read_all(FILE *file, struct rl_text *text)
{
    char buffer[4096];
    for (size_t got; (got = fread(buffer, 1, sizeof buffer, file)) > 0;)
        rl_text_add_bytes(text, buffer, got);
}

unsigned long rl_program_count_oom(const char *vmstat)
{
    const char *at = strstr(vmstat, "\noom_kill ");
    return at ? strtoul(at + strlen("\noom_kill "), NULL, 10) : 0;
}

/* How many processes the kernel has ended for want of memory since it started. */
static unsigned long oom_kills(void)
{
    struct rl_text text = RL_TEXT_INIT;
    FILE *file = fopen("/proc/vmstat", "re");
    if (file) {
        read_all(file, &text);
        fclose(file);
    }
    char *all = rl_text_take(&text);
    unsigned long count = rl_program_count_oom(all);
    free(all);
    return count;
}

static bool is_killed(const struct rl_process_result *result)
{
    return result->end == RL_PROCESS_SIGNALLED && result->signal == SIGKILL;
}

void rl_program_run(const struct rl_process_request *request, void (*again)(void *ctx), void *ctx,
                    struct rl_process_result *result)
{
    unsigned long before = oom_kills();
    rl_process_run(request, result);
    if (is_killed(result)) {
        rl_process_result_free(result);
        again(ctx);
        rl_process_run(request, result);
    }
    if (is_killed(result) && oom_kills() != before) {
        free(result->error);
        result->end = RL_PROCESS_NOT_STARTED;
        result->error =
            rl_text_copy("the machine ran out of memory, and the kernel ended the program: make room, or "
                         "judge fewer at a time (--jobs 1)");
    }
}
