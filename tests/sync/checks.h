/* SPDX-License-Identifier: MIT */
/* All checks of one primitive, by its name. */
#ifndef RL_CHECKS_H
#define RL_CHECKS_H

#include "oracle.h"

struct check {
    const char *primitive;
    const char *(*run)(const char *primitive); /* NULL, or what is wrong */
};

extern const struct check check_table[]; /* ended by a row without a name */
const struct check *check_find(const char *primitive);

#endif
