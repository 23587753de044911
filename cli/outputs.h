/* SPDX-License-Identifier: MIT */
/* The option --output FORMAT=FILE, for check and grade alike: where verdicts go besides the terminal. */
#ifndef RL_CLI_OUTPUTS_H
#define RL_CLI_OUTPUTS_H

#include "grader/formats.h"
#include "grader/words.h"

struct rl_outputs {
    struct rl_list specs; /* "sarif=out.sarif", as they were typed; all are good */
    bool to_stdout;       /* one of them is */
};

/* false: *why says what is wrong with it; the caller frees it. */
bool rl_outputs_add(struct rl_outputs *outputs, const char *spec, char **why);
/* Writes them all: each file is complete or, where something failed, as it was. false: an error is printed.
 */
bool rl_outputs_write(const struct rl_outputs *outputs, const json_t *verdicts, enum rl_feedback feedback,
                      const char *title);
void rl_outputs_free(struct rl_outputs *outputs);

#endif
