/* SPDX-License-Identifier: MIT */
/* Runs an observer on a fixture and checks what it answers. */
#define _GNU_SOURCE
#include "observed.h"
#include "sanitizers/process.h"
#include "sanitizers/text.h"
#include "sanitizers/workdir.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *fixture_path(const char *fixture)
{
    return rl_text_format("%s/%s.c", RL_FIXTURES, fixture);
}

static bool run(const char *observer, const char *compiler, const char *fixture, bool keep_going,
                struct rl_observation *out)
{
    char *found = rl_process_find_program(compiler);
    free(found);
    if (!found)
        return false;
    char *path = fixture_path(fixture);
    char *work_dir = rl_workdir_create(NULL);
    const char *const sources[] = {path, NULL};
    struct rl_run_request request = {.sources = sources,
                                     .compiler = compiler,
                                     .work_dir = work_dir,
                                     .cpu_ms = 3000,
                                     .wall_ms = 10000,
                                     .keep_going = keep_going,
                                     .is_lab = true};
    rl_observer_find(observer)->run(&request, out);
    /* Nothing that was started in this folder is left. */
    RL_EXPECT_EQ(processes_with(work_dir), 0);
    rl_workdir_remove(work_dir);
    free(path);
    return true;
}

bool observe(const char *observer, const char *compiler, const char *fixture, struct rl_observation *out)
{
    return run(observer, compiler, fixture, false, out);
}

bool observe_all(const char *observer, const char *compiler, const char *fixture, struct rl_observation *out)
{
    return run(observer, compiler, fixture, true, out);
}

static void expect_no_machine(const char *text)
{
    if (!text)
        return;
    RL_EXPECT_NULL(strstr(text, RL_FIXTURES));
    RL_EXPECT_NULL(strstr(text, "0x"));
    RL_EXPECT_NULL(strstr(text, "/tmp"));
}

static void check_finding(const struct expected *expected, const struct rl_observation *out)
{
    RL_ASSERT_GE(out->findings_len, 1u);
    const struct rl_finding *finding = &out->findings[0];
    RL_EXPECT_STREQ(rl_hazard_name(finding->hazard), expected->hazard);
    if (expected->detail)
        RL_EXPECT_STREQ(finding->detail ? finding->detail : "", expected->detail);
    if (expected->line) {
        char *file = rl_text_format("%s.c", expected->fixture);
        RL_ASSERT_GE(finding->sides_len, 1u);
        RL_EXPECT_STREQ(finding->sides[0].place.file, file);
        RL_EXPECT_EQ(finding->sides[0].place.line, expected->line);
        free(file);
    }
    RL_ASSERT_NOT_NULL(finding->words);
    if (expected->says)
        RL_EXPECT_CONTAINS(finding->words, expected->says);
    expect_no_machine(finding->words);
    expect_no_machine(finding->object);
}

static void check(const struct expected *expected, const struct rl_observation *out)
{
    RL_EXPECT_STREQ(rl_run_status_name(out->status), rl_run_status_name(expected->status));
    RL_EXPECT_STREQ(out->observer, expected->observer);
    if (expected->status != RL_RUN_OK) {
        RL_ASSERT_NOT_NULL(out->reason);
        if (expected->says)
            RL_EXPECT_CONTAINS(out->reason, expected->says);
        expect_no_machine(out->reason);
        expect_no_machine(out->compiler_output);
        RL_EXPECT_EQ(out->findings_len, 0u);
    } else if (expected->hazard) {
        check_finding(expected, out);
    } else if (out->findings_len > 0) {
        RL_FAIL("found %s, where nothing is: %s", rl_hazard_name(out->findings[0].hazard),
                out->findings[0].words);
    }
}

void observes(const void *row)
{
    const struct expected *expected = row;
    struct rl_observation out;
    if (!observe(expected->observer, expected->compiler, expected->fixture, &out))
        RL_SKIP("there is no %s here", expected->compiler);
    check(expected, &out);
    rl_observation_free(&out);
}

static ssize_t read_proc(const char *pid, const char *name, char *buffer, size_t size)
{
    char *path = rl_text_format("/proc/%s/%s", pid, name);
    FILE *file = fopen(path, "re");
    free(path);
    if (!file)
        return -1;
    size_t length = fread(buffer, 1, size - 1, file);
    buffer[length] = '\0';
    fclose(file);
    return (ssize_t)length;
}

int processes_with(const char *text)
{
    int count = 0;
    DIR *proc = opendir("/proc");
    for (struct dirent *entry; proc && (entry = readdir(proc));) {
        char buffer[65536];
        if (isdigit((unsigned char)entry->d_name[0])) {
            ssize_t length = read_proc(entry->d_name, "cmdline", buffer, sizeof buffer);
            count += length > 0 && memmem(buffer, (size_t)length, text, strlen(text)) != NULL;
        }
    }
    if (proc)
        closedir(proc);
    return count;
}

bool process_lives(int pid)
{
    char number[24], buffer[4096];
    snprintf(number, sizeof number, "%d", pid);
    if (read_proc(number, "stat", buffer, sizeof buffer) <= 0)
        return false;
    const char *state = strrchr(buffer, ')');
    return state && state[2] != 'Z' && state[2] != 'X';
}
