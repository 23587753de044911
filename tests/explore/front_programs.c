/* SPDX-License-Identifier: MIT */
/* Builds and explores the small programs of the front-end's tests. */
#include "front_programs.h"

#include <stdio.h>
#include <stdlib.h>

#include "sanitizers/text.h"
#include "sanitizers/workdir.h"
#include "shim/rl_test.h"

static void write_program(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    RL_ASSERT_NOT_NULL(file);
    fputs(text, file);
    RL_ASSERT_EQ(0, fclose(file));
}

void explore_program(const struct program *program, struct rl_observation *out)
{
    char *why = NULL;
    char *folder = rl_workdir_create(&why);
    char *work = rl_workdir_create(&why);
    *out = (struct rl_observation){0};
    RL_ASSERT_NOT_NULL(folder);
    RL_ASSERT_NOT_NULL(work);
    char *path = rl_text_format("%s/program.c", folder);
    write_program(path, program->text);
    const char *sources[] = {path, NULL};
    const char *cflags[] = {program->cflag, NULL};
    const struct rl_run_request request = {
        .sources = sources,
        .cflags = cflags,
        .compiler = program->compiler,
        .work_dir = work,
        .replay = program->replay,
        .strategy = program->strategy,
        .budget = program->budget,
        .is_lab = program->is_lab,
        .on_step = program->on_step,
        .ctx = program->ctx,
    };
    rl_observer_find("explore")->run(&request, out);
    rl_workdir_remove(work);
    rl_workdir_remove(folder);
    free(path);
}

int count_hazard(const struct rl_observation *observation, enum rl_hazard hazard)
{
    int count = 0;
    for (size_t i = 0; i < observation->findings_len; i++)
        count += observation->findings[i].hazard == hazard;
    return count;
}

const char *two_threads(const char *globals, const char *first, const char *second)
{
    static char text[8192];
    snprintf(
        text, sizeof text,
        "#define _GNU_SOURCE\n#include <pthread.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include "
        "<string.h>\n"
        "#include <time.h>\n%s\n"
        "static void *one(void *p)\n{\n    %s\n    return p;\n}\n"
        "static void *two(void *p)\n{\n    %s\n    return p;\n}\n"
        "int main(void)\n{\n    pthread_t a, b;\n    pthread_create(&a, NULL, one, NULL);\n"
        "    pthread_create(&b, NULL, two, NULL);\n    pthread_join(a, NULL);\n    pthread_join(b, NULL);\n"
        "    return 0;\n}\n",
        globals, first, second);
    return text;
}
