/* SPDX-License-Identifier: MIT */
/* Inside a program under ThreadSanitizer: occupies the functions by which a program could switch it off. A
 * second definition is an error at link time. Compiled without instrumentation. */
#include "suppressions.h"

const char *__tsan_default_options(void);
const char *__tsan_default_options(void)
{
    return "";
}

const char *__tsan_default_suppressions(void);
const char *__tsan_default_suppressions(void)
{
    return RL_TSAN_SUPPRESSIONS;
}
