/* SPDX-License-Identifier: MIT */
/* What an execution prints: kept in program order, bounded, and shown only when somebody replays it. */
#include "abi_output.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <limits.h>
#include <sys/uio.h>
#include <unistd.h>

/* The text lies outside of what is restored between executions; how much of it is valid lies inside. */
static char *buffer;
static size_t room;
static size_t used RLX_PROGRAM_STATE = 0;
static bool dropped RLX_PROGRAM_STATE = false;

void rlx_output_init(size_t cap, bool capture)
{
    room = capture ? cap : 0;
    if (room == 0)
        return;
    buffer = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (buffer == MAP_FAILED)
        room = 0;
}

void rlx_output_add(const char *text, size_t length)
{
    size_t left = used < room ? room - used : 0;
    if (length > left) {
        dropped = true;
        length = left;
    }
    if (length == 0)
        return;
    memcpy(buffer + used, text, length);
    used += length;
}

const char *rlx_output_text(size_t *length, bool *truncated)
{
    *length = used < room ? used : room;
    *truncated = dropped;
    return buffer ? buffer : "";
}

void rlx_check_stream(const char *name, FILE *stream, uintptr_t pc)
{
    if (stream != stdout && stream != stderr)
        rlx_unsupported(name, "only stdout and stderr can be printed to. Keep other output in memory", pc);
}

int rlx_print(const char *name, FILE *stream, const char *format, va_list args, uintptr_t pc)
{
    rlx_check_stream(name, stream, pc);
    rlx_format_accesses(name, format, args, pc);
    size_t left = used < room ? room - used : 0;
    int length = vsnprintf(left ? buffer + used : NULL, left, format, args);
    if (length > 0 && room) {
        dropped = dropped || (size_t)length >= left;
        used += (size_t)length < left ? (size_t)length : left;
    }
    return length;
}

static int add_checked(const char *name, FILE *stream, const char *text, size_t length, uintptr_t pc)
{
    rlx_check_stream(name, stream, pc);
    rlx_output_add(text, length);
    return 1;
}

RLX_DEFINE(int, puts, const char *text)
{
    size_t length = rlx_read_string(text, RLX_CALLER);
    rlx_output_add(text, length);
    rlx_output_add("\n", 1);
    return (int)length + 1;
}

RLX_DEFINE(int, fputs, const char *text, FILE *stream)
{
    return add_checked("fputs", stream, text, rlx_read_string(text, RLX_CALLER), RLX_CALLER);
}

RLX_DEFINE(int, fputs_unlocked, const char *text, FILE *stream)
{
    return add_checked("fputs_unlocked", stream, text, rlx_read_string(text, RLX_CALLER), RLX_CALLER);
}

static int add_byte(const char *name, int byte, FILE *stream, uintptr_t pc)
{
    char text = (char)byte;
    add_checked(name, stream, &text, 1, pc);
    return (unsigned char)byte;
}

RLX_DEFINE(int, putchar, int byte)
{
    return add_byte("putchar", byte, stdout, RLX_CALLER);
}

RLX_DEFINE(int, putchar_unlocked, int byte)
{
    return add_byte("putchar_unlocked", byte, stdout, RLX_CALLER);
}

#define ONE_BYTE(name)                                                                                       \
    RLX_DEFINE(int, name, int byte, FILE *stream)                                                            \
    {                                                                                                        \
        return add_byte(#name, byte, stream, RLX_CALLER);                                                    \
    }

#undef putc_unlocked
#undef fputc_unlocked
#undef putc
ONE_BYTE(putc)
ONE_BYTE(_IO_putc)
ONE_BYTE(putc_unlocked)
ONE_BYTE(fputc)
ONE_BYTE(fputc_unlocked)

static size_t add_items(const char *name, const void *items, size_t size, size_t count, FILE *stream,
                        uintptr_t pc)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(size, count, &bytes))
        return 0;
    rlx_read_range(items, bytes, pc);
    add_checked(name, stream, items, bytes, pc);
    return count;
}

RLX_DEFINE(size_t, fwrite, const void *items, size_t size, size_t count, FILE *stream)
{
    return add_items("fwrite", items, size, count, stream, RLX_CALLER);
}

RLX_DEFINE(size_t, fwrite_unlocked, const void *items, size_t size, size_t count, FILE *stream)
{
    return add_items("fwrite_unlocked", items, size, count, stream, RLX_CALLER);
}

static void check_descriptor(const char *name, int fd, uintptr_t pc)
{
    if (fd != STDOUT_FILENO && fd != STDERR_FILENO)
        rlx_unsupported(
            name, "only standard output and standard error can be written to. Keep other output in memory",
            pc);
}

RLX_DEFINE(ssize_t, write, int fd, const void *bytes, size_t length)
{
    check_descriptor("write", fd, RLX_CALLER);
    rlx_read_range(bytes, length, RLX_CALLER);
    rlx_output_add(bytes, length);
    return (ssize_t)length;
}

RLX_DEFINE(ssize_t, writev, int fd, const struct iovec *parts, int count)
{
    check_descriptor("writev", fd, RLX_CALLER);
    if (count < 0 || count > IOV_MAX) {
        errno = EINVAL;
        return -1;
    }
    rlx_read_range(parts, (size_t)count * sizeof *parts, RLX_CALLER);
    size_t total = 0;
    for (int i = 0; i < count; i++) {
        rlx_read_range(parts[i].iov_base, parts[i].iov_len, RLX_CALLER);
        rlx_output_add(parts[i].iov_base, parts[i].iov_len);
        total += parts[i].iov_len;
    }
    return (ssize_t)total;
}

RLX_DEFINE(void, perror, const char *prefix)
{
    const char *text = strerrordesc_np(errno);
    if (prefix && *prefix) {
        rlx_output_add(prefix, rlx_read_string(prefix, RLX_CALLER));
        rlx_output_add(": ", 2);
    }
    text = text ? text : "Unknown error";
    rlx_output_add(text, strlen(text));
    rlx_output_add("\n", 1);
}
