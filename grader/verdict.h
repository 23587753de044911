/* SPDX-License-Identifier: MIT */
/* The verdict on one program: five axes, what decided them, and the evidence it was decided on. */
#ifndef RL_GRADER_VERDICT_H
#define RL_GRADER_VERDICT_H

#include "evidence.h"

#include <jansson.h>
#include <stdio.h>

enum rl_verdict_kind {
    RL_VERDICT_PASS,
    RL_VERDICT_UNPROVEN,
    RL_VERDICT_FAIL,
    RL_VERDICT_COMPILE_ERROR,
    RL_VERDICT_REJECTED,
    RL_VERDICT_LIMIT,
    RL_VERDICT_UNSUPPORTED,
    RL_VERDICT_NEEDS_REVIEW,
    RL_VERDICT_INFRA,
    RL_VERDICT_COUNT
};
const char *rl_verdict_name(enum rl_verdict_kind kind); /* "pass", … */
int rl_verdict_status(enum rl_verdict_kind kind);       /* the status of `racelab check` */

enum rl_axis_status { RL_AXIS_NOT_RUN, RL_AXIS_PASS, RL_AXIS_FAIL };
const char *rl_axis_status_name(enum rl_axis_status status); /* "not_run", "pass", "fail" */

struct rl_axis_verdict {
    enum rl_axis_status status;
    char *reason; /* not_run: why; fail: its hazards */
};

struct rl_verdict_finding {
    enum rl_watcher watcher;
    const struct rl_finding *finding; /* lies in the verdict's evidence, or in `made` */
};

struct rl_verdict {
    enum rl_verdict_kind kind;
    char *reason; /* of every kind but pass, and of a fail without findings: one sentence that says what to do
                   */
    struct rl_axis_verdict axes[RL_AXIS_COUNT];
    struct rl_verdict_finding *findings; /* those that decide, most primary first; no two alike */
    size_t findings_len;
    struct rl_finding **made; /* found by the judge itself: forbidden outcomes, work that cannot overlap */
    size_t made_len;
    bool complete;                      /* the explorer covered every interleaving of every scale step */
    const char *model;                  /* within this model; NULL where it did not run */
    unsigned long executions;           /* of the explorer */
    struct rl_calibration *calibration; /* of a calibrate lab (calibrate.h); else NULL */
    struct rl_evidence evidence;
};

/* Decides from the evidence alone, which the verdict then owns (and *evidence is empty). docs/verdict.md has
 * the table. */
void rl_verdict_decide(const struct rl_manifest *manifest, struct rl_evidence *evidence,
                       struct rl_verdict *out);
/* A verdict that was not decided on evidence: infra, because nothing could be run. */
void rl_verdict_without_evidence(enum rl_verdict_kind kind, const char *reason, struct rl_verdict *out);
void rl_verdict_free(struct rl_verdict *verdict);

/* What the verdict is about, for those who read it. */
struct rl_verdict_about {
    const struct rl_manifest *manifest;
    const char *lab;      /* "01-data-race/counter-lost-update" */
    const char *lab_id;   /* "counter-lost-update" */
    const char *file;     /* as the caller named it */
    const char *source;   /* the lab's name for it; in findings it stands as this */
    const char *text;     /* of the file */
    const char *scenario; /* text of scenario.c, or NULL */
};

/* racelab/verdict/v1: the one source of every form in which a verdict is shown. Keys are in a fixed order,
 * and what depends on this one run (seconds, frequencies) is under "this_run" only. */
json_t *rl_verdict_json(const struct rl_verdict *verdict, const struct rl_verdict_about *about);

/* What one observer saw, as racelab/observation/v1, for `racelab run`; and in plain words. */
json_t *rl_watch_json(const struct rl_watch *watch, enum rl_watcher watcher,
                      const struct rl_verdict_about *about);
struct rl_verdict_style;
void rl_watch_print(const json_t *watch, const struct rl_verdict_style *style, FILE *out);

/* A JSON string, or null for NULL; bytes that are no UTF-8 become question marks. */
json_t *rl_json_string(const char *text);

struct rl_verdict_style {
    const char *bold, *dim, *red, *green, *yellow, *off; /* all "" for plain text */
    int width;
};
/* Breaks a text between words, each line indented. */
void rl_text_wrap(const char *text, int indent, int width, FILE *out);
/* The JSON in plain words. */
void rl_verdict_print(const json_t *verdict, const struct rl_verdict_style *style, FILE *out);
/* "fail  safe: data-race" and the like, one line without its end (caller frees). */
char *rl_verdict_line(const json_t *verdict);

#endif
