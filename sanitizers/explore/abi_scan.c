/* SPDX-License-Identifier: MIT */
/* Models of sscanf: the conversions that took effect are counted as writes of their targets. */
#include <ctype.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "abi_string.h"

#define MAX_TARGETS 32

struct target {
    void *at;
    size_t size; /* 0: a string, measured after the conversion */
    bool counts; /* %n is not in sscanf's result */
};

struct scan {
    const char *name;
    struct target targets[MAX_TARGETS];
    int length;
    uintptr_t pc;
};

/* Bytes of a number of conversion `kind` with the length modifier at *at, which is passed over. */
static size_t number_size(const char **at)
{
    char first = **at;
    if (!strchr("hlqjztL", first) || !first)
        return 0;
    ++*at;
    if (first == 'h' && **at == 'h') {
        ++*at;
        return 1;
    }
    if (first == 'l' && **at == 'l')
        ++*at;
    return first == 'h' ? 2 : first == 'L' ? 16 : 8;
}

static const char *skip_set(const char *at)
{
    if (*at == '^')
        at++;
    if (*at == ']')
        at++;
    while (*at && *at != ']')
        at++;
    return *at ? at + 1 : at;
}

static void add_target(struct scan *scan, void *at, size_t size, bool counts)
{
    if (scan->length == MAX_TARGETS)
        rlx_unsupported(scan->name, "more than 32 conversions in one format are not modelled. Split the call",
                        scan->pc);
    scan->targets[scan->length++] = (struct target){at, size, counts};
}

/* One conversion, after its '%'. Returns what follows it. */
static const char *take_conversion(struct scan *scan, const char *at, va_list args)
{
    bool suppressed = *at == '*';
    if (suppressed)
        at++;
    size_t width = 0;
    while (isdigit((unsigned char)*at))
        width = width * 10 + (size_t)(*at++ - '0');
    if (*at == '$' || *at == 'm')
        rlx_unsupported(scan->name,
                        "numbered and allocating conversions of a format are not modelled. Use plain ones",
                        scan->pc);
    size_t length = number_size(&at);
    char conversion = *at;
    if (conversion)
        at++;
    if (conversion == '[')
        at = skip_set(at);
    if (suppressed || conversion == '%' || conversion == '\0')
        return at;
    if ((conversion == 's' || conversion == '[' || conversion == 'c') && length)
        rlx_unsupported(scan->name, "wide characters are not modelled. Use char strings", scan->pc);
    if (conversion == 's' || conversion == '[')
        add_target(scan, va_arg(args, void *), 0, true);
    else if (conversion == 'c')
        add_target(scan, va_arg(args, void *), width ? width : 1, true);
    else if (conversion == 'p')
        add_target(scan, va_arg(args, void *), sizeof(void *), true);
    else
        add_target(scan, va_arg(args, void *), length ? length : 4, conversion != 'n');
    return at;
}

static int scan_string(const char *name, const char *string, const char *format, va_list args, uintptr_t pc)
{
    struct scan scan = {.name = name, .pc = pc};
    va_list walk;
    rlx_read_string(string, pc);
    rlx_read_string(format, pc);
    va_copy(walk, args);
    for (const char *at = strchr(format, '%'); at; at = strchr(at, '%'))
        at = take_conversion(&scan, at + 1, walk);
    va_end(walk);
    int converted = vsscanf(string, format, args);
    int left = converted;
    for (int i = 0; i < scan.length && left > 0; i++) {
        struct target *target = &scan.targets[i];
        rlx_write_range(target->at, target->size ? target->size : strlen(target->at) + 1, pc);
        left -= target->counts;
    }
    return converted;
}

#define SCAN(name)                                                                                           \
    {                                                                                                        \
        va_list args;                                                                                        \
        va_start(args, format);                                                                              \
        int converted = scan_string(name, string, format, args, RLX_CALLER);                                 \
        va_end(args);                                                                                        \
        return converted;                                                                                    \
    }

#undef sscanf
#undef vsscanf
RLX_DEFINE(int, sscanf, const char *string, const char *format, ...)
SCAN("sscanf")
RLX_DEFINE(int, __isoc99_sscanf, const char *string, const char *format, ...)
SCAN("sscanf")
RLX_DEFINE(int, __isoc23_sscanf, const char *string, const char *format, ...)
SCAN("sscanf")

RLX_DEFINE(int, vsscanf, const char *string, const char *format, va_list args)
{
    return scan_string("vsscanf", string, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __isoc99_vsscanf, const char *string, const char *format, va_list args)
{
    return scan_string("vsscanf", string, format, args, RLX_CALLER);
}

RLX_DEFINE(int, __isoc23_vsscanf, const char *string, const char *format, va_list args)
{
    return scan_string("vsscanf", string, format, args, RLX_CALLER);
}
