/* SPDX-License-Identifier: MIT */
/* Measures grading: the grader's memory over many submissions, and where the time of a graded class went. */
#include "grader/batch.h"
#include "grader/labs_set.h"
#include "grader/assign.h"
#include "grader/verdict.h"
#include "sanitizers/workdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int usage(void)
{
    fputs("Usage: grade_bench memory N VERDICT.json   grades N submissions with a judge that answers this "
          "verdict\n"
          "       grade_bench stages STORE             adds up the times in a store\n",
          stderr);
    return 2;
}

static long peak_kib(void)
{
    char line[128];
    long value = 0;
    FILE *status = fopen("/proc/self/status", "re");
    while (status && fgets(line, sizeof line, status))
        if (sscanf(line, "VmHWM: %ld kB", &value) == 1)
            break;
    if (status)
        fclose(status);
    return value;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static json_t *answer(void *ctx, const struct rl_task *task, const struct rl_submission *submission)
{
    (void)task;
    (void)submission;
    return json_deep_copy(ctx);
}

static void write_class(const char *folder, int count)
{
    for (int i = 0; i < count; i++) {
        char *path = rl_text_format("%s/l%05d.c", folder, i), *text = rl_text_format("int n = %d;\n", i);
        if (!rl_text_write_file(path, text, strlen(text)))
            abort();
        free(text);
        free(path);
    }
}

static int memory(int count, const char *verdict_path)
{
    char *why = NULL, *folder = rl_workdir_create(&why), *beside = rl_workdir_create(&why);
    char *store = rl_text_format("%s/store", beside);
    struct rl_list problems = RL_LIST_INIT;
    struct rl_labs_set labs;
    struct rl_assignment assignment = {0};
    struct rl_fingerprint fingerprint = {
        .compiler = (char *)"none", .libc = (char *)"none", .options = (char *)"none"};
    json_t *list = json_load_file(verdict_path, 0, NULL),
           *verdict = json_is_array(list) ? json_array_get(list, 0) : list;
    if (!verdict || !rl_labs_set_open(NULL, &labs, &why) ||
        !rl_labs_set_add(&labs, "counter-lost-update", &problems))
        return usage();
    write_class(folder, count);
    long before = peak_kib();
    double begin = now();
    if (!rl_assignment_add_path(&assignment, labs.labs[0], folder, &why) ||
        !rl_assignment_finish(&assignment, 1, 1, &why))
        abort();
    struct rl_batch batch = {.store = rl_store_open(store, RL_STORE_CREATE, &why),
                             .fingerprint = &fingerprint,
                             .tasks = assignment.tasks,
                             .len = assignment.len,
                             .judge = answer,
                             .ctx = verdict};
    bool all = batch.store && rl_batch_run(&batch, &why);
    printf("%zu submissions, %s: %.1f s, peak of the grader %ld KiB (%ld KiB before)\n", assignment.len,
           all ? "all kept" : "NOT all kept", now() - begin, peak_kib(), before);
    rl_store_close(batch.store);
    rl_assignment_free(&assignment);
    rl_labs_set_close(&labs);
    json_decref(list);
    rl_workdir_remove(folder);
    rl_workdir_remove(beside);
    free(store);
    return all ? 0 : 1;
}

struct stages {
    double compile, run[8], sum;
    size_t verdicts;
};
static const char *const observers[] = {"explore", "tsan", "asan", "native"};

static bool add_up(void *ctx, const struct rl_store_row *row)
{
    struct stages *stages = ctx;
    const json_t *run = json_object_get(row->verdict, "this_run");
    stages->verdicts++;
    for (size_t i = 0; i < sizeof observers / sizeof *observers; i++) {
        double whole = json_number_value(json_object_get(json_object_get(run, "seconds"), observers[i])),
               compile = json_number_value(json_object_get(json_object_get(run, "compile"), observers[i]));
        stages->compile += compile;
        stages->run[i] += whole - compile;
        stages->sum += whole;
    }
    return true;
}

static int stages(const char *path)
{
    char *why = NULL;
    struct stages stages = {0};
    struct rl_store *store = rl_store_open(path, RL_STORE_READ, &why);
    if (!store || !rl_store_each(store, add_up, &stages, &why)) {
        fprintf(stderr, "grade_bench: %s\n", why);
        return 1;
    }
    printf("%zu submissions, %.1f s in the observers: compile and link %.0f%%", stages.verdicts, stages.sum,
           100 * stages.compile / stages.sum);
    for (size_t i = 0; i < sizeof observers / sizeof *observers; i++)
        printf(", %s %.0f%%", observers[i], 100 * stages.run[i] / stages.sum);
    putchar('\n');
    rl_store_close(store);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "memory") == 0)
        return memory(atoi(argv[2]), argv[3]);
    if (argc == 3 && strcmp(argv[1], "stages") == 0)
        return stages(argv[2]);
    return usage();
}
