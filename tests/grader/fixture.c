/* SPDX-License-Identifier: MIT */
/* A private copy of the fixture labs. */
#include "fixture.h"

#include "sanitizers/process.h"
#include "sanitizers/workdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void must(bool good, const char *what)
{
    if (!good) {
        fprintf(stderr, "fixture: %s\n", what);
        abort();
    }
}

static struct fixture make(const char *from, const char *lab)
{
    char *why = NULL;
    struct fixture fixture = {.above = rl_workdir_create(&why)};
    must(fixture.above != NULL, "no private folder");
    fixture.root = rl_text_format("%s/labs", fixture.above);
    const char *argv[] = {"cp", "-R", from, fixture.root, NULL};
    struct rl_process_request request = {.argv = argv, .wall_ms = 60000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    must(result.end == RL_PROCESS_EXITED && result.exit_status == 0, "cannot be copied");
    rl_process_result_free(&result);
    fixture.lab = rl_text_format("%s/90-fixture/%s", fixture.root, lab);
    return fixture;
}

struct fixture fixture_make(void)
{
    return make(RL_FIXTURES "/labs", "tally");
}

struct fixture fixture_make_calibrate(void)
{
    return make(RL_FIXTURES "/calibrate", "gate");
}

void fixture_free(struct fixture *fixture)
{
    rl_workdir_remove(fixture->above);
    free(fixture->root);
    free(fixture->lab);
}

void fixture_write(const struct fixture *fixture, const char *name, const char *text)
{
    char *path = rl_text_format("%s/%s", fixture->lab, name);
    unlink(path);
    must(rl_text_write_file(path, text, strlen(text)), "cannot be written");
    free(path);
}

void fixture_replace(const struct fixture *fixture, const char *name, const char *from, const char *to)
{
    char *path = rl_text_format("%s/%s", fixture->lab, name), *text = rl_text_read_file(path, NULL);
    must(text && strstr(text, from), "nothing to replace");
    char *changed = rl_text_replace(text, from, to);
    fixture_write(fixture, name, changed);
    free(changed);
    free(text);
    free(path);
}

void fixture_remove(const struct fixture *fixture, const char *name)
{
    char *path = rl_text_format("%s/%s", fixture->lab, name);
    must(unlink(path) == 0, "cannot be removed");
    free(path);
}
