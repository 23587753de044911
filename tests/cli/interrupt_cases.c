/* SPDX-License-Identifier: MIT */
/* Ctrl-C ends a check with status 130 and leaves no process and no file. */
#include "grader/words.h"
#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static const char endless[] = "void tally_add(void) { for (;;) ; }\nint tally_read(void) { return 0; }\n";

/* Blocks until something is made in the folder: racelab is then at work. */
static void wait_for_work(int notify)
{
    char events[4096];
    ssize_t got = read(notify, events, sizeof events);
    RL_EXPECT_GT(got, 0);
}

static void become_racelab(char *const *words, const char *private)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    setenv("TMPDIR", private, 1);
    setenv("RACELAB_LABS", RL_FIXTURES "/labs", 1);
    execv(RL_PROGRAM, words);
    _exit(126);
}

static void ends(const void *param)
{
    int number = *(const int *)param, status = 0;
    char *why = NULL, *above = rl_workdir_create(&why), *private = rl_workdir_create(&why);
    char *path = rl_text_format("%s/mine.c", above);
    char *words[] = {"racelab", "check", "tally", path, NULL};
    int notify = inotify_init1(IN_CLOEXEC);
    RL_EXPECT_TRUE(rl_text_write_file(path, endless, strlen(endless)));
    RL_EXPECT_GE(inotify_add_watch(notify, private, IN_CREATE), 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0,
          0); /* what racelab left behind would become a child of this process */
    pid_t pid = fork();
    if (pid == 0)
        become_racelab(words, private);
    wait_for_work(notify);
    kill(pid, number);
    RL_EXPECT_EQ(pid, waitpid(pid, &status, 0));
    RL_EXPECT_TRUE(WIFEXITED(status));
    RL_EXPECT_EQ(128 + number, WEXITSTATUS(status));
    RL_EXPECT_EQ(-1, waitpid(-1, NULL, WNOHANG)); /* no child at all */
    RL_EXPECT_EQ(0, rmdir(private));              /* and the folder is empty */
    close(notify);
    rl_workdir_remove(private);
    rl_workdir_remove(above);
    free(path);
}

static const int interrupt = SIGINT, terminate = SIGTERM, hangup = SIGHUP;
static const struct rl_case cases[] = {RL_CASE_P(ends, "SIGINT", &interrupt),
                                       RL_CASE_P(ends, "SIGTERM", &terminate),
                                       RL_CASE_P(ends, "SIGHUP", &hangup), RL_CASE_END};
RL_SUITE(cli_interrupt, cases);
