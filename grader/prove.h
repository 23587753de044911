/* SPDX-License-Identifier: MIT */
/* Proves the course: that every file of every lab is what its manifest says, and each lab is whole. */
#ifndef RL_GRADER_PROVE_H
#define RL_GRADER_PROVE_H

#include "course.h"
#include "verdict.h"

struct rl_prove_options {
    const struct rl_observer *const *observers; /* NULL: rl_observers */
    const char *compiler;
    unsigned jobs; /* files at a time; 0: one a processor */
    void (*tick)(void *ctx, size_t done, size_t of, const char *what);
    void *ctx;
};

struct rl_proof {
    struct rl_list problems; /* "LAB/FILE: OBSERVER: expected …, seen …", in the order of the labs */
    struct rl_list notes;    /* what could not be proven here, and why */
    size_t labs, files;
    json_t *matrix; /* racelab/proof/v1: lab x file x observer, expected and seen */
};

/* Proves the `count` labs. It is a proof only if problems is empty. */
void rl_prove(const struct rl_lab *const *labs, size_t count, const struct rl_prove_options *options,
              struct rl_proof *out);
void rl_proof_free(struct rl_proof *proof);

/* The parts; each adds to `problems`. */
/* Nothing of a skeleton is left to fill: every TODO(new-lab) is named. Before, no file of the lab is judged.
 */
bool rl_prove_filled(const struct rl_lab *lab, struct rl_list *problems);
/* Files: which there are, how long, how many fixes; TODO(lab). */
void rl_prove_files(const struct rl_lab *lab, const struct rl_manifest *manifest, struct rl_list *problems);
/* README.md: its headings, its length, and that its compile lines work in a copy of the lab. */
void rl_prove_readme(const struct rl_lab *lab, const struct rl_manifest *manifest, struct rl_list *problems);
/* One file's evidence and verdict against its declaration; fills `row` of the matrix. */
void rl_prove_verdict(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_manifest_file *file, const struct rl_verdict *verdict,
                      struct rl_list *problems, struct rl_list *notes, json_t *row);

/* Of a calibrate lab's fix that passes: each choice of the question, and no answer, get what they must. */
void rl_prove_choices(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_manifest_file *file, const char *text, struct rl_verdict *verdict,
                      struct rl_list *problems);

#endif
