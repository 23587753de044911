/* SPDX-License-Identifier: MIT */
/* A letter to each learner: one file with all verdicts on their submissions, in Markdown and in HTML. */
#ifndef RL_GRADER_LETTERS_H
#define RL_GRADER_LETTERS_H

#include "formats.h"
#include "store.h"

struct rl_letters {
    const char *folder; /* it is made where it is not there */
    const char *title;  /* of the course, or NULL */
    enum rl_feedback feedback;
    const char *(*name_of)(void *ctx, const char *learner); /* the person's name, or NULL; or NULL */
    void *ctx;
};

/* Writes LEARNER.md and LEARNER.html for every learner in the store; *count is their number. A file that is
 * there is replaced as a whole. false: *why says what to do. */
bool rl_letters_write(struct rl_store *store, const struct rl_letters *letters, size_t *count, char **why);

/* The name of a learner as a file's name, without its end: never with a slash or a dot in front, no two the
 * same (the caller frees it). */
char *rl_letters_file_name(const char *learner);

/* What both forms begin with: "Concurrency in C: Ann". */
void rl_letter_html(FILE *to, const json_t *verdicts, enum rl_feedback feedback, const char *title);
void rl_letter_markdown(FILE *to, const json_t *verdicts, enum rl_feedback feedback, const char *title);

#endif
