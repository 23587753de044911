/* SPDX-License-Identifier: MIT */
/* One line of evidence, made and written inside an observed program. No libc function and no libc write: a
 * sanitizer intercepts those, and sees synchronisation through a descriptor where there is none. Private to
 * the objects that are linked into observed programs, which are compiled without instrumentation. */
#ifndef RL_EVIDENCE_LINE_H
#define RL_EVIDENCE_LINE_H

#include <stddef.h>
#include <stdint.h>

/* At most PIPE_BUF: the kernel does not mix such a line with another thread's. */
struct rl_line {
    char bytes[4096];
    size_t length;
};

/* Defined in lab_runtime.c. */
__attribute__((visibility("hidden"))) void rl_line_begin(struct rl_line *line, const char *type);
__attribute__((visibility("hidden"))) void rl_line_key(struct rl_line *line, const char *key);
__attribute__((visibility("hidden"))) void rl_line_text(struct rl_line *line, const char *key,
                                                        const char *value);
__attribute__((visibility("hidden"))) void rl_line_number(struct rl_line *line, const char *key, long value);
/* An address, as a hexadecimal string. */
__attribute__((visibility("hidden"))) void rl_line_address(struct rl_line *line, const char *key,
                                                           uintptr_t value);
/* Return addresses up to the first null one; at most `most`. */
__attribute__((visibility("hidden"))) void rl_line_stack(struct rl_line *line, const char *key,
                                                         void *const *addresses, size_t most);
/* "key":[{ … },{ … }]: key may be NULL inside of a list. */
__attribute__((visibility("hidden"))) void rl_line_open(struct rl_line *line, const char *key, char bracket);
__attribute__((visibility("hidden"))) void rl_line_close(struct rl_line *line, char bracket);
/* Closes the object and writes it whole. */
__attribute__((visibility("hidden"))) void rl_line_write(struct rl_line *line);

#endif
