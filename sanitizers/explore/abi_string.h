/* SPDX-License-Identifier: MIT */
/* Shared by the models that take strings: the length of one, found safely, and its accesses counted. */
#ifndef RLX_ABI_STRING_H
#define RLX_ABI_STRING_H

#include <string.h>

#include "abi.h"

/* Counts a read of the whole string with its NUL byte; returns its length. */
static inline size_t rlx_read_string(const char *string, uintptr_t pc)
{
    rlx_check_pointer(string, pc);
    size_t length = strlen(string);
    rlx_read_range(string, length + 1, pc);
    return length;
}

/* The same, of at most `limit` bytes. */
static inline size_t rlx_read_string_n(const char *string, size_t limit, uintptr_t pc)
{
    if (limit == 0)
        return 0;
    rlx_check_pointer(string, pc);
    size_t length = strnlen(string, limit);
    rlx_read_range(string, length < limit ? length + 1 : limit, pc);
    return length;
}

#endif
