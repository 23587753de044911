/* SPDX-License-Identifier: MIT */
/* Walks a printf format beside its arguments, to count which memory of the program printf reads and writes.
 */
#include "abi_output.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

enum length {
    LENGTH_NONE,
    LENGTH_HH,
    LENGTH_H,
    LENGTH_L,
    LENGTH_LL,
    LENGTH_J,
    LENGTH_Z,
    LENGTH_T,
    LENGTH_LONG_DOUBLE
};

struct walk {
    const char *name; /* of the libc function */
    const char *at;   /* in the format */
    va_list args;
    uintptr_t pc;
};

static enum length take_length(struct walk *walk)
{
    switch (*walk->at++) {
    case 'h':
        if (*walk->at != 'h')
            return LENGTH_H;
        walk->at++;
        return LENGTH_HH;
    case 'l':
        if (*walk->at != 'l')
            return LENGTH_L;
        walk->at++;
        return LENGTH_LL;
    case 'q':
        return LENGTH_LL;
    case 'j':
        return LENGTH_J;
    case 'z':
    case 'Z':
        return LENGTH_Z;
    case 't':
        return LENGTH_T;
    case 'L':
        return LENGTH_LONG_DOUBLE;
    default:
        walk->at--;
        return LENGTH_NONE;
    }
}

/* A width or precision: digits, or '*', which takes an int. -1: negative. */
static int take_number(struct walk *walk)
{
    int number = 0;
    if (*walk->at == '*') {
        walk->at++;
        number = va_arg(walk->args, int);
        return number < 0 ? -1 : number;
    }
    while (*walk->at >= '0' && *walk->at <= '9') {
        if (number < 100000000)
            number = number * 10 + (*walk->at - '0');
        walk->at++;
    }
    if (*walk->at == '$')
        rlx_unsupported(walk->name,
                        "a format with numbered arguments (%1$s) is not modelled. Write them in order",
                        walk->pc);
    return number;
}

static void take_integer(struct walk *walk, enum length length)
{
    /* Every integer type is passed in one general register or eight bytes of stack. */
    if (length == LENGTH_NONE || length == LENGTH_H || length == LENGTH_HH)
        (void)va_arg(walk->args, int);
    else
        (void)va_arg(walk->args, long);
}

static void take_string(struct walk *walk, enum length length, int precision)
{
    if (length == LENGTH_L)
        rlx_unsupported(walk->name, "wide strings (%ls) are not modelled. Use char strings", walk->pc);
    const char *string = va_arg(walk->args, const char *);
    if (!string)
        return; /* glibc prints (null) */
    if (precision >= 0)
        rlx_read_string_n(string, (size_t)precision, walk->pc);
    else
        rlx_read_string(string, walk->pc);
}

static void take_count(struct walk *walk, enum length length)
{
    static const size_t sizes[] = {sizeof(int),    sizeof(char),      sizeof(short),
                                   sizeof(long),   sizeof(long long), sizeof(intmax_t),
                                   sizeof(size_t), sizeof(ptrdiff_t), sizeof(long long)};
    rlx_write_range(va_arg(walk->args, void *), sizes[length], walk->pc);
}

static void take_conversion(struct walk *walk)
{
    while (*walk->at && strchr("-+ #0'I", *walk->at))
        walk->at++;
    take_number(walk);
    int precision = -1;
    if (*walk->at == '.') {
        walk->at++;
        precision = take_number(walk);
    }
    enum length length = take_length(walk);
    char conversion = *walk->at;
    if (conversion)
        walk->at++;
    switch (conversion) {
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X':
    case 'b':
    case 'B':
        take_integer(walk, length);
        break;
    case 'c':
        (void)va_arg(walk->args, int);
        break;
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case 'a':
    case 'A':
        if (length == LENGTH_LONG_DOUBLE)
            (void)va_arg(walk->args, long double);
        else
            (void)va_arg(walk->args, double);
        break;
    case 's':
        take_string(walk, length, precision);
        break;
    case 'p':
        (void)va_arg(walk->args, void *);
        break;
    case 'n':
        take_count(walk, length);
        break;
    case '%':
    case 'm':
    case '\0':
        break;
    default:
        rlx_unsupported(walk->name, "a conversion of its format is not modelled. Use those of the C standard",
                        walk->pc);
    }
}

void rlx_format_accesses(const char *name, const char *format, va_list args, uintptr_t pc)
{
    struct walk walk = {.name = name, .at = format, .pc = pc};
    va_copy(walk.args, args);
    rlx_read_string(format, pc);
    while ((walk.at = strchr(walk.at, '%'))) {
        walk.at++;
        take_conversion(&walk);
    }
    va_end(walk.args);
}
