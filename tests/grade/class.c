/* SPDX-License-Identifier: MIT */
/* A class whose verdicts cost nothing. */
#include "class.h"

#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct rl_fingerprint same = {.racelab = {"racelab of the tests"},
                                           .compiler = (char *)"clang 0.0",
                                           .libc = (char *)"glibc 0.0",
                                           .options = (char *)"none"};

struct class class_make(void)
{
    char *why = NULL;
    struct rl_list problems = RL_LIST_INIT;
    struct class class = {.folder = rl_workdir_create(&why),
                          .fingerprint = same,
                          .jobs = 2,
                          .shard = 1,
                          .of = 1,

                          .healthy = true,
                          .healthy_anew = true};
    class.in = rl_text_format("%s/in", class.folder);
    class.store_path = rl_text_format("%s/store", class.folder);
    if (mkdir(class.in, 0700) != 0 || !rl_labs_set_open(RL_FIXTURES "/labs", &class.labs, &why) ||
        !(class.lab = rl_labs_set_add(&class.labs, "tally", &problems)))
        abort();
    return class;
}

void class_close(struct class *class)
{
    rl_store_close(class->store);
    rl_assignment_free(&class->assignment);
    free(class->why);
    class->store = NULL;
    class->why = NULL;
}

void class_free(struct class *class)
{
    class_close(class);
    rl_labs_set_close(&class->labs);
    rl_workdir_remove(class->folder);
    free(class->in);
    free(class->store_path);
}

void class_write(const struct class *class, const char *learner, const char *text)
{
    char *path = rl_text_format("%s/%s.c", class->in, learner);
    unlink(path);
    if (!rl_text_write_file(path, text, strlen(text)))
        abort();
    free(path);
}

static const char *const axes[] = {"safe", "live", "correct", "concurrent", "untampered"};

static json_t *verdict_of(const char *kind)
{
    json_t *verdict = json_pack("{s:s, s:s, s:s, s:s, s:{s:i}}", "schema", "racelab/verdict/v1", "lab",
                                "90-fixture/tally", "verdict", kind, "reason", "so the file says", "this_run",
                                "seconds", rand()),
           *statuses = json_object();
    for (size_t i = 0; i < 5; i++)
        json_object_set_new(
            statuses, axes[i],
            json_pack("{s:s}", "status", strcmp(kind, "fail") == 0 && i == 0 ? "fail" : "pass"));
    json_object_set_new(verdict, "axes", statuses);
    return verdict;
}

static json_t *judge(void *ctx, const struct rl_task *task, const struct rl_submission *submission)
{
    struct class *class = ctx;
    char word[32] = "pass";
    const char *say = strstr(submission->text, "say ");
    unsigned long before = __atomic_fetch_add(&class->judged, 1, __ATOMIC_RELAXED);
    if (class->noted)
        class->noted(class, task->learner);
    if (say)
        sscanf(say, "say %31s", word);
    if (strcmp(word, "infra-twice") == 0)
        return verdict_of(before < 2 ? "infra" : "pass");
    return verdict_of(word);
}

static bool healthy(void *ctx, bool anew, char **why)
{
    struct class *class = ctx;
    bool well = anew ? class->healthy_anew : class->healthy;
    if (!well)
        *why = rl_text_copy("the canary was not reported");
    return well;
}

bool class_grade(struct class *class)
{
    class_close(class);
    struct rl_batch batch = {.fingerprint = &class->fingerprint,
                             .jobs = class->jobs,
                             .retries = class->retries,
                             .again = class->again,
                             .judge = judge,
                             .healthy = healthy,
                             .ctx = class};
    class->store = rl_store_open(class->store_path, RL_STORE_CREATE, &class->why);
    if (!class->store || !rl_assignment_add_path(&class->assignment, class->lab, class->in, &class->why) ||
        !rl_assignment_finish(&class->assignment, class->shard, class->of, &class->why))
        return false;
    batch.store = class->store;
    batch.tasks = class->assignment.tasks;
    batch.len = class->assignment.len;
    return rl_batch_run(&batch, &class->why);
}

const struct rl_task *class_task(const struct class *class, const char *learner)
{
    for (size_t i = 0; i < class->assignment.len; i++)
        if (strcmp(class->assignment.tasks[i].learner, learner) == 0)
            return &class->assignment.tasks[i];
    RL_FAIL("no task of %s", learner);
    abort();
}

char *class_dump(struct class *class)
{
    char *text = NULL, *why = NULL;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    if (!rl_store_dump(class->store, stream, &why))
        RL_FAIL("%s", why);
    fclose(stream);
    free(why);
    return text;
}

size_t class_verdicts(struct class *class)
{
    char *dump = class_dump(class);
    size_t count = 0;
    for (const char *at = dump; (at = strstr(at, "\nverdict\t")); at++)
        count++;
    count += strncmp(dump, "verdict\t", 8) == 0;
    free(dump);
    return count;
}
