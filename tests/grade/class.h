/* SPDX-License-Identifier: MIT */
/* A class for tests: learners with files, and a judge that says what the file tells it to say. */
#ifndef RL_TESTS_GRADE_CLASS_H
#define RL_TESTS_GRADE_CLASS_H

#include "grader/assign.h"

/* The judge's verdict is the word after "say " in the file, "pass" without one. "say infra-twice" is infra
 * the first two times. */
struct class
{
    char *folder; /* private; submissions are in folder/in, the store is folder/store */
    char *in, *store_path;
    struct rl_labs_set labs;
    struct rl_task_lab *lab; /* tally, of tests/grader/fixtures */
    struct rl_fingerprint fingerprint;
    struct rl_assignment assignment;
    struct rl_store *store;
    bool again;
    unsigned jobs, retries, shard, of;
    bool healthy, healthy_anew;
    unsigned long judged;                                    /* calls of the judge; atomic */
    void (*noted)(struct class *class, const char *learner); /* in the judge; or NULL */
    void *ctx;
    char *why; /* of the last grading */
};

struct class class_make(void);
void class_free(struct class *class);
void class_write(const struct class *class, const char *learner, const char *text);
/* Opens the store, finds the submissions, judges them, and leaves all that open for a look. */
bool class_grade(struct class *class);
void class_close(struct class *class); /* what class_grade left open */

const struct rl_task *class_task(const struct class *class, const char *learner); /* of the last grading */
char *class_dump(struct class *class);
size_t class_verdicts(struct class *class); /* how many the store has */

#endif
