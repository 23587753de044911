/* SPDX-License-Identifier: MIT */
/* Inside a program under AddressSanitizer: occupies the functions by which a program could switch it off. A
 * second definition is an error at link time. Compiled without instrumentation. */

/* Filled from the environment before the program starts (lab_runtime.c). */
__attribute__((visibility("hidden"))) extern char rl_runtime_ubsan_options[];

const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "";
}

const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
    return rl_runtime_ubsan_options;
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
    return "";
}

const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "";
}

int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void)
{
    return 0;
}
