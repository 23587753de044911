/* SPDX-License-Identifier: MIT */
/* A store that another process writes, and one on a full disk. */
#include "class.h"

#include "shim/rl_test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void one_writes_at_a_time(void)
{
    struct class class = class_make();
    class_write(&class, "l000", "int n;");
    RL_EXPECT_TRUE(class_grade(&class));
    pid_t child = fork(); /* locks are a process's, so the second writer must be one */
    if (child == 0) {
        char *why = NULL;
        struct rl_store *second = rl_store_open(class.store_path, RL_STORE_CREATE, &why);
        _exit(second || !why || !strstr(why, "in use by another racelab"));
    }
    int status;
    waitpid(child, &status, 0);
    RL_EXPECT_EQ(0, status);
    class_free(&class);
}

/* The disk is full: no file may grow beyond `limit`. */
static void with_file_limit(struct class *class, rlim_t limit)
{
    pid_t child = fork();
    if (child == 0) {
        struct rlimit size = {limit, limit};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &size);
        bool all = class_grade(class);
        bool well_said = class->why && strstr(class->why, "make room");
        _exit(all ? 1 : well_said ? 0 : 2);
    }
    int status;
    waitpid(child, &status, 0);
    RL_EXPECT_EQ(0, status);
}

static void a_full_disk_is_infra_and_loses_nothing(void)
{
    struct class class = class_make();
    class.retries = 1;
    class_write(&class, "l000", "int n;");
    RL_EXPECT_TRUE(class_grade(&class));
    for (int i = 0; i < 60; i++) {
        char name[16], words[3000];
        snprintf(name, sizeof name, "m%03d", i);
        memset(words, ' ', sizeof words);
        snprintf(words + sizeof words - 16, 16, "int n = %d;", i);
        words[sizeof words - 17] = ' ';
        for (size_t j = 0; j + 16 < sizeof words; j++)
            words[j] = (char)('a' + (i + j) % 26);
        class_write(&class, name, words);
    }
    class_close(&class);
    with_file_limit(&class, 90 * 1024);
    RL_EXPECT_TRUE(class_grade(&class)); /* there is room again */
    RL_EXPECT_EQ(61, (int)class_verdicts(&class));
    RL_EXPECT_LT(class.judged, 61UL); /* and what was kept before the disk was full is not judged again */
    class_free(&class);
}

static const struct rl_case cases[] = {RL_CASE(one_writes_at_a_time),
                                       RL_CASE(a_full_disk_is_infra_and_loses_nothing), RL_CASE_END};
RL_SUITE(disk, cases);
