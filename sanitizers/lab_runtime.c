/* SPDX-License-Identifier: MIT */
/* What is linked into a program that runs natively, under ThreadSanitizer or AddressSanitizer: the hooks of
 * racelab/lab.h, and witnesses of failed assertions, crashes, hangs and the end of main.
 *
 * Compiled without instrumentation, and silent towards a sanitizer: it takes no lock, uses no instrumented
 * atomic and writes by system call, so that it orders no two threads and hides no race. */
#define _GNU_SOURCE
#include "evidence_line.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Bytes of one text in a line: four of them fit. */
enum { TEXT_MOST = 900 };

#define HIDDEN __attribute__((visibility("hidden")))

static struct {
    int fd;
    long process; /* a forked child has another one */
    bool small;
    int scale_step;
    char token[33];
} run = {.fd = -1}; /* read-only after the constructor */

static long system_call(long number, long a, long b, long c, long d)
{
    register long r10 __asm__("r10") = d;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10)
                     : "rcx", "r11", "memory");
    return result;
}

static void write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        long written = system_call(SYS_write, fd, (long)bytes, (long)length, 0);
        if (written <= 0 && written != -4 /* EINTR */)
            return;
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        }
    }
}

/* Room is kept for the brackets that close the line. */
static void add(struct rl_line *line, char byte)
{
    if (line->length < sizeof line->bytes - 64)
        line->bytes[line->length++] = byte;
}

static void add_string(struct rl_line *line, const char *string)
{
    while (*string)
        add(line, *string++);
}

/* How many bytes the UTF-8 character at `byte` has; 0: it is none. */
static int utf8_length(const unsigned char *byte)
{
    int length = *byte < 0x80                     ? 1
                 : *byte >= 0xc2 && *byte <= 0xdf ? 2
                 : *byte >= 0xe0 && *byte <= 0xef ? 3
                 : *byte >= 0xf0 && *byte <= 0xf4 ? 4
                                                  : 0;
    for (int i = 1; i < length; i++) {
        if ((byte[i] & 0xc0) != 0x80)
            return 0;
    }
    bool surrogate = *byte == 0xed && byte[1] >= 0xa0;
    bool overlong = (*byte == 0xe0 && byte[1] < 0xa0) || (*byte == 0xf0 && byte[1] < 0x90);
    bool too_large = *byte == 0xf4 && byte[1] >= 0x90;
    return length > 1 && (surrogate || overlong || too_large) ? 0 : length;
}

/* A race can tear a text: what is no UTF-8 must not make the whole line unreadable. */
static const unsigned char *add_character(struct rl_line *line, const unsigned char *byte)
{
    int length = utf8_length(byte);
    if (length == 0) {
        add_string(line, "\\ufffd");
        return byte + 1;
    }
    for (int i = 0; i < length; i++)
        add(line, (char)byte[i]);
    return byte + length;
}

static void add_escaped(struct rl_line *line, const char *string)
{
    static const char digits[] = "0123456789abcdef";
    size_t most = line->length + TEXT_MOST;
    add(line, '"');
    for (const unsigned char *byte = (const unsigned char *)string; *byte && line->length < most;) {
        if (*byte == '"' || *byte == '\\') {
            add(line, '\\');
            add(line, (char)*byte++);
        } else if (*byte < ' ' || *byte == 127) {
            add_string(line, "\\u00");
            add(line, digits[*byte >> 4]);
            add(line, digits[*byte++ & 15]);
        } else {
            byte = add_character(line, byte);
        }
    }
    add(line, '"');
}

static void add_unsigned(struct rl_line *line, unsigned long value, unsigned base)
{
    char reversed[24];
    int count = 0;
    do {
        reversed[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    while (count)
        add(line, reversed[--count]);
}

HIDDEN void rl_line_key(struct rl_line *line, const char *key)
{
    char last = line->length ? line->bytes[line->length - 1] : '{';
    if (last != '{' && last != '[')
        add(line, ',');
    if (key) {
        add_escaped(line, key);
        add(line, ':');
    }
}

HIDDEN void rl_line_begin(struct rl_line *line, const char *type)
{
    line->length = 0;
    add(line, '{');
    rl_line_text(line, "t", type);
    rl_line_text(line, "k", run.token);
}

HIDDEN void rl_line_text(struct rl_line *line, const char *key, const char *value)
{
    rl_line_key(line, key);
    add_escaped(line, value ? value : "");
}

HIDDEN void rl_line_number(struct rl_line *line, const char *key, long value)
{
    rl_line_key(line, key);
    if (value < 0)
        add(line, '-');
    add_unsigned(line, value < 0 ? 0 - (unsigned long)value : (unsigned long)value, 10);
}

HIDDEN void rl_line_address(struct rl_line *line, const char *key, uintptr_t value)
{
    rl_line_key(line, key);
    add_string(line, "\"0x");
    add_unsigned(line, value, 16);
    add(line, '"');
}

HIDDEN void rl_line_stack(struct rl_line *line, const char *key, void *const *addresses, size_t most)
{
    rl_line_open(line, key, '[');
    for (size_t i = 0; i < most && addresses[i]; i++) {
        /* A long line loses its outermost frames, not its shape. */
        if (line->length > sizeof line->bytes - 512)
            break;
        rl_line_address(line, NULL, (uintptr_t)addresses[i]);
    }
    rl_line_close(line, ']');
}

HIDDEN void rl_line_open(struct rl_line *line, const char *key, char bracket)
{
    rl_line_key(line, key);
    add(line, bracket);
}

HIDDEN void rl_line_close(struct rl_line *line, char bracket)
{
    if (line->length < sizeof line->bytes - 2)
        line->bytes[line->length++] = bracket;
}

HIDDEN void rl_line_write(struct rl_line *line)
{
    rl_line_close(line, '}');
    line->bytes[line->length++] = '\n';
    if (run.fd >= 0)
        write_all(run.fd, line->bytes, line->length);
}

/* ------------------------------------------------------------------------------------------- hooks of lab.h
 */

static void say(const char *const *words)
{
    struct rl_line line;
    line.length = 0;
    for (size_t i = 0; words[i]; i++)
        add_string(&line, words[i]);
    write_all(STDERR_FILENO, line.bytes, line.length);
}

static void testify_place(struct rl_line *line, const char *message, const char *file, int number)
{
    rl_line_text(line, "message", message);
    rl_line_text(line, "file", file);
    rl_line_number(line, "line", number);
}

static const char *decimal(char buffer[24], int value)
{
    char *at = buffer + 23;
    *at = '\0';
    unsigned rest = value < 0 ? 0U : (unsigned)value;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    return at;
}

void rl_lab_hook_always(int holds, const char *message, const char *file, int line);
void rl_lab_hook_always(int holds, const char *message, const char *file, int line)
{
    if (holds)
        return;
    struct rl_line evidence;
    rl_line_begin(&evidence, "always");
    testify_place(&evidence, message, file, line);
    rl_line_write(&evidence);
    char number[24];
    const char *words[] = {file, ":", decimal(number, line), ": must always hold, and did not: ", message,
                           "\n", NULL};
    say(words);
    abort();
}

/* One entry for each lab_sometimes, found by its line; its own small table, because a counter in the program
 * would be seen by the sanitizer. Relaxed: two threads at worst testify the same thing twice. */
void rl_lab_hook_sometimes(int holds, const char *message, const char *file, int line);
void rl_lab_hook_sometimes(int holds, const char *message, const char *file, int line)
{
    static unsigned char told[2][4096];
    unsigned char *mark = &told[holds != 0][(unsigned)line % 4096];
    if (__atomic_exchange_n(mark, 1, __ATOMIC_RELAXED))
        return;
    struct rl_line evidence;
    rl_line_begin(&evidence, "sometimes");
    testify_place(&evidence, message, file, line);
    rl_line_number(&evidence, "seen", holds != 0);
    rl_line_write(&evidence);
}

void rl_lab_hook_outcome(const char *text);
void rl_lab_hook_outcome(const char *text)
{
    struct rl_line evidence;
    rl_line_begin(&evidence, "outcome");
    rl_line_text(&evidence, "text", text);
    rl_line_write(&evidence);
}

int rl_lab_hook_scale(int small, int large);
int rl_lab_hook_scale(int small, int large)
{
    return (run.small ? small : large) + run.scale_step;
}

/* Which regions overlapped is the explorer's to say. */
void rl_lab_hook_begin(const char *region);
void rl_lab_hook_begin(const char *region)
{
    (void)region;
}

void rl_lab_hook_end(const char *region);
void rl_lab_hook_end(const char *region)
{
    (void)region;
}

void rl_lab_hook_overlap(const char *region, int wanted, const char *file, int line);
void rl_lab_hook_overlap(const char *region, int wanted, const char *file, int line)
{
    (void)region;
    (void)wanted;
    (void)file;
    (void)line;
}

/* ----------------------------------------------------------------------------------- assertions and the end
 */

_Noreturn void __assert_fail(const char *expression, const char *file, unsigned line, const char *function);
_Noreturn void __assert_fail(const char *expression, const char *file, unsigned line, const char *function)
{
    struct rl_line evidence;
    rl_line_begin(&evidence, "assert");
    testify_place(&evidence, expression, file, (int)line);
    rl_line_text(&evidence, "function", function);
    rl_line_write(&evidence);
    char number[24];
    const char *words[] = {file,       ":",           decimal(number, (int)line),
                           ": ",       function,      ": Assertion `",
                           expression, "' failed.\n", NULL};
    say(words);
    abort();
}

static void testify_end(const char *how)
{
    if (system_call(SYS_getpid, 0, 0, 0, 0) != run.process)
        return;
    struct rl_line evidence;
    rl_line_begin(&evidence, "end");
    rl_line_text(&evidence, "how", how);
    rl_line_write(&evidence);
}

HIDDEN void rl_runtime_testify_threads(void);
int __real_main(int argc, char **argv, char **env);
int __wrap_main(int argc, char **argv, char **env);
int __wrap_main(int argc, char **argv, char **env)
{
    int status = __real_main(argc, argv, env);
    rl_runtime_testify_threads();
    testify_end("return");
    return status;
}

static void at_exit(void)
{
    testify_end("exit");
}

/* ------------------------------------------------------------------------------------------------- the start
 */

/* Takes a variable out of the environment, its text too: the program is not told that it is observed. */
static void take_variable(const char *name, char *value, size_t size)
{
    size_t length = strlen(name);
    value[0] = '\0';
    for (char **entry = environ; entry && *entry; entry++) {
        if (strncmp(*entry, name, length) != 0 || (*entry)[length] != '=')
            continue;
        strncpy(value, *entry + length + 1, size - 1);
        value[size - 1] = '\0';
        memset(*entry, 0, strlen(*entry));
        for (char **rest = entry; (*rest = rest[1]); rest++)
            ;
        return;
    }
}

HIDDEN void rl_runtime_catch_signals(bool crashes_too);

/* gcc's runtime reads its options at the first report, when they are gone from the environment: asan/guard.c
 * hands it these. */
HIDDEN char rl_runtime_ubsan_options[4096];

__attribute__((constructor(101))) static void start(void)
{
    char value[4096];
    take_variable("RACELAB_EVIDENCE_FD", value, sizeof value);
    run.fd = *value ? atoi(value) : -1;
    run.process = system_call(SYS_getpid, 0, 0, 0, 0);
    take_variable("RACELAB_TOKEN", run.token, sizeof run.token);
    take_variable("RACELAB_SCALE", value, sizeof value);
    run.small = strcmp(value, "small") == 0;
    take_variable("RACELAB_SCALE_STEP", value, sizeof value);
    run.scale_step = atoi(value);
    take_variable("RACELAB_CRASHES", value, sizeof value);
    bool crashes = *value == '1';
    take_variable("TSAN_OPTIONS", value, sizeof value);
    take_variable("ASAN_OPTIONS", value, sizeof value);
    take_variable("UBSAN_OPTIONS", rl_runtime_ubsan_options, sizeof rl_runtime_ubsan_options);
    take_variable("LSAN_OPTIONS", value, sizeof value);
    if (run.fd < 0)
        return;
    rl_runtime_catch_signals(crashes);
    atexit(at_exit);
}
