/* SPDX-License-Identifier: MIT */
/* `racelab grade --dry-run`: all that can be checked before the first submission comes. */
#include "grade_session.h"

#include "sanitizers/process.h"
#include "sanitizers/workdir.h"

#include <stdlib.h>
#include <string.h>

/* The labs' own files take the place of submissions: learner "fixes/mutex.c" of each lab. */
static void replace_submissions(struct rl_grade_session *session)
{
    struct rl_assignment *assignment = &session->assignment;
    rl_assignment_free(assignment);
    for (size_t i = 0; i < session->labs.len; i++) {
        const struct rl_task_lab *lab = session->labs.labs[i];
        struct rl_list variants = RL_LIST_INIT;
        rl_lab_variants(lab->lab, &variants);
        for (size_t j = 0; j < variants.length; j++)
            if (rl_text_starts(variants.items[j], "fixes/"))
                rl_assignment_add_file(assignment, lab, variants.items[j], lab->lab->folder,
                                       variants.items[j]);
        rl_list_free(&variants);
    }
}

static int judge_fixes(struct rl_grade_session *session)
{
    char *why = NULL, *folder = rl_workdir_create(&why), *store = NULL;
    if (!folder)
        return rl_grade_report(RL_CLI_INFRA, why);
    store = rl_text_format("%s/store", folder);
    replace_submissions(session);
    int status = rl_grade_open(session, store);
    if (status == RL_CLI_OK)
        status = rl_grade_judge(session);
    for (size_t i = 0; i < session->assignment.len && !rl_interrupted; i++) {
        const struct rl_task *task = &session->assignment.tasks[i];
        bool good = task->verdict && strcmp(task->verdict, "pass") == 0;
        if (!good)
            rl_cli_error(
                "%s, %s: the lab's own fix gets %s here, not pass%s%s; `racelab verify-labs %s` says more",
                task->lab->lab->id, task->learner, task->verdict ? task->verdict : "no verdict",
                task->fault ? ": " : "", task->fault ? task->fault : "", task->lab->lab->id);
        if (!good)
            status = RL_CLI_INFRA;
    }
    printf("fixes        %zu of the labs' own judged%s\n", session->assignment.len,
           status == RL_CLI_OK ? ", all pass" : "");
    rl_store_close(session->store);
    session->store = NULL;
    free(store);
    rl_workdir_remove(folder);
    return status;
}

static void show_submissions(const struct rl_grade_session *session)
{
    const struct rl_assignment *assignment = &session->assignment;
    if (session->call->paths.length == 0) {
        printf("submissions  not looked at: name their folder to have it checked, too\n");
        return;
    }
    printf("submissions  %zu handed in, %zu not yet\n", assignment->len, assignment->missing.length / 2);
    for (size_t i = 0; i + 1 < assignment->missing.length; i += 2) {
        char *shown = rl_text_name(assignment->missing.items[i]);
        printf("             %s has not handed in %s\n", shown, assignment->missing.items[i + 1]);
        free(shown);
    }
}

int rl_grade_dry_run(struct rl_grade_session *session)
{
    const struct rl_class *class = session->class;
    double points = 0;
    for (size_t i = 0; i < session->labs.len; i++)
        points += session->labs.labs[i]->points;
    if (class)
        printf("course       %s\n", class->title);
    printf("labs         %zu, %.10g points\n", session->labs.len, points);
    if (class && class->roll_len > 0)
        printf("learners     %zu\n", class->roll_len);
    else
        printf("learners     every folder is one\n");
    show_submissions(session);
    fflush(stdout);
    int status = judge_fixes(session);
    if (status == RL_CLI_OK)
        printf("\nReady: the same command without --dry-run grades.\n");
    return status;
}
