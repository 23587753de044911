/* SPDX-License-Identifier: MIT */
/* racelab grade: judges every submission of a class, and keeps the verdicts. */
#include "grade_session.h"

#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

enum { AGAIN = 1000, COURSE, DRY_RUN, FEEDBACK, LETTERS, LAB, LABS, OUTPUT, RETRIES, SHARD, STORE, TRUST };

static const struct argp_option options[] = {
    {"again", AGAIN, NULL, 0, "judge anew what the store knows already", 0},
    {"compiler", 'c', "CC", 0, "compile with CC instead of clang", 0},
    {"course", COURSE, "FILE", 0, "grade a course, as FILE says (`racelab new-course` writes one)", 0},
    {"dry-run", DRY_RUN, NULL, 0, "only check the course, the folders and the labs' own fixes", 0},
    {"feedback", FEEDBACK, "LEVEL", 0, "how much outputs tell: full, hints or verdict", 0},
    {"jobs", 'j', "N", 0, "judge N submissions at a time (default: one a processor)", 0},
    {"lab", LAB, "LAB", 0, "the lab that the submissions are for", 0},
    {"labs", LABS, "DIR", 0, "take labs of your own from DIR, before racelab's", 0},
    {"letters", LETTERS, "DIR", 0, "write a letter to each learner, LEARNER.md and LEARNER.html, to DIR", 0},
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

static void check_call(const struct rl_grade_call *call, struct argp_state *state)
{
    if (!call->lab == !call->course)
        argp_error(state, "name one lab or one course: `--lab LAB PATH…` or `--course course.yaml DIR`");
    else if (call->paths.length == 0 && !call->dry_run)
        argp_error(state, "which submissions? Name %s",
                   call->lab ? "files, or folders that hold them"
                             : "the folder that has one folder a learner");
    else if (call->course && call->paths.length > 1)
        argp_error(state, "the submissions of a course lie in one folder; leave out \"%s\"",
                   call->paths.items[1]);
}

static error_t parse_output(struct rl_grade_call *call, int key, char *arg, struct argp_state *state)
{
    char *why = NULL;
    if (key == OUTPUT && !rl_outputs_add(&call->outputs, arg, &why))
        argp_error(state, "%s", why);
    else if (key == FEEDBACK && !(call->feedback_given = rl_feedback_parse(arg, &call->feedback)))
        argp_error(state, "--feedback is full, hints or verdict, not \"%s\"", arg);
    free(why);
    return 0;
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct rl_grade_call *call = state->input;
    switch (key) {
    case AGAIN:
        call->again = true;
        return 0;
    case 'c':
        call->compiler = arg;
        return 0;
    case 'j':
        call->jobs = number(state, arg, "jobs", 1);
        return 0;
    case COURSE:
        call->course = arg;
        return 0;
    case DRY_RUN:
        call->dry_run = true;
        return 0;
    case LETTERS:
        call->letters = arg;
        return 0;
    case LAB:
        call->lab = arg;
        return 0;
    case LABS:
        call->own_labs = arg;
        return 0;
    case FEEDBACK:
    case OUTPUT:
        return parse_output(call, key, arg, state);
    case RETRIES:
        call->retries = number(state, arg, "retries", 0);
        return 0;
    case SHARD:
        if (!rl_shard_parse(arg, &call->shard, &call->of))
            argp_error(state, "--shard takes K/N with K from 1 to N, as 2/5, not \"%s\"", arg);
        return 0;
    case STORE:
        call->store = arg;
        return 0;
    case TRUST:
        call->trust = true;
        return 0;
    case ARGP_KEY_ARG:
        rl_list_add(&call->paths, arg);
        return 0;
    case ARGP_KEY_END:
        check_call(call, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "--lab LAB PATH…\n--course FILE DIR",
    "Judges submissions, keeps each verdict in a store, and shows the marks. Interrupted or killed, the same "
    "command goes "
    "on where it was.\vA PATH is a C file, or a folder with a folder a learner in it; DIR has a folder a "
    "learner. Status: 0 every "
    "submission was "
    "judged, whatever the marks; 2 the call; 4 racelab or the machine failed, and some are not judged.",
    NULL,
    NULL,
    NULL};

static int grade(struct rl_grade_session *session)
{
    const struct rl_grade_call *call = session->call;
    int status = rl_grade_read(session);
    if (status == RL_CLI_OK)
        status = rl_grade_find(session);
    if (status == RL_CLI_OK)
        status = rl_grade_shelter(session);
    if (status == RL_CLI_OK && call->dry_run)
        return rl_grade_dry_run(session);
    if (status == RL_CLI_OK)
        status = rl_grade_open(session, call->store);
    if (status != RL_CLI_OK)
        return status;
    status = rl_grade_judge(session);
    if (rl_interrupted)
        return status;
    if (!call->outputs.to_stdout)
        rl_grading_print(&session->assignment, &session->labs, call->store);
    return rl_cli_worse(status, rl_grade_write(session));
}

int rl_cmd_grade(int argc, char **argv)
{
    struct rl_grade_call call = {.store = "racelab-grades.sqlite", .retries = 2, .shard = 1, .of = 1};
    struct rl_grade_session session = {.call = &call};
    argp_parse(&argp, argc, argv, 0, NULL, &call);
    int status = grade(&session);
    rl_grade_close(&session);
    rl_outputs_free(&call.outputs);
    rl_list_free(&call.paths);
    return status;
}
