/* SPDX-License-Identifier: MIT */
/* Models of the functions that make numbers of strings, and of those of libm that write through a pointer. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "abi_string.h"

/* strtol and its family read up to where the number ends, and may write that place to *end. */
#define TO_NUMBER(type, name, call)                                                                          \
    RLX_DEFINE(type, name, const char *string, char **end, int base)                                         \
    {                                                                                                        \
        char *stop = NULL;                                                                                   \
        rlx_check_pointer(string, RLX_CALLER);                                                               \
        (void)call(string, &stop, base);                                                                     \
        rlx_read_range(string, (size_t)(stop - string) + 1, RLX_CALLER);                                     \
        if (end)                                                                                             \
            rlx_write_range(end, sizeof *end, RLX_CALLER);                                                   \
        return call(string, end, base);                                                                      \
    }

TO_NUMBER(long, strtol, strtol)
TO_NUMBER(unsigned long, strtoul, strtoul)
TO_NUMBER(long long, strtoll, strtoll)
TO_NUMBER(unsigned long long, strtoull, strtoull)
TO_NUMBER(intmax_t, strtoimax, strtoimax)
TO_NUMBER(uintmax_t, strtoumax, strtoumax)
TO_NUMBER(long, __isoc23_strtol, strtol)
TO_NUMBER(unsigned long, __isoc23_strtoul, strtoul)
TO_NUMBER(long long, __isoc23_strtoll, strtoll)
TO_NUMBER(unsigned long long, __isoc23_strtoull, strtoull)
TO_NUMBER(intmax_t, __isoc23_strtoimax, strtoimax)
TO_NUMBER(uintmax_t, __isoc23_strtoumax, strtoumax)

#define TO_REAL(type, name)                                                                                  \
    RLX_DEFINE(type, name, const char *string, char **end)                                                   \
    {                                                                                                        \
        char *stop = NULL;                                                                                   \
        rlx_check_pointer(string, RLX_CALLER);                                                               \
        (void)name(string, &stop);                                                                           \
        rlx_read_range(string, (size_t)(stop - string) + 1, RLX_CALLER);                                     \
        if (end)                                                                                             \
            rlx_write_range(end, sizeof *end, RLX_CALLER);                                                   \
        return name(string, end);                                                                            \
    }

TO_REAL(double, strtod)
TO_REAL(float, strtof)
TO_REAL(long double, strtold)

RLX_DEFINE(int, atoi, const char *string)
{
    rlx_read_string(string, RLX_CALLER);
    return (int)strtol(string, NULL, 10);
}

RLX_DEFINE(long, atol, const char *string)
{
    rlx_read_string(string, RLX_CALLER);
    return strtol(string, NULL, 10);
}

RLX_DEFINE(long long, atoll, const char *string)
{
    rlx_read_string(string, RLX_CALLER);
    return strtoll(string, NULL, 10);
}

RLX_DEFINE(double, atof, const char *string)
{
    rlx_read_string(string, RLX_CALLER);
    return strtod(string, NULL);
}

RLX_DEFINE(double, frexp, double value, int *exponent)
{
    rlx_write_range(exponent, sizeof *exponent, RLX_CALLER);
    return frexp(value, exponent);
}

RLX_DEFINE(float, frexpf, float value, int *exponent)
{
    rlx_write_range(exponent, sizeof *exponent, RLX_CALLER);
    return frexpf(value, exponent);
}

RLX_DEFINE(double, modf, double value, double *whole)
{
    rlx_write_range(whole, sizeof *whole, RLX_CALLER);
    return modf(value, whole);
}

RLX_DEFINE(float, modff, float value, float *whole)
{
    rlx_write_range(whole, sizeof *whole, RLX_CALLER);
    return modff(value, whole);
}

RLX_DEFINE(void, sincos, double angle, double *sine, double *cosine)
{
    rlx_write_range(sine, sizeof *sine, RLX_CALLER);
    rlx_write_range(cosine, sizeof *cosine, RLX_CALLER);
    sincos(angle, sine, cosine);
}

RLX_DEFINE(void, sincosf, float angle, float *sine, float *cosine)
{
    rlx_write_range(sine, sizeof *sine, RLX_CALLER);
    rlx_write_range(cosine, sizeof *cosine, RLX_CALLER);
    sincosf(angle, sine, cosine);
}
