/* SPDX-License-Identifier: MIT */
/* What the grader does with strings and lists of strings beyond sanitizers/text.h. */
#ifndef RL_GRADER_WORDS_H
#define RL_GRADER_WORDS_H

#include "sanitizers/text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

char *rl_text_vformat(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
char *rl_text_replace(const char *text, const char *what,
                      const char *with); /* every occurrence; NULL stays NULL */
bool rl_text_starts(const char *text, const char *start);
bool rl_text_ends(const char *text, const char *end);
const char *rl_text_base_name(const char *path); /* after the last slash */
/* The whole file, NUL-terminated; NULL with errno set. `length` may be NULL. */
char *rl_text_read_file(const char *path, size_t *length);
bool rl_text_write_file(const char *path, const char *text, size_t length); /* false: errno */
size_t rl_text_count_lines(const char *text);
/* Line `number` (from 1) without its end and without leading blanks, as it can be shown; NULL: there is none.
 */
char *rl_text_line(const char *text, int number);

void rl_list_take(struct rl_list *list, char *item); /* adds it, frees it */
bool rl_list_has(const struct rl_list *list, const char *item);
char *rl_list_join(const struct rl_list *list, const char *between);
void rl_list_sort(struct rl_list *list);

/* Up to `most` of `names` that `typed` may have meant, nearest first: few edits away, or containing it. */
void rl_nearest_names(const char *typed, const struct rl_list *names, size_t most, struct rl_list *out);
/* "; did you mean X?", or "" where nothing is near. */
char *rl_nearest_hint(const char *typed, const struct rl_list *names);

#endif
