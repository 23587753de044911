/* SPDX-License-Identifier: MIT */
/* Random programs for the differential test, in the language of interp.c, from a seed. */
#ifndef RL_DIFF_PROGRAM_H
#define RL_DIFF_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIFF_PROGRAM_MAX = 128 };

/* Writes the program of this seed. The same seed gives the same program on every machine. */
void diff_program_make(uint64_t seed, char program[DIFF_PROGRAM_MAX]);

/* Removes the `n`th operation of the program (counted over all threads); false: there is none. */
bool diff_program_drop(const char *program, size_t n, char out[DIFF_PROGRAM_MAX]);

#endif
