/* SPDX-License-Identifier: MIT */
/* The course, the labs and the submissions of a call of `racelab grade`, and their judging. */
#include "grade_session.h"

#include "grader/isolation.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

int rl_grade_report(int status, char *why)
{
    rl_cli_error("%s", why);
    free(why);
    return status;
}

static int report_all(struct rl_list *problems)
{
    int status = problems->length > 0 ? RL_CLI_USAGE : RL_CLI_OK;
    for (size_t i = 0; i < problems->length; i++)
        rl_cli_error("%s", problems->items[i]);
    rl_list_free(problems);
    return status;
}

static void check_isolation(const struct rl_grade_session *session, struct rl_list *problems)
{
    const struct rl_class *class = session->class;
    for (unsigned i = 0; i < class->options.isolation_count; i++) {
        char *why = NULL;
        if (!rl_isolation_is_guard(class->options.isolation[i], &why))
            rl_list_addf(problems, "%s: %s", session->call->course, why);
        free(why);
    }
}

static void take_class_labs(struct rl_grade_session *session, struct rl_list *problems)
{
    const struct rl_class *class = session->class;
    for (unsigned i = 0; i < class->labs_count; i++) {
        struct rl_list own = RL_LIST_INIT;
        struct rl_task_lab *lab = rl_labs_set_add(&session->labs, class->labs[i].lab, &own);
        for (size_t j = 0; j < own.length; j++)
            rl_list_addf(problems, "%s: lab %s: %s", session->call->course, class->labs[i].lab, own.items[j]);
        rl_list_free(&own);
        if (lab) {
            lab->points = class->labs[i].points;
            lab->due = class->labs[i].due_at;
            lab->require_complete = class->options.require_complete != 0;
        }
    }
}

int rl_grade_read(struct rl_grade_session *session)
{
    const struct rl_grade_call *call = session->call;
    struct rl_list problems = RL_LIST_INIT;
    char *why = NULL;
    if (call->course && !(session->class = rl_class_read(call->course, &problems)))
        return report_all(&problems);
    const char *own = call->own_labs ? call->own_labs : session->class ? session->class->own_labs : NULL;
    if (!rl_labs_set_open(own, &session->labs, &why))
        return rl_grade_report(RL_CLI_USAGE, why);
    if (session->class) {
        take_class_labs(session, &problems);
        check_isolation(session, &problems);
    } else {
        rl_labs_set_add(&session->labs, call->lab, &problems);
    }
    return report_all(&problems);
}

static bool is_in_roll(const struct rl_class *class, const char *learner)
{
    for (size_t i = 0; i < class->roll_len; i++)
        if (strcmp(class->roll[i].id, learner) == 0)
            return true;
    return false;
}

/* The learners are those of the course; where it names none, the folders. */
static bool find_in_course(struct rl_grade_session *session, char **why)
{
    const struct rl_class *class = session->class;
    const char *folder = session->call->paths.items[0];
    struct rl_list folders = RL_LIST_INIT;
    bool good = rl_folders_in(folder, &folders, why);
    for (size_t i = 0; good && i < folders.length; i++) {
        if (class->roll_len > 0 && !is_in_roll(class, folders.items[i])) {
            char *shown = rl_text_name(folders.items[i]);
            rl_cli_error("%s/%s is not graded: the course knows no such learner", folder, shown);
            free(shown);
        }
    }
    size_t count = class->roll_len > 0 ? class->roll_len : folders.length;
    for (size_t i = 0; good && i < count; i++)
        for (size_t j = 0; j < session->labs.len; j++)
            rl_assignment_add_learner(&session->assignment, session->labs.labs[j], folder,
                                      class->roll_len > 0 ? class->roll[i].id : folders.items[i]);
    rl_list_free(&folders);
    return good;
}

int rl_grade_find(struct rl_grade_session *session)
{
    const struct rl_grade_call *call = session->call;
    char *why = NULL;
    bool good = true;
    if (session->class && call->paths.length > 0)
        good = find_in_course(session, &why);
    for (size_t i = 0; good && !session->class && i < call->paths.length; i++)
        good =
            rl_assignment_add_path(&session->assignment, session->labs.labs[0], call->paths.items[i], &why);
    if (good)
        good = rl_assignment_finish(&session->assignment, call->shard, call->of, &why);
    return good ? RL_CLI_OK : rl_grade_report(RL_CLI_USAGE, why);
}

int rl_grade_shelter(struct rl_grade_session *session)
{
    const struct rl_class *class = session->class;
    char *why = NULL;
    if (!rl_isolation_start(session->call->trust, &why))
        return rl_grade_report(RL_CLI_INFRA, why);
    if (class && !session->call->trust &&
        !rl_isolation_demand(class->options.isolation, class->options.isolation_count, &why))
        return rl_grade_report(RL_CLI_INFRA, why);
    return RL_CLI_OK;
}

/* What `racelab export` needs of the course. */
static bool keep_class(struct rl_grade_session *session, char **why)
{
    const struct rl_class *class = session->class;
    if (!class)
        return true;
    json_t *names = json_object();
    for (size_t i = 0; i < class->roll_len; i++)
        if (class->roll[i].name)
            json_object_set_new(names, class->roll[i].id, json_string(class->roll[i].name));
    char *text = json_dumps(names, JSON_SORT_KEYS | JSON_COMPACT);
    bool good =
        rl_store_set_note(session->store, "title", class->title, why) &&
        rl_store_set_note(session->store, "feedback", rl_feedback_name(class->options.feedback), why) &&
        rl_store_set_note(session->store, "names", text ? text : "{}", why);
    free(text);
    json_decref(names);
    return good;
}

static bool keep_labs(struct rl_grade_session *session, char **why)
{
    bool good = true;
    for (size_t i = 0; good && i < session->labs.len; i++) {
        const struct rl_task_lab *lab = session->labs.labs[i];
        json_t *hints = json_array();
        for (unsigned j = 0; j < lab->manifest->hints_count; j++)
            json_array_append_new(hints, json_string(lab->manifest->hints[j]));
        struct rl_store_lab row = {lab->lab->id, lab->digest.hex, lab->manifest->title, hints};
        good = rl_store_keep_lab(session->store, &row, why);
        json_decref(hints);
    }
    return good && keep_class(session, why);
}

int rl_grade_open(struct rl_grade_session *session, const char *store)
{
    char *why = NULL;
    session->grading.judge =
        (struct rl_batch_judge){.compiler = session->call->compiler, .canary = session->labs.labs[0]};
    char *options = rl_batch_judge_options(&session->grading.judge);
    bool good = rl_fingerprint_make(session->call->compiler, options, &session->fingerprint, &why);
    free(options);
    if (!good)
        return rl_grade_report(RL_CLI_INFRA, why);
    session->store = rl_store_open(store, RL_STORE_CREATE, &why);
    if (!session->store)
        return rl_grade_report(RL_CLI_USAGE, why);
    return keep_labs(session, &why) ? RL_CLI_OK : rl_grade_report(RL_CLI_INFRA, why);
}

static int by_submission(const void *key, const void *entry)
{
    const struct rl_store_row *row = key;
    const struct rl_task *task = entry;
    int order = strcmp(row->learner, task->learner);
    return order ? order : strcmp(row->lab, task->lab->lab->id);
}

/* What a person decided about a verdict is its mark. */
static bool take_decision(void *ctx, const struct rl_store_row *row)
{
    struct rl_assignment *assignment = ctx;
    struct rl_task *task =
        row->decision ? bsearch(row, assignment->tasks, assignment->len, sizeof *task, by_submission) : NULL;
    const json_t *points = json_object_get(row->verdict, "points"), *got = json_object_get(points, "got");
    if (task && task->key && strcmp(task->key, row->key) == 0) {
        task->got = json_is_number(got) ? json_number_value(got) : -1;
        task->provisional = json_is_true(json_object_get(points, "provisional"));
    }
    return true;
}

static int take_decisions(struct rl_grade_session *session)
{
    char *why = NULL;
    if (session->assignment.len == 0 ||
        rl_store_each(session->store, take_decision, &session->assignment, &why))
        return RL_CLI_OK;
    return rl_grade_report(RL_CLI_INFRA, why);
}

int rl_grade_judge(struct rl_grade_session *session)
{
    const struct rl_grade_call *call = session->call;
    char *why = NULL;
    struct rl_batch batch = {.store = session->store,
                             .fingerprint = &session->fingerprint,
                             .tasks = session->assignment.tasks,
                             .len = session->assignment.len,
                             .jobs =
                                 call->jobs || !session->class ? call->jobs : session->class->options.jobs,
                             .retries = call->retries,
                             .again = call->again,
                             .judge = rl_batch_judge,
                             .healthy = rl_batch_healthy,
                             .tick = rl_grading_tick,
                             .ctx = &session->grading};
    rl_cli_progress_begin();
    bool all = rl_batch_run(&batch, &why);
    rl_cli_progress_end();
    if (rl_interrupted)
        rl_cli_error("interrupted; what was judged is kept in %s, and the same command goes on from there",
                     call->store);
    if (why)
        rl_cli_error("%s", why);
    free(why);
    return rl_cli_worse(all ? RL_CLI_OK : RL_CLI_INFRA, take_decisions(session));
}

static bool gather(void *ctx, const struct rl_store_row *row)
{
    if (row->verdict)
        json_array_append(ctx, row->verdict);
    return true;
}

json_t *rl_grade_verdicts(struct rl_store *store)
{
    char *why = NULL;
    json_t *verdicts = json_array();
    if (rl_store_each(store, gather, verdicts, &why))
        return verdicts;
    json_decref(verdicts);
    rl_grade_report(RL_CLI_INFRA, why);
    return NULL;
}

static const char *name_of(void *ctx, const char *learner)
{
    const struct rl_class *class = ctx;
    for (size_t i = 0; class && i < class->roll_len; i++)
        if (strcmp(class->roll[i].id, learner) == 0)
            return class->roll[i].name;
    return NULL;
}

int rl_grade_write(struct rl_grade_session *session)
{
    const struct rl_grade_call *call = session->call;
    enum rl_feedback feedback =
        call->feedback_given || !session->class ? call->feedback : session->class->options.feedback;
    const char *title = session->class ? session->class->title : call->lab;
    int status = RL_CLI_OK;
    char *why = NULL;
    if (call->outputs.specs.length > 0) {
        json_t *verdicts = rl_grade_verdicts(session->store);
        if (!verdicts || !rl_outputs_write(&call->outputs, verdicts, feedback, title))
            status = RL_CLI_INFRA;
        json_decref(verdicts);
    }
    if (call->letters) {
        struct rl_letters letters = {call->letters, title, feedback, name_of, session->class};
        size_t count = 0;
        if (!rl_letters_write(session->store, &letters, &count, &why))
            return rl_grade_report(RL_CLI_INFRA, why);
        fprintf(call->outputs.to_stdout ? stderr : stdout, "%zu letters to learners are in %s\n", count,
                call->letters);
    }
    return status;
}

void rl_grade_close(struct rl_grade_session *session)
{
    rl_store_close(session->store);
    rl_fingerprint_free(&session->fingerprint);
    rl_assignment_free(&session->assignment);
    rl_labs_set_close(&session->labs);
    rl_class_free(session->class);
    session->store = NULL;
    session->class = NULL;
}
