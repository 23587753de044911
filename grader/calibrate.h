/* SPDX-License-Identifier: MIT */
/* Labs of kind calibrate: the learner's answer, and whether the tool that was wrong is silent now. */
#ifndef RL_GRADER_CALIBRATE_H
#define RL_GRADER_CALIBRATE_H

#include "verdict.h"

/* A report that the learner's file asks to pass over: LAB-SUPPRESS: deadlock:FUNCTION because REASON. */
struct rl_suppression {
    char *rule;     /* "deadlock:book_move" as it stands there; NULL: the file has none */
    char *function; /* of the learner's file */
    char *because;
    enum rl_hazard hazard;
    char *refused; /* why it is not accepted; NULL: it is */
};

/* Two axes more: `answer` (the right choice of the manifest's question) and `tool` (the tool is silent). */
struct rl_calibration {
    struct rl_axis_verdict answer, tool;
    char *given;                             /* as it stands in the file; NULL: no answer */
    const struct rl_manifest_choice *choice; /* the one that was given; NULL: none */
    struct rl_suppression suppression;
    enum rl_watcher tool_observer;
    const struct rl_finding **reports; /* the tool's that remain, each once; they lie in the evidence */
    size_t reports_len;
    bool suppressed;              /* the suppression has met a report */
    enum rl_verdict_kind program; /* the verdict on the program alone */
    char *program_reason;
};

/* Adds the two axes to a verdict on the program (a second call replaces the first's). `text` is the learner's
 * file. A program that passes then fails if its answer is wrong or missing, or the tool still reports; any
 * other verdict stays. Does nothing for a lab of another kind. */
void rl_calibrate(const struct rl_manifest *manifest, const char *text, struct rl_verdict *verdict);
void rl_calibration_free(struct rl_calibration *calibration);

/* The tool must go on after its first report, for one that is suppressed could hide others. */
bool rl_calibrate_keeps_going(const struct rl_manifest *manifest, const char *text);

/* What stands after "LAB-ANSWER:"; NULL: nothing, or a question mark. *twice: different ones (caller frees).
 */
char *rl_calibrate_answer(const char *text, bool *twice);
/* Reads LAB-SUPPRESS; what it hides is seen only where the tool reports. */
void rl_calibrate_suppression(const struct rl_manifest *manifest, const char *text,
                              struct rl_suppression *out);
void rl_suppression_free(struct rl_suppression *suppression);

/* "ThreadSanitizer", … */
const char *rl_calibrate_tool_name(enum rl_watcher tool);
/* For racelab/verdict/v1: adds `answer` and `tool` to `axes` and `calibration` to the verdict. */
void rl_calibration_add_json(const struct rl_calibration *calibration, const struct rl_manifest *manifest,
                             json_t *verdict);
/* The question as it is shown: choices without which one is right (racelab/lab/v1). */
json_t *rl_question_json(const struct rl_manifest *manifest);

#endif
