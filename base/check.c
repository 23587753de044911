/* SPDX-License-Identifier: MIT */
/* How the program ends when an assertion fails: one line on stderr, then abort(). */
#define _GNU_SOURCE 1
#include "check.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 512 };

/* write(), not stdio: the thread that died may hold stderr's lock, or be in a signal handler. */
static void say(const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(STDERR_FILENO, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        text += written;
        length -= (size_t)written;
    }
}

void rl_check_failed(const char *file, int line, const char *format, ...)
{
    char text[LINE_MAX_BYTES];
    int prefix = snprintf(text, sizeof text, "racelab: %s:%d: ", file, line);
    size_t used = prefix < 0 ? 0 : (size_t)prefix;
    if (used < sizeof text) {
        va_list args;
        va_start(args, format);
        int rest = vsnprintf(text + used, sizeof text - used, format, args);
        va_end(args);
        used += rest < 0 ? 0 : (size_t)rest;
    }
    if (used > sizeof text - 1)
        used = sizeof text - 1;
    text[used] = '\n'; /* over the terminating zero: only the length counts from here */
    say(text, used + 1);
    abort();
}

void rl_check_impossible(const char *call, int error)
{
    char text[LINE_MAX_BYTES];
    const char *name = strerrorname_np(error);
    int length =
        snprintf(text, sizeof text,
                 "racelab: %s failed with %s, which it never does when used right. Please report this.\n",
                 call, name ? name : "an unknown error");
    if (length > 0)
        say(text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
    abort();
}
