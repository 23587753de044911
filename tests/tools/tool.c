/* SPDX-License-Identifier: MIT */
/* Runs a tool through the shell. */
#include "tool.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>

enum { COMMAND_BYTES = 4096 };

int tool_run(char output[TOOL_OUTPUT_BYTES], const char *format, ...)
{
    char command[COMMAND_BYTES];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(command, sizeof command - 16, format, args);
    va_end(args);
    output[0] = '\0';
    if (length < 0 || length >= (int)sizeof command - 16)
        return -1;
    char whole[COMMAND_BYTES + 16];
    snprintf(whole, sizeof whole, "{ %s; } 2>&1", command);
    FILE *pipe = popen(whole, "r");
    if (!pipe)
        return -1;
    size_t used = fread(output, 1, TOOL_OUTPUT_BYTES - 1, pipe);
    output[used] = '\0';
    while (fgetc(pipe) != EOF)
        ;
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
