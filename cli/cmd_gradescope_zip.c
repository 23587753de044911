/* SPDX-License-Identifier: MIT */
/* racelab gradescope-zip COURSE OUT: the autograder that is uploaded to Gradescope, of a course that was
 * looked at first. */
#include "grade_session.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SOURCE = 1000 };

struct arguments {
    char *course, *out, *source;
};

static const struct argp_option options[] = {
    {"source", SOURCE, "DIR", 0, "racelab's sources, which the zip holds (default: those it was built from)",
     0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case SOURCE:
        arguments->source = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->out)
            argp_error(state, "what is \"%s\"? Name the course and the zip to write", arg);
        else if (arguments->course)
            arguments->out = arg;
        else
            arguments->course = arg;
        return 0;
    case ARGP_KEY_END:
        if (!arguments->out)
            argp_error(
                state,
                "name the course and the zip to write: racelab gradescope-zip course.yaml autograder.zip");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options,
                                 parse,
                                 "COURSE OUT.zip",
                                 "Writes the autograder of a course for Gradescope: racelab's sources, the "
                                 "course without its learners, and its own "
                                 "labs. The same sources and course give the same bytes.\vUpload it: "
                                 "Configure Autograder, Zip file upload, base "
                                 "image Ubuntu 22.04. docs/ci.md says more.",
                                 NULL,
                                 NULL,
                                 NULL};

static char *find_script(const struct arguments *arguments)
{
    char *script =
        rl_text_format("%s/ci/gradescope_zip", arguments->source ? arguments->source : RL_CHECKOUT);
    if (access(script, X_OK) == 0)
        return script;
    if (arguments->source)
        rl_cli_error("%s holds no ci/gradescope_zip; --source names a checkout of racelab",
                     arguments->source);
    else
        rl_cli_error("racelab's sources, which the zip holds, are not where it was built from; get a "
                     "checkout of them, "
                     "and name it: --source DIR");
    free(script);
    return NULL;
}

/* The script packs; what only a reader of YAML knows is handed to it. */
static int pack(const struct arguments *arguments, const struct rl_class *class)
{
    char *script = find_script(arguments);
    if (!script)
        return RL_CLI_USAGE;
    char *labs = class->options.labs ? class->options.labs : (char *)"";
    char *argv[] = {script, arguments->course, arguments->out, labs, NULL};
    fflush(stdout);
    execv(script, argv);
    rl_cli_error("%s cannot be started: %s", script, strerror(errno));
    free(script);
    return RL_CLI_INFRA;
}

int rl_cmd_gradescope_zip(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_grade_call call = {.course = arguments.course, .shard = 1, .of = 1};
    struct rl_grade_session session = {.call = &call};
    int status = rl_grade_read(&session);
    if (status == RL_CLI_OK)
        status = pack(&arguments, session.class);
    rl_grade_close(&session);
    return status;
}
