/* SPDX-License-Identifier: MIT */
/* Models of string.h's functions that measure, compare, search and split strings. */
#include "abi_string.h"

#include <strings.h>

RLX_DEFINE(size_t, strlen, const char *string)
{
    rlx_read_string(string, RLX_CALLER);
    return strlen(string);
}

RLX_DEFINE(size_t, strnlen, const char *string, size_t limit)
{
    rlx_read_string_n(string, limit, RLX_CALLER);
    return strnlen(string, limit);
}

/* Two strings are read up to the byte in which they differ. */
static void read_both(const char *a, const char *b, size_t limit, uintptr_t pc)
{
    if (limit == 0)
        return;
    rlx_check_pointer(a, pc);
    rlx_check_pointer(b, pc);
    size_t length = 0;
    while (length < limit - 1 && a[length] && a[length] == b[length])
        length++;
    rlx_read_range(a, length + 1, pc);
    rlx_read_range(b, length + 1, pc);
}

RLX_DEFINE(int, strcmp, const char *a, const char *b)
{
    read_both(a, b, SIZE_MAX, RLX_CALLER);
    return strcmp(a, b);
}

RLX_DEFINE(int, strncmp, const char *a, const char *b, size_t limit)
{
    read_both(a, b, limit, RLX_CALLER);
    return strncmp(a, b, limit);
}

/* The explored program's locale is "C". */
RLX_DEFINE(int, strcoll, const char *a, const char *b)
{
    read_both(a, b, SIZE_MAX, RLX_CALLER);
    return strcmp(a, b);
}

RLX_DEFINE(int, strcasecmp, const char *a, const char *b)
{
    rlx_read_string(a, RLX_CALLER);
    rlx_read_string(b, RLX_CALLER);
    return strcasecmp(a, b);
}

RLX_DEFINE(int, strncasecmp, const char *a, const char *b, size_t limit)
{
    rlx_read_string_n(a, limit, RLX_CALLER);
    rlx_read_string_n(b, limit, RLX_CALLER);
    return strncasecmp(a, b, limit);
}

/* Reads up to the byte that is looked for. */
static const char *find(const char *string, int byte, uintptr_t pc)
{
    rlx_check_pointer(string, pc);
    const char *found = strchrnul(string, byte);
    rlx_read_range(string, (size_t)(found - string) + 1, pc);
    return strchrnul(string, byte);
}

RLX_DEFINE(char *, strchr, const char *string, int byte)
{
    const char *found = find(string, byte, RLX_CALLER);
    return *found == (char)byte ? (char *)found : NULL;
}

RLX_DEFINE(char *, index, const char *string, int byte)
{
    const char *found = find(string, byte, RLX_CALLER);
    return *found == (char)byte ? (char *)found : NULL;
}

RLX_DEFINE(char *, strchrnul, const char *string, int byte)
{
    return (char *)find(string, byte, RLX_CALLER);
}

RLX_DEFINE(char *, strrchr, const char *string, int byte)
{
    rlx_read_string(string, RLX_CALLER);
    return (char *)strrchr(string, byte);
}

RLX_DEFINE(char *, rindex, const char *string, int byte)
{
    rlx_read_string(string, RLX_CALLER);
    return (char *)strrchr(string, byte);
}

RLX_DEFINE(char *, strstr, const char *string, const char *part)
{
    rlx_read_string(string, RLX_CALLER);
    rlx_read_string(part, RLX_CALLER);
    return (char *)strstr(string, part);
}

RLX_DEFINE(char *, strcasestr, const char *string, const char *part)
{
    rlx_read_string(string, RLX_CALLER);
    rlx_read_string(part, RLX_CALLER);
    return (char *)strcasestr(string, part);
}

RLX_DEFINE(size_t, strspn, const char *string, const char *set)
{
    rlx_read_string(set, RLX_CALLER);
    rlx_check_pointer(string, RLX_CALLER);
    rlx_read_range(string, strspn(string, set) + 1, RLX_CALLER);
    return strspn(string, set);
}

RLX_DEFINE(size_t, strcspn, const char *string, const char *set)
{
    rlx_read_string(set, RLX_CALLER);
    rlx_check_pointer(string, RLX_CALLER);
    rlx_read_range(string, strcspn(string, set) + 1, RLX_CALLER);
    return strcspn(string, set);
}

RLX_DEFINE(char *, strpbrk, const char *string, const char *set)
{
    rlx_read_string(set, RLX_CALLER);
    rlx_check_pointer(string, RLX_CALLER);
    rlx_read_range(string, strcspn(string, set) + 1, RLX_CALLER);
    return (char *)strpbrk(string, set);
}

/* The next token of *rest, or NULL. Where it ends in a separator, that becomes a NUL byte: a write. */
static char *next_token(char **rest, const char *set, uintptr_t pc)
{
    rlx_read_range(rest, sizeof *rest, pc);
    char *start = *rest;
    if (!start)
        return NULL;
    rlx_check_pointer(start, pc);
    start += strspn(start, set);
    size_t length = strcspn(start, set);
    rlx_read_range(*rest, (size_t)(start - *rest) + length + 1, pc);
    rlx_write_range(rest, sizeof *rest, pc);
    if (length == 0) {
        *rest = NULL;
        return NULL;
    }
    if (!start[length]) {
        *rest = NULL;
        return start;
    }
    rlx_write_range(start + length, 1, pc);
    start[length] = '\0';
    *rest = start + length + 1;
    return start;
}

static char *token(char *string, const char *set, char **rest, uintptr_t pc)
{
    rlx_read_string(set, pc);
    if (string) {
        rlx_write_range(rest, sizeof *rest, pc);
        *rest = string;
    }
    return next_token(rest, set, pc);
}

/* strtok keeps its place in memory that all threads share: two threads that split at the same time race on
 * it. */
char *rlx_state_strtok RLX_PROGRAM_STATE = NULL;

RLX_DEFINE(char *, strtok, char *string, const char *set)
{
    return token(string, set, &rlx_state_strtok, RLX_CALLER);
}

RLX_DEFINE(char *, strtok_r, char *string, const char *set, char **rest)
{
    return token(string, set, rest, RLX_CALLER);
}

RLX_DEFINE(char *, __strtok_r, char *string, const char *set, char **rest)
{
    return token(string, set, rest, RLX_CALLER);
}

RLX_DEFINE(char *, strsep, char **rest, const char *set)
{
    rlx_read_string(set, RLX_CALLER);
    rlx_read_range(rest, sizeof *rest, RLX_CALLER);
    char *start = *rest;
    if (!start)
        return NULL;
    size_t length = strcspn(start, set);
    rlx_read_range(start, length + 1, RLX_CALLER);
    rlx_write_range(rest, sizeof *rest, RLX_CALLER);
    *rest = start[length] ? start + length + 1 : NULL;
    if (start[length]) {
        rlx_write_range(start + length, 1, RLX_CALLER);
        start[length] = '\0';
    }
    return start;
}
