/* SPDX-License-Identifier: MIT */
/* Strings that grow, and lists of strings. Running out of memory ends racelab with a message. */
#ifndef RL_TEXT_H
#define RL_TEXT_H

#include <stddef.h>

struct rl_text {
    char *data; /* never NULL after the first call; ends in a NUL byte */
    size_t length;
    size_t capacity;
};

#define RL_TEXT_INIT                                                                                         \
    {                                                                                                        \
        0                                                                                                    \
    }

void rl_text_add(struct rl_text *text, const char *string);
void rl_text_add_bytes(struct rl_text *text, const void *bytes, size_t length);
__attribute__((format(printf, 2, 3))) void rl_text_addf(struct rl_text *text, const char *format, ...);
void rl_text_free(struct rl_text *text);
char *
rl_text_take(struct rl_text *text); /* the string, "" if empty; the caller frees it; text is empty again */

/* The bytes as text that can be shown and be put into JSON: what is no UTF-8, every control character but newline and
 * tab (an escape sequence could take over the reader's terminal), and what turns the direction of writing (code would
 * be shown that is not there), becomes U+FFFD. The caller frees it. */
char *rl_text_showable(const char *bytes, size_t length);
/* A name on one line, and no two names alike: each byte of what must not be shown, a newline or a tab becomes \xHH,
 * and a backslash two. The caller frees it. */
char *rl_text_name(const char *name);
char *rl_text_name_parse(const char *shown); /* the name that is shown so; the caller frees it */

/* printf into a string of its own. */
__attribute__((format(printf, 1, 2))) char *rl_text_format(const char *format, ...);
char *rl_text_copy(const char *string); /* NULL stays NULL */

/* A list of strings of its own, NULL-terminated at items[length]. */
struct rl_list {
    char **items;
    size_t length;
    size_t capacity;
};

#define RL_LIST_INIT                                                                                         \
    {                                                                                                        \
        0                                                                                                    \
    }

void rl_list_add(struct rl_list *list, const char *string);
__attribute__((format(printf, 2, 3))) void rl_list_addf(struct rl_list *list, const char *format, ...);
void rl_list_add_all(struct rl_list *list, const char *const *strings); /* NULL: none */
void rl_list_free(struct rl_list *list);

void *rl_alloc(size_t size);              /* zeroed */
void *rl_grow(void *memory, size_t size); /* realloc */

#endif
