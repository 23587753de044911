/* SPDX-License-Identifier: MIT */
/* Where a program lies: the way of a shell, by PATH. */
#include "process.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

char *rl_process_find_program(const char *name)
{
    if (strchr(name, '/'))
        return access(name, X_OK) == 0 ? rl_text_copy(name) : NULL;
    const char *path = getenv("PATH");
    for (const char *begin = path ? path : "/usr/bin:/bin"; *begin;) {
        size_t length = strcspn(begin, ":");
        char *candidate = rl_text_format("%.*s/%s", (int)length, begin, name);
        if (length && access(candidate, X_OK) == 0)
            return candidate;
        free(candidate);
        begin += length;
        begin += *begin == ':';
    }
    return NULL;
}
