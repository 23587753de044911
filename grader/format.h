/* SPDX-License-Identifier: MIT */
/* What the writers of the formats share: how a verdict's parts are read, and where its findings lie. */
#ifndef RL_GRADER_FORMAT_H
#define RL_GRADER_FORMAT_H

#include "formats.h"
#include "words.h"

/* "" where there is none. */
const char *rl_format_text(const json_t *object, const char *key);
int rl_format_line(const json_t *place); /* from 1; 0: unknown */
bool rl_format_is(const json_t *object, const char *key, const char *text);

/* Who handed in what, "ann / 01-data-race/counter-lost-update", or the lab and the file; the caller frees it.
 */
char *rl_format_subject(const json_t *verdict);
/* The submission's path as the platform knows it. */
const char *rl_format_path(const json_t *verdict);
/* Does a side or a step lie in the file that was handed in? */
bool rl_format_is_submitted(const json_t *verdict, const json_t *place);
/* The side at which a finding is shown: the first one in the file that was handed in, else the first; NULL:
 * none. */
const json_t *rl_format_main_side(const json_t *verdict, const json_t *finding);
/* "thread 2 (seller): write of 4 bytes, in sell(), holding log_lock"; the caller frees it. */
char *rl_format_side_words(const json_t *side);
/* "mine.c:12: …" of the compiler's first error in the submission; 0: none is named. */
int rl_format_compiler_line(const json_t *verdict);
/* "70 of 100 points", "no mark", or NULL where no points were added; the caller frees it. */
char *rl_format_points(const json_t *verdict);
/* What stands where a finding is explained: headline of the finding, sides and paragraph, as plain lines; the
 * caller frees it. */
char *rl_format_finding_words(const json_t *finding);
/* The interleaving, a numbered line a step, or NULL where there is none; the caller frees it. */
char *rl_format_steps_words(const json_t *finding);
/* Everything plain: the headline, the compiler's words, findings and hints, as far as the feedback level left
 * them. */
char *rl_format_details(const json_t *verdict);

/* Every control character but newline and tab, and what XML forbids, becomes U+FFFD; at most `most` bytes,
 * with a word on what was left out. The caller frees it. */
char *rl_format_plain(const char *text, size_t most);
/* 0, or -1 with errno. */
int rl_format_done(FILE *to);
/* Writes it, with indentation, and drops it; 0, or -1 with errno. */
int rl_format_dump(json_t *json, FILE *to);

int rl_format_write_json(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_csv(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_junit(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_sarif(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_github(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_summary(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_gradescope(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_classroom50(FILE *to, const json_t *verdicts, const struct rl_format_options *options);
int rl_format_write_text(FILE *to, const json_t *verdicts, const struct rl_format_options *options);

#endif
