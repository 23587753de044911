/* SPDX-License-Identifier: MIT */
/* How readers take a text apart: GitHub's runner finds commands in lines, a spreadsheet finds cells in CSV.
 */
#ifndef RL_TESTS_FORMATS_RUNNER_H
#define RL_TESTS_FORMATS_RUNNER_H

#include <stdbool.h>
#include <stddef.h>

struct command {
    char *name, *file, *line, *title, *message; /* decoded; NULL: not given */
};

/* Of a text that a step prints, every line that the runner would obey; the caller frees them. */
struct command *runner_commands(const char *text, size_t *count);
void runner_free(struct command *commands, size_t count);

/* The cells of RFC 4180 text, row by row: cells[row * columns + column]. NULL: it is no CSV, or rows differ
 * in length. */
char **csv_cells(const char *text, size_t *rows, size_t *columns);

#endif
