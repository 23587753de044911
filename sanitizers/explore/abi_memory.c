/* SPDX-License-Identifier: MIT */
/* Models of string.h's mem… functions: the accesses are counted first, then libc does the work. */
#include <string.h>
#include <strings.h>

#include "abi.h"

/* Beginning at the same place is allowed: compilers copy a struct onto itself so. */
static void refuse_overlap(const void *to, const void *from, size_t size, uintptr_t pc)
{
    uintptr_t a = (uintptr_t)to;
    uintptr_t b = (uintptr_t)from;
    if (a != b && a < b + size && b < a + size)
        rlx_undefined("memcpy-overlap",
                      "memcpy was asked to copy between two places that overlap; memmove may do that.", pc);
}

static void *copy(void *to, const void *from, size_t size, uintptr_t pc)
{
    rlx_read_range(from, size, pc);
    rlx_write_range(to, size, pc);
    return memmove(to, from, size);
}

static void *fill(void *to, int byte, size_t size, uintptr_t pc)
{
    rlx_write_range(to, size, pc);
    return memset(to, byte, size);
}

RLX_DEFINE(void *, memcpy, void *to, const void *from, size_t size)
{
    refuse_overlap(to, from, size, RLX_CALLER);
    return copy(to, from, size, RLX_CALLER);
}

RLX_DEFINE(void *, mempcpy, void *to, const void *from, size_t size)
{
    refuse_overlap(to, from, size, RLX_CALLER);
    return (char *)copy(to, from, size, RLX_CALLER) + size;
}

RLX_DEFINE(void *, memmove, void *to, const void *from, size_t size)
{
    return copy(to, from, size, RLX_CALLER);
}

RLX_DEFINE(void *, memset, void *to, int byte, size_t size)
{
    return fill(to, byte, size, RLX_CALLER);
}

/* Newer compilers call these instead of the three above. */
void *__tsan_memcpy(void *to, const void *from, size_t size);
void *__tsan_memmove(void *to, const void *from, size_t size);
void *__tsan_memset(void *to, int byte, size_t size);

void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    refuse_overlap(to, from, size, RLX_CALLER);
    return copy(to, from, size, RLX_CALLER);
}

void *__tsan_memmove(void *to, const void *from, size_t size)
{
    return copy(to, from, size, RLX_CALLER);
}

void *__tsan_memset(void *to, int byte, size_t size)
{
    return fill(to, byte, size, RLX_CALLER);
}

RLX_DEFINE(void, bcopy, const void *from, void *to, size_t size)
{
    copy(to, from, size, RLX_CALLER);
}

RLX_DEFINE(void, bzero, void *to, size_t size)
{
    fill(to, 0, size, RLX_CALLER);
}

RLX_DEFINE(void, explicit_bzero, void *to, size_t size)
{
    fill(to, 0, size, RLX_CALLER);
}

RLX_DEFINE(void *, memccpy, void *to, const void *from, int byte, size_t size)
{
    rlx_check_pointer(from, RLX_CALLER);
    const char *end = memchr(from, byte, size);
    size_t length = end ? (size_t)(end - (const char *)from) + 1 : size;
    copy(to, from, length, RLX_CALLER);
    return end ? (char *)to + length : NULL;
}

static int compare(const void *a, const void *b, size_t size, uintptr_t pc)
{
    rlx_read_range(a, size, pc);
    rlx_read_range(b, size, pc);
    return memcmp(a, b, size);
}

RLX_DEFINE(int, memcmp, const void *a, const void *b, size_t size)
{
    return compare(a, b, size, RLX_CALLER);
}

RLX_DEFINE(int, bcmp, const void *a, const void *b, size_t size)
{
    return compare(a, b, size, RLX_CALLER);
}

RLX_DEFINE(void *, memchr, const void *memory, int byte, size_t size)
{
    if (size)
        rlx_check_pointer(memory, RLX_CALLER);
    const char *end = memchr(memory, byte, size);
    rlx_read_range(memory, end ? (size_t)(end - (const char *)memory) + 1 : size, RLX_CALLER);
    return memchr(memory, byte, size);
}

RLX_DEFINE(void *, memrchr, const void *memory, int byte, size_t size)
{
    rlx_read_range(memory, size, RLX_CALLER);
    return memrchr(memory, byte, size);
}

RLX_DEFINE(void *, memmem, const void *memory, size_t size, const void *part, size_t part_size)
{
    rlx_read_range(memory, size, RLX_CALLER);
    rlx_read_range(part, part_size, RLX_CALLER);
    return memmem(memory, size, part, part_size);
}

/* With _FORTIFY_SOURCE the compiler hands over how large the target is. */
static void check_room(size_t needed, size_t room, uintptr_t pc)
{
    if (needed > room)
        rlx_undefined("buffer-overflow", "A libc function was asked to write past the end of its target.",
                      pc);
}

RLX_DEFINE(void *, __memcpy_chk, void *to, const void *from, size_t size, size_t room)
{
    check_room(size, room, RLX_CALLER);
    refuse_overlap(to, from, size, RLX_CALLER);
    return copy(to, from, size, RLX_CALLER);
}

RLX_DEFINE(void *, __mempcpy_chk, void *to, const void *from, size_t size, size_t room)
{
    check_room(size, room, RLX_CALLER);
    return (char *)copy(to, from, size, RLX_CALLER) + size;
}

RLX_DEFINE(void *, __memmove_chk, void *to, const void *from, size_t size, size_t room)
{
    check_room(size, room, RLX_CALLER);
    return copy(to, from, size, RLX_CALLER);
}

RLX_DEFINE(void *, __memset_chk, void *to, int byte, size_t size, size_t room)
{
    check_room(size, room, RLX_CALLER);
    return fill(to, byte, size, RLX_CALLER);
}
