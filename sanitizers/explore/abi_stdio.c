/* SPDX-License-Identifier: MIT */
/* Models of the printf family, and of the calls that only set a stream up. */
#include "abi_output.h"

#include <unistd.h>

/* The forms of one function that print to a captured stream. */
#define PRINT(name, stream, last)                                                                            \
    {                                                                                                        \
        va_list args;                                                                                        \
        va_start(args, last);                                                                                \
        int length = rlx_print(name, stream, last, args, RLX_CALLER);                                        \
        va_end(args);                                                                                        \
        return length;                                                                                       \
    }

RLX_DEFINE(int, printf, const char *format, ...)
PRINT("printf", stdout, format)
RLX_DEFINE(int, fprintf, FILE *stream, const char *format, ...)
PRINT("fprintf", stream, format)
RLX_DEFINE(int, __printf_chk, int flag, const char *format, ...)
{
    (void)flag;
    PRINT("printf", stdout, format)
}
RLX_DEFINE(int, __fprintf_chk, FILE *stream, int flag, const char *format, ...)
{
    (void)flag;
    PRINT("fprintf", stream, format)
}

RLX_DEFINE(int, vprintf, const char *format, va_list args)
{
    return rlx_print("vprintf", stdout, format, args, RLX_CALLER);
}

RLX_DEFINE(int, vfprintf, FILE *stream, const char *format, va_list args)
{
    return rlx_print("vfprintf", stream, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __vprintf_chk, int flag, const char *format, va_list args)
{
    (void)flag;
    return rlx_print("vprintf", stdout, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __vfprintf_chk, FILE *stream, int flag, const char *format, va_list args)
{
    (void)flag;
    return rlx_print("vfprintf", stream, format, args, RLX_CALLER);
}

static FILE *stream_of(const char *name, int fd, uintptr_t pc)
{
    if (fd != STDOUT_FILENO && fd != STDERR_FILENO)
        rlx_unsupported(
            name, "only standard output and standard error can be written to. Keep other output in memory",
            pc);
    return fd == STDOUT_FILENO ? stdout : stderr;
}

RLX_DEFINE(int, dprintf, int fd, const char *format, ...)
PRINT("dprintf", stream_of("dprintf", fd, RLX_CALLER), format)
RLX_DEFINE(int, __dprintf_chk, int fd, int flag, const char *format, ...)
{
    (void)flag;
    PRINT("dprintf", stream_of("dprintf", fd, RLX_CALLER), format)
}

RLX_DEFINE(int, vdprintf, int fd, const char *format, va_list args)
{
    return rlx_print("vdprintf", stream_of("vdprintf", fd, RLX_CALLER), format, args, RLX_CALLER);
}

/* snprintf and its family: what is written is measured first, so that the write is counted before it happens.
 */
static int print_into(const char *name, char *to, size_t size, size_t room, const char *format, va_list args,
                      uintptr_t pc)
{
    rlx_format_accesses(name, format, args, pc);
    va_list copy;
    va_copy(copy, args);
    int length = vsnprintf(NULL, 0, format, copy);
    va_end(copy);
    if (length < 0)
        return length;
    size_t written = (size_t)length < size ? (size_t)length + 1 : size;
    if (written > room)
        rlx_undefined("buffer-overflow",
                      "A function of the printf family was asked to write past the end of its target.", pc);
    rlx_write_range(to, written, pc);
    return vsnprintf(to, written, format, args);
}

#define PRINT_INTO(name, to, size, room)                                                                     \
    {                                                                                                        \
        va_list args;                                                                                        \
        va_start(args, format);                                                                              \
        int length = print_into(name, to, size, room, format, args, RLX_CALLER);                             \
        va_end(args);                                                                                        \
        return length;                                                                                       \
    }

RLX_DEFINE(int, sprintf, char *to, const char *format, ...)
PRINT_INTO("sprintf", to, SIZE_MAX, SIZE_MAX)
RLX_DEFINE(int, snprintf, char *to, size_t size, const char *format, ...)
PRINT_INTO("snprintf", to, size, SIZE_MAX)
RLX_DEFINE(int, __sprintf_chk, char *to, int flag, size_t room, const char *format, ...)
{
    (void)flag;
    PRINT_INTO("sprintf", to, SIZE_MAX, room)
}
RLX_DEFINE(int, __snprintf_chk, char *to, size_t size, int flag, size_t room, const char *format, ...)
{
    (void)flag;
    PRINT_INTO("snprintf", to, size, room)
}

RLX_DEFINE(int, vsprintf, char *to, const char *format, va_list args)
{
    return print_into("vsprintf", to, SIZE_MAX, SIZE_MAX, format, args, RLX_CALLER);
}

RLX_DEFINE(int, vsnprintf, char *to, size_t size, const char *format, va_list args)
{
    return print_into("vsnprintf", to, size, SIZE_MAX, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __vsprintf_chk, char *to, int flag, size_t room, const char *format, va_list args)
{
    (void)flag;
    return print_into("vsprintf", to, SIZE_MAX, room, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __vsnprintf_chk, char *to, size_t size, int flag, size_t room, const char *format,
           va_list args)
{
    (void)flag;
    return print_into("vsnprintf", to, size, room, format, args, RLX_CALLER);
}

static int print_allocated(const char *name, char **to, const char *format, va_list args, uintptr_t pc)
{
    va_list copy;
    va_copy(copy, args);
    int length = vsnprintf(NULL, 0, format, copy);
    va_end(copy);
    char *text = length < 0 ? NULL : rlx_heap_alloc((size_t)length + 1, pc);
    if (!text)
        return -1;
    print_into(name, text, (size_t)length + 1, SIZE_MAX, format, args, pc);
    rlx_write_range(to, sizeof *to, pc);
    *to = text;
    return length;
}

#define PRINT_ALLOCATED                                                                                      \
    {                                                                                                        \
        va_list args;                                                                                        \
        va_start(args, format);                                                                              \
        int length = print_allocated("asprintf", to, format, args, RLX_CALLER);                              \
        va_end(args);                                                                                        \
        return length;                                                                                       \
    }

RLX_DEFINE(int, asprintf, char **to, const char *format, ...)
PRINT_ALLOCATED
RLX_DEFINE(int, __asprintf_chk, char **to, int flag, const char *format, ...)
{
    (void)flag;
    PRINT_ALLOCATED
}

RLX_DEFINE(int, vasprintf, char **to, const char *format, va_list args)
{
    return print_allocated("vasprintf", to, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __vasprintf_chk, char **to, int flag, const char *format, va_list args)
{
    (void)flag;
    return print_allocated("vasprintf", to, format, args, RLX_CALLER);
}

/* Everything printed is kept at once: buffering shows nothing to another thread. */
RLX_DEFINE(int, fflush, FILE *stream)
{
    if (stream)
        rlx_check_stream("fflush", stream, RLX_CALLER);
    return 0;
}

RLX_DEFINE(int, fflush_unlocked, FILE *stream)
{
    if (stream)
        rlx_check_stream("fflush_unlocked", stream, RLX_CALLER);
    return 0;
}

RLX_DEFINE(int, setvbuf, FILE *stream, char *buffer, int mode, size_t size)
{
    (void)stream;
    (void)buffer;
    (void)mode;
    (void)size;
    return 0;
}

RLX_DEFINE(void, setbuf, FILE *stream, char *buffer)
{
    (void)stream;
    (void)buffer;
}

RLX_DEFINE(void, setlinebuf, FILE *stream)
{
    (void)stream;
}

RLX_DEFINE(int, ferror, FILE *stream)
{
    (void)stream;
    return 0;
}

RLX_DEFINE(void, clearerr, FILE *stream)
{
    (void)stream;
}

RLX_DEFINE(int, fileno, FILE *stream)
{
    rlx_check_stream("fileno", stream, RLX_CALLER);
    return stream == stdout ? STDOUT_FILENO : STDERR_FILENO;
}

RLX_DEFINE(int, isatty, int fd)
{
    (void)fd;
    return 0;
}

RLX_DEFINE(int, fsync, int fd)
{
    (void)fd;
    return 0;
}
