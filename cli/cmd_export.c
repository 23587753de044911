/* SPDX-License-Identifier: MIT */
/* racelab export STORE: the verdicts of a class in other forms. */
#include "grade_session.h"

#include <stdlib.h>

enum { FEEDBACK = 1000, FORMAT, LETTERS, OUTPUT };

struct arguments {
    const char *store, *letters;
    enum rl_feedback feedback;
    bool feedback_given;
    struct rl_outputs outputs;
};

static const struct argp_option options[] = {
    {"feedback", FEEDBACK, "LEVEL", 0,
     "how much is told: full, hints or verdict (default: as the course says)", 0},
    {"format", FORMAT, "FORMAT", 0, "print the verdicts in this format", 0},
    {"letters", LETTERS, "DIR", 0, "write a letter to each learner, LEARNER.md and LEARNER.html, to DIR", 0},
    {"output", OUTPUT, "FORMAT=FILE", 0, "write the verdicts to FILE; may be given more than once", 0},
    {0}};

static void add_output(struct arguments *arguments, const char *spec, struct argp_state *state)
{
    char *why = NULL;
    if (!rl_outputs_add(&arguments->outputs, spec, &why))
        argp_error(state, "%s", why);
    free(why);
}

static void add_format(struct arguments *arguments, const char *format, struct argp_state *state)
{
    char *spec = rl_text_format("%s=-", format);
    add_output(arguments, spec, state);
    free(spec);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case FEEDBACK:
        if (!rl_feedback_parse(arg, &arguments->feedback))
            argp_error(state, "--feedback is full, hints or verdict, not \"%s\"", arg);
        arguments->feedback_given = true;
        return 0;
    case FORMAT:
        add_format(arguments, arg, state);
        return 0;
    case OUTPUT:
        add_output(arguments, arg, state);
        return 0;
    case LETTERS:
        arguments->letters = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->store)
            argp_error(state, "one store at a time; `racelab merge` makes one of several");
        arguments->store = arg;
        return 0;
    case ARGP_KEY_END:
        if (!arguments->store)
            argp_error(state, "which store? `racelab grade` keeps verdicts in racelab-grades.sqlite");
        else if (arguments->outputs.specs.length == 0 && !arguments->letters)
            add_format(arguments, "csv", state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "STORE",
    "Writes the verdicts that `racelab grade` has kept in other forms: for a gradebook, a CI system, or the "
    "learners. "
    "Without an option it prints CSV.\v`racelab check --help` names the formats.\n\nFor example:\n"
    "  racelab export racelab-grades.sqlite --output csv=marks.csv --letters letters",
    NULL,
    NULL,
    NULL};

static const char *name_of(void *names, const char *learner)
{
    return json_string_value(json_object_get(names, learner));
}

/* As the course that was graded says. */
static enum rl_feedback feedback_of(struct rl_store *store, const struct arguments *arguments)
{
    enum rl_feedback feedback = arguments->feedback;
    char *note = arguments->feedback_given ? NULL : rl_store_note(store, "feedback");
    if (note && !rl_feedback_parse(note, &feedback))
        feedback = RL_FEEDBACK_VERDICT; /* of a later racelab: rather too little than too much */
    free(note);
    return feedback;
}

static int write_letters(struct rl_store *store, const char *folder, const char *title,
                         enum rl_feedback feedback)
{
    char *why = NULL, *note = rl_store_note(store, "names");
    json_t *names = note ? json_loads(note, 0, NULL) : NULL;
    struct rl_letters letters = {folder, title, feedback, name_of, names};
    size_t count;
    bool good = rl_letters_write(store, &letters, &count, &why);
    json_decref(names);
    free(note);
    return good ? RL_CLI_OK : rl_grade_report(RL_CLI_INFRA, why);
}

static int write_all(struct rl_store *store, const struct arguments *arguments)
{
    int status = RL_CLI_OK;
    enum rl_feedback feedback = feedback_of(store, arguments);
    char *title = rl_store_note(store, "title");
    if (arguments->outputs.specs.length > 0) {
        json_t *verdicts = rl_grade_verdicts(store);
        if (!verdicts || !rl_outputs_write(&arguments->outputs, verdicts, feedback, title))
            status = RL_CLI_INFRA;
        json_decref(verdicts);
    }
    if (arguments->letters)
        status = rl_cli_worse(status, write_letters(store, arguments->letters, title, feedback));
    free(title);
    return status;
}

int rl_cmd_export(int argc, char **argv)
{
    struct arguments arguments = {0};
    char *why = NULL;
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_store *store = rl_store_open(arguments.store, RL_STORE_READ, &why);
    int status = store ? write_all(store, &arguments) : rl_grade_report(RL_CLI_USAGE, why);
    rl_store_close(store);
    rl_outputs_free(&arguments.outputs);
    return status;
}
