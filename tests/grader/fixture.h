/* SPDX-License-Identifier: MIT */
/* A private copy of the fixture labs, which a test may break. */
#ifndef RL_TESTS_GRADER_FIXTURE_H
#define RL_TESTS_GRADER_FIXTURE_H

#include "grader/course.h"

struct fixture {
    char *root;  /* the copy of fixtures/labs */
    char *lab;   /* 90-fixture/tally in it */
    char *above; /* the private folder that holds it */
};

/* Dies where the copy cannot be made. */
struct fixture fixture_make(void);
struct fixture fixture_make_calibrate(void); /* 90-fixture/gate, a lab of kind calibrate */
void fixture_free(struct fixture *fixture);

/* Names are relative to the lab. A `from` that does not occur is a mistake of the test and ends it. */
void fixture_replace(const struct fixture *fixture, const char *name, const char *from, const char *to);
void fixture_write(const struct fixture *fixture, const char *name, const char *text);
void fixture_remove(const struct fixture *fixture, const char *name);

#endif
