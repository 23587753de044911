/* SPDX-License-Identifier: MIT */
/* Models of string.h's functions that copy, join and duplicate strings. */
#include "abi_string.h"

#include <errno.h>
#include <stdlib.h>

/* Copies `length` bytes and a NUL byte: what was read is what was counted, even if another thread made it
 * longer. */
static char *put(char *to, const char *from, size_t length, uintptr_t pc)
{
    rlx_write_range(to, length + 1, pc);
    memmove(to, from, length);
    to[length] = '\0';
    return to + length;
}

static void check_room(size_t needed, size_t room, uintptr_t pc)
{
    if (needed > room)
        rlx_undefined("buffer-overflow", "A string function was asked to write past the end of its target.",
                      pc);
}

RLX_DEFINE(char *, strcpy, char *to, const char *from)
{
    put(to, from, rlx_read_string(from, RLX_CALLER), RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, stpcpy, char *to, const char *from)
{
    return put(to, from, rlx_read_string(from, RLX_CALLER), RLX_CALLER);
}

RLX_DEFINE(char *, __strcpy_chk, char *to, const char *from, size_t room)
{
    size_t length = rlx_read_string(from, RLX_CALLER);
    check_room(length + 1, room, RLX_CALLER);
    put(to, from, length, RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, __stpcpy_chk, char *to, const char *from, size_t room)
{
    size_t length = rlx_read_string(from, RLX_CALLER);
    check_room(length + 1, room, RLX_CALLER);
    return put(to, from, length, RLX_CALLER);
}

/* strncpy: exactly `size` bytes are written, NUL bytes after the string. Returns where the string ends. */
static char *put_n(char *to, const char *from, size_t size, uintptr_t pc)
{
    size_t length = rlx_read_string_n(from, size, pc);
    rlx_write_range(to, size, pc);
    memmove(to, from, length);
    memset(to + length, 0, size - length);
    return to + length;
}

RLX_DEFINE(char *, strncpy, char *to, const char *from, size_t size)
{
    put_n(to, from, size, RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, __strncpy_chk, char *to, const char *from, size_t size, size_t room)
{
    check_room(size, room, RLX_CALLER);
    put_n(to, from, size, RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, stpncpy, char *to, const char *from, size_t size)
{
    return put_n(to, from, size, RLX_CALLER);
}

RLX_DEFINE(size_t, strlcpy, char *to, const char *from, size_t size)
{
    size_t length = rlx_read_string(from, RLX_CALLER);
    if (size)
        put(to, from, length < size ? length : size - 1, RLX_CALLER);
    return length;
}

RLX_DEFINE(size_t, strlcat, char *to, const char *from, size_t size)
{
    size_t before = rlx_read_string_n(to, size, RLX_CALLER);
    size_t length = rlx_read_string(from, RLX_CALLER);
    if (before < size)
        put(to + before, from, before + length < size ? length : size - before - 1, RLX_CALLER);
    return before + length;
}

RLX_DEFINE(char *, strcat, char *to, const char *from)
{
    size_t before = rlx_read_string(to, RLX_CALLER);
    put(to + before, from, rlx_read_string(from, RLX_CALLER), RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, __strcat_chk, char *to, const char *from, size_t room)
{
    size_t before = rlx_read_string(to, RLX_CALLER);
    size_t length = rlx_read_string(from, RLX_CALLER);
    check_room(before + length + 1, room, RLX_CALLER);
    put(to + before, from, length, RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, strncat, char *to, const char *from, size_t size)
{
    size_t before = rlx_read_string(to, RLX_CALLER);
    put(to + before, from, rlx_read_string_n(from, size, RLX_CALLER), RLX_CALLER);
    return to;
}

RLX_DEFINE(char *, __strncat_chk, char *to, const char *from, size_t size, size_t room)
{
    size_t before = rlx_read_string(to, RLX_CALLER);
    size_t length = rlx_read_string_n(from, size, RLX_CALLER);
    check_room(before + length + 1, room, RLX_CALLER);
    put(to + before, from, length, RLX_CALLER);
    return to;
}

static char *duplicate(const char *from, size_t length, uintptr_t pc)
{
    char *copy = rlx_heap_alloc(length + 1, pc);
    if (copy)
        put(copy, from, length, pc);
    return copy;
}

RLX_DEFINE(char *, strdup, const char *from)
{
    return duplicate(from, rlx_read_string(from, RLX_CALLER), RLX_CALLER);
}

RLX_DEFINE(char *, __strdup, const char *from)
{
    return duplicate(from, rlx_read_string(from, RLX_CALLER), RLX_CALLER);
}

RLX_DEFINE(char *, strndup, const char *from, size_t size)
{
    return duplicate(from, rlx_read_string_n(from, size, RLX_CALLER), RLX_CALLER);
}

RLX_DEFINE(char *, __strndup, const char *from, size_t size)
{
    return duplicate(from, rlx_read_string_n(from, size, RLX_CALLER), RLX_CALLER);
}

/* The texts of strerror are constants, but for numbers that are no error: those get one common text. */
static const char *error_text(int number)
{
    const char *text = strerrordesc_np(number);
    return text ? text : "Unknown error";
}

RLX_DEFINE(char *, strerror, int number)
{
    return (char *)error_text(number);
}

RLX_DEFINE(char *, strerror_r, int number, char *buffer, size_t size)
{
    (void)buffer;
    (void)size;
    return (char *)error_text(number);
}

RLX_DEFINE(int, __xpg_strerror_r, int number, char *buffer, size_t size)
{
    const char *text = error_text(number);
    size_t length = strlen(text);
    if (size)
        put(buffer, text, length < size ? length : size - 1, RLX_CALLER);
    return length < size ? 0 : ERANGE;
}

RLX_DEFINE(char *, strsignal, int number)
{
    const char *text = sigdescr_np(number);
    return (char *)(text ? text : "Unknown signal");
}
