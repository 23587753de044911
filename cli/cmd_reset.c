/* SPDX-License-Identifier: MIT */
/* racelab reset: a working copy as it was at first; what was changed is kept under a number. */
#include "workplace.h"

#include <stdlib.h>
#include <string.h>

static error_t parse(int key, char *arg, struct argp_state *state)
{
    (void)arg;
    if (key == ARGP_KEY_ARG)
        argp_error(state, "reset takes no argument: it is called in the working copy that it sets back");
    return key == ARGP_KEY_ARG ? 0 : ARGP_ERR_UNKNOWN;
}

static const struct argp argp = {
    NULL,
    parse,
    NULL,
    "Puts the files of the working copy here back as `racelab start` made them. A file that you changed is "
    "kept beside "
    "it under a number (counter.c.1); nothing is lost. Files of your own are left alone.\v"
    "For example:\n  racelab reset\n  cp counter.c.1 counter.c     takes it back",
    NULL,
    NULL,
    NULL};

static int reset(const struct rl_workplan *plan, const struct rl_workcopy *here)
{
    int changed = 0;
    for (size_t i = 0; i < plan->len; i++) {
        char *kept = NULL, *why = NULL;
        const char *name = plan->files[i].name;
        enum rl_workfile_reset result = rl_workfile_reset(&plan->files[i], here->folder, &kept, &why);
        changed += result == RL_WORKFILE_RESET;
        if (result == RL_WORKFILE_RESET && kept)
            printf("%s is as it was; what you had is kept as %s\n", name, rl_text_base_name(kept));
        else if (result == RL_WORKFILE_RESET)
            printf("%s was missing and is there again\n", name);
        else if (result == RL_WORKFILE_FAILED)
            rl_cli_error("%s", why);
        free(kept);
        free(why);
        if (result == RL_WORKFILE_FAILED)
            return RL_CLI_INFRA;
    }
    if (changed == 0)
        printf("Everything here is as `racelab start` made it: nothing to reset.\n");
    return RL_CLI_OK;
}

int rl_cmd_reset(int argc, char **argv)
{
    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    struct rl_course course;
    struct rl_workcopy here = {0};
    struct rl_workplan plan;
    char *why = NULL;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    const struct rl_lab *lab = rl_cli_lab_here(&course, "reset", NULL, NULL, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (lab)
        status = RL_CLI_INFRA;
    if (manifest && rl_workplan_make(lab, manifest, &plan, &why)) {
        status = reset(&plan, &here);
        rl_workplan_free(&plan);
    } else if (manifest) {
        rl_cli_error("%s", why);
    }
    free(why);
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
