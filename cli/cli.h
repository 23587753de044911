/* SPDX-License-Identifier: MIT */
/* What the commands share: the table's row, statuses, messages, colours, the progress line, the course. */
#ifndef RL_CLI_H
#define RL_CLI_H

#include "grader/course.h"

#include <argp.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

/* Statuses of racelab. Of several, the worst counts: 0 < 1 < 3 < 2 < 4 < 130. */
enum rl_cli_status {
    RL_CLI_OK = 0,     /* pass, unproven, or nothing was judged */
    RL_CLI_FAIL = 1,   /* the program under test is at fault */
    RL_CLI_USAGE = 2,  /* the call is */
    RL_CLI_REVIEW = 3, /* a person must look: unsupported, needs_review */
    RL_CLI_INFRA = 4,  /* racelab or the machine is */
    RL_CLI_INTERRUPTED = 130
};
int rl_cli_worse(int left, int right);

/* A command: argv[0] is "racelab NAME", for argp. It prints to stdout and returns a status; main checks
 * stdout. */
struct rl_command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary; /* one line, for --help */
};
extern const struct rl_command rl_commands[]; /* ended by a NULL name */

int rl_cmd_list(int argc, char **argv);
int rl_cmd_show(int argc, char **argv);
int rl_cmd_hint(int argc, char **argv);
int rl_cmd_start(int argc, char **argv);
int rl_cmd_next(int argc, char **argv);
int rl_cmd_reset(int argc, char **argv);
int rl_cmd_solution(int argc, char **argv);
int rl_cmd_watch(int argc, char **argv);
int rl_cmd_new_lab(int argc, char **argv);
int rl_cmd_run(int argc, char **argv);
int rl_cmd_check(int argc, char **argv);
int rl_cmd_compare(int argc, char **argv);
int rl_cmd_demo(int argc, char **argv);
int rl_cmd_doctor(int argc, char **argv);
int rl_cmd_verify_labs(int argc, char **argv);
int rl_cmd_test(int argc, char **argv);
int rl_cmd_grade(int argc, char **argv);
int rl_cmd_review(int argc, char **argv);
int rl_cmd_merge(int argc, char **argv);
int rl_cmd_export(int argc, char **argv);
int rl_cmd_new_course(int argc, char **argv);
int rl_cmd_handout(int argc, char **argv);
int rl_cmd_gradescope_zip(int argc, char **argv);
int rl_cmd_explore(int argc, char **argv); /* cmd_explore.c, linked in where it exists */
int rl_cmd_replay(int argc, char **argv);
int rl_cmd_bench(int argc, char **argv);

/* "racelab: MESSAGE" on stderr. The message says what to do next. */
void rl_cli_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "racelab: COMMAND: MESSAGE", and where its help is; returns RL_CLI_USAGE. */
int rl_cli_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Opens the course; false: the error is printed. */
bool rl_cli_course(struct rl_course *course);
/* NULL: the error is printed, and *status is to be returned. `variant` NULL: "LAB/VARIANT" is not meant. */
const struct rl_lab *rl_cli_lab(const struct rl_course *course, const char *name, char **variant,
                                int *status);
/* NULL: its problems are printed. */
struct rl_manifest *rl_cli_manifest(const struct rl_lab *lab);
/* `path` as somebody in the current folder would type it (caller frees). */
char *rl_cli_shown_path(const char *path);

/* Escape sequences, or "" where `stream` is no terminal or NO_COLOR is set. */
struct rl_style {
    const char *bold, *dim, *red, *green, *yellow, *off;
};
const struct rl_style *rl_cli_style(FILE *stream);
int rl_cli_width(void); /* columns of the terminal, 80 where there is none, at most 100 */

/* One line on stderr, on a terminal only, from the first second on; rl_cli_progress_end erases it. */
void rl_cli_progress_begin(void);
void rl_cli_progress(const char *format, ...) __attribute__((format(printf, 1, 2)));
void rl_cli_progress_end(void);

/* Prints the object, two spaces of indentation, and frees it; main notices a stdout that cannot take it. */
void rl_cli_print_json(json_t *object);

#endif
