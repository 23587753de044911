/* SPDX-License-Identifier: MIT */
/* On a terminal: colours unless NO_COLOR is set, and a progress line that is erased. */
#include "grader/words.h"

#include "shim/rl_test.h"

#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct row {
    const char *term, *no_color;
    bool coloured;
};

/* Everything that `racelab list` writes to a terminal. */
static char *on_terminal(const struct row *row, char *const *words)
{
    int terminal, status;
    char bytes[4096];
    struct rl_text text = RL_TEXT_INIT;
    pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
    if (pid == 0) {
        setenv("RACELAB_LABS", RL_FIXTURES "/labs", 1);
        setenv("TERM", row->term, 1);
        unsetenv("NO_COLOR");
        if (row->no_color)
            setenv("NO_COLOR", row->no_color, 1);
        execv(RL_PROGRAM, words);
        _exit(126);
    }
    for (ssize_t got; (got = read(terminal, bytes, sizeof bytes)) > 0;)
        rl_text_add_bytes(&text, bytes, (size_t)got);
    RL_EXPECT_EQ(pid, waitpid(pid, &status, 0));
    RL_EXPECT_EQ(0, WEXITSTATUS(status));
    close(terminal);
    return rl_text_take(&text);
}

static void is_coloured(const void *param)
{
    const struct row *row = param;
    char *const words[] = {"racelab", "list", NULL};
    char *text = on_terminal(row, words);
    RL_EXPECT_CONTAINS(text, "Two hands keep one tally");
    RL_EXPECT_EQ(row->coloured, strstr(text, "\033[1m") != NULL);
    RL_EXPECT_EQ(row->coloured, strchr(text, '\033') != NULL);
    free(text);
}

/* A progress line that was begun is followed by its erasure before anything else is written. */
static void erases_the_progress_line(void)
{
    static const struct row row = {"xterm", "1", false};
    char *const words[] = {"racelab", "check", "tally", RL_FIXTURES "/labs/90-fixture/tally/fixes/mutex.c",
                           NULL};
    char *text = on_terminal(&row, words), *last = NULL;
    for (char *at = text; (at = strstr(at, "checking ")); at++)
        last = at;
    if (last) {
        char *erased = strstr(last, "\r\033[K"), *line_end = strchr(last, '\n');
        RL_ASSERT_NOT_NULL(erased);
        RL_EXPECT_TRUE(!line_end || erased < line_end);
    }
    RL_EXPECT_CONTAINS(text, "untampered");
    free(text);
}

static const struct row xterm = {"xterm", NULL, true}, empty = {"xterm", "", true},
                        no_color = {"xterm", "1", false}, dumb = {"dumb", NULL, false};
static const struct rl_case cases[] = {RL_CASE_P(is_coloured, "xterm", &xterm),
                                       RL_CASE_P(is_coloured, "NO_COLOR_empty", &empty),
                                       RL_CASE_P(is_coloured, "NO_COLOR", &no_color),
                                       RL_CASE_P(is_coloured, "dumb", &dumb),
                                       RL_CASE(erases_the_progress_line),
                                       RL_CASE_END};
RL_SUITE(cli_terminal, cases);
