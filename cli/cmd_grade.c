/* SPDX-License-Identifier: MIT */
/* racelab grade: judges every submission of a class, and keeps the verdicts. */
#include "grading.h"
#include "outputs.h"

#include "grader/isolation.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

enum { AGAIN = 1000, FEEDBACK, LAB, LABS, OUTPUT, RETRIES, SHARD, STORE, TRUST };

struct arguments {
    const char *lab, *own_labs, *store, *compiler;
    unsigned jobs, retries, shard, of;
    bool again, trust;
    enum rl_feedback feedback;
    struct rl_outputs outputs;
    struct rl_list paths;
};

static const struct argp_option options[] = {
    {"again", AGAIN, NULL, 0, "judge anew what the store knows already", 0},
    {"compiler", 'c', "CC", 0, "compile with CC instead of clang", 0},
    {"feedback", FEEDBACK, "LEVEL", 0, "how much outputs tell: full, hints or verdict", 0},
    {"jobs", 'j', "N", 0, "judge N submissions at a time (default: one a processor)", 0},
    {"lab", LAB, "LAB", 0, "the lab that the submissions are for", 0},
    {"labs", LABS, "DIR", 0, "take labs of your own from DIR, before racelab's", 0},
    {"output", OUTPUT, "FORMAT=FILE", 0, "write the verdicts to FILE, too; may be given more than once", 0},
    {"retries", RETRIES, "N", 0, "how often to try again where racelab or the machine failed (default 2)", 0},
    {"shard", SHARD, "K/N", 0, "grade the Kth of N parts only; `racelab merge` joins their stores", 0},
    {"store", STORE, "FILE", 0, "where verdicts are kept (default racelab-grades.sqlite)", 0},
    {"trust", TRUST, NULL, 0, "run submissions even where no sandbox keeps them from this machine", 0},
    {0}};

static unsigned number(struct argp_state *state, const char *arg, const char *what, unsigned least)
{
    char *end;
    unsigned long value = strtoul(arg, &end, 10);
    if (*arg < '0' || *arg > '9' || *end || value < least || value > 1000)
        argp_error(state, "--%s takes a number from %u to 1000, not \"%s\"", what, least, arg);
    return (unsigned)value;
}

static void check_call(const struct arguments *arguments, struct argp_state *state)
{
    if (!arguments->lab)
        argp_error(state, "which lab? `racelab grade --lab LAB PATH…`; `racelab list` names the labs");
    else if (arguments->paths.length == 0)
        argp_error(state, "which submissions? Name files, or folders that hold them");
}

static error_t parse_output(struct arguments *arguments, int key, char *arg, struct argp_state *state)
{
    char *why = NULL;
    if (key == OUTPUT && !rl_outputs_add(&arguments->outputs, arg, &why))
        argp_error(state, "%s", why);
    else if (key == FEEDBACK && !rl_feedback_parse(arg, &arguments->feedback))
        argp_error(state, "--feedback is full, hints or verdict, not \"%s\"", arg);
    free(why);
    return 0;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case AGAIN:
        arguments->again = true;
        return 0;
    case 'c':
        arguments->compiler = arg;
        return 0;
    case 'j':
        arguments->jobs = number(state, arg, "jobs", 1);
        return 0;
    case LAB:
        arguments->lab = arg;
        return 0;
    case LABS:
        arguments->own_labs = arg;
        return 0;
    case FEEDBACK:
    case OUTPUT:
        return parse_output(arguments, key, arg, state);
    case RETRIES:
        arguments->retries = number(state, arg, "retries", 0);
        return 0;
    case SHARD:
        if (!rl_shard_parse(arg, &arguments->shard, &arguments->of))
            argp_error(state, "--shard takes K/N with K from 1 to N, as 2/5, not \"%s\"", arg);
        return 0;
    case STORE:
        arguments->store = arg;
        return 0;
    case TRUST:
        arguments->trust = true;
        return 0;
    case ARGP_KEY_ARG:
        rl_list_add(&arguments->paths, arg);
        return 0;
    case ARGP_KEY_END:
        check_call(arguments, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "--lab LAB PATH…",
    "Judges submissions, keeps each verdict in a store, and shows the marks. Interrupted or killed, the same "
    "command goes "
    "on where it was.\vA PATH is a C file, or a folder with a folder a learner in it. Status: 0 every "
    "submission was "
    "judged, whatever the marks; 2 the call; 4 racelab or the machine failed, and some are not judged.",
    NULL,
    NULL,
    NULL};

struct session {
    const struct arguments *arguments;
    struct rl_labs_set labs;
    struct rl_assignment assignment;
    struct rl_fingerprint fingerprint;
    struct rl_grading grading;
    struct rl_store *store;
};

static int report(int status, char *why)
{
    rl_cli_error("%s", why);
    free(why);
    return status;
}

static int find_submissions(struct session *session)
{
    const struct arguments *arguments = session->arguments;
    struct rl_list problems = RL_LIST_INIT;
    char *why = NULL;
    if (!rl_labs_set_open(arguments->own_labs, &session->labs, &why))
        return report(RL_CLI_USAGE, why);
    const struct rl_task_lab *lab = rl_labs_set_add(&session->labs, arguments->lab, &problems);
    for (size_t i = 0; i < problems.length; i++)
        rl_cli_error("%s", problems.items[i]);
    rl_list_free(&problems);
    if (!lab)
        return RL_CLI_USAGE;
    for (size_t i = 0; i < arguments->paths.length; i++)
        if (!rl_assignment_add_path(&session->assignment, lab, arguments->paths.items[i], &why))
            return report(RL_CLI_USAGE, why);
    if (!rl_assignment_finish(&session->assignment, arguments->shard, arguments->of, &why))
        return report(RL_CLI_USAGE, why);
    return RL_CLI_OK;
}

static bool keep_labs(struct session *session, char **why)
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
    return good;
}

static int open_store(struct session *session)
{
    char *why = NULL, *options_text;
    session->grading.judge = (struct rl_batch_judge){.compiler = session->arguments->compiler};
    options_text = rl_batch_judge_options(&session->grading.judge);
    bool good = rl_fingerprint_make(session->arguments->compiler, options_text, &session->fingerprint, &why);
    free(options_text);
    if (!good)
        return report(RL_CLI_INFRA, why);
    session->store = rl_store_open(session->arguments->store, RL_STORE_CREATE, &why);
    if (!session->store)
        return report(RL_CLI_USAGE, why);
    return keep_labs(session, &why) ? RL_CLI_OK : report(RL_CLI_INFRA, why);
}

static int judge(struct session *session)
{
    const struct arguments *arguments = session->arguments;
    char *why = NULL;
    struct rl_batch batch = {.store = session->store,
                             .fingerprint = &session->fingerprint,
                             .tasks = session->assignment.tasks,
                             .len = session->assignment.len,
                             .jobs = arguments->jobs,
                             .retries = arguments->retries,
                             .again = arguments->again,
                             .judge = rl_batch_judge,
                             .healthy = rl_batch_healthy,
                             .tick = rl_grading_tick,
                             .ctx = &session->grading};
    rl_cli_progress_begin();
    bool all = rl_batch_run(&batch, &why);
    rl_cli_progress_end();
    if (!rl_interrupted)
        rl_grading_print(&session->assignment, &session->labs, arguments->store);
    else
        rl_cli_error("interrupted; what was judged is kept in %s, and the same command goes on from there",
                     arguments->store);
    if (why)
        rl_cli_error("%s", why);
    free(why);
    return all ? RL_CLI_OK : RL_CLI_INFRA;
}

static bool gather(void *ctx, const struct rl_store_row *row)
{
    if (row->verdict)
        json_array_append(ctx, row->verdict);
    return true;
}

static int write_outputs(struct session *session)
{
    char *why = NULL;
    json_t *verdicts = json_array();
    int status = RL_CLI_OK;
    if (!rl_store_each(session->store, gather, verdicts, &why))
        status = report(RL_CLI_INFRA, why);
    else if (!rl_outputs_write(&session->arguments->outputs, verdicts, session->arguments->feedback,
                               session->arguments->lab))
        status = RL_CLI_INFRA;
    json_decref(verdicts);
    return status;
}

int rl_cmd_grade(int argc, char **argv)
{
    struct arguments arguments = {.store = "racelab-grades.sqlite", .retries = 2, .shard = 1, .of = 1};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct session session = {.arguments = &arguments};
    char *why = NULL;
    int status = rl_isolation_start(arguments.trust, &why) ? RL_CLI_OK : report(RL_CLI_INFRA, why);
    if (status == RL_CLI_OK)
        status = find_submissions(&session);
    if (status == RL_CLI_OK)
        status = open_store(&session);
    if (status == RL_CLI_OK)
        status = judge(&session);
    if (session.store && !rl_interrupted && arguments.outputs.specs.length > 0)
        status = rl_cli_worse(status, write_outputs(&session));
    rl_store_close(session.store);
    rl_fingerprint_free(&session.fingerprint);
    rl_assignment_free(&session.assignment);
    rl_labs_set_close(&session.labs);
    rl_outputs_free(&arguments.outputs);
    rl_list_free(&arguments.paths);
    return status;
}
