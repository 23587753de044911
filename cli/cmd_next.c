/* SPDX-License-Identifier: MIT */
/* racelab next: the next lab that is not solved yet, and how to begin it. */
#include "workplace.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct argp_option options[] = {{"json", 'j', NULL, 0, "print JSON (racelab/next/v1)", 0}, {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    bool *json = state->input;
    switch (key) {
    case 'j':
        *json = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "next takes no argument; `racelab start %s` begins a lab", arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options,
                                 parse,
                                 NULL,
                                 "The next lab of the course that you have not solved, and how to begin it "
                                 "or go on with it.\vIn a working copy it "
                                 "is the next one after that lab.\n\nFor example:\n  racelab next",
                                 NULL,
                                 NULL,
                                 NULL};

/* Where the learner works on it; NULL: nowhere any more. */
static const char *working_folder(const struct rl_progress_lab *state)
{
    char *marker = rl_text_format("%s/%s", state->folder ? state->folder : "", RL_WORKCOPY_FILE);
    bool there = state->folder && access(marker, F_OK) == 0;
    free(marker);
    return there ? state->folder : NULL;
}

static void print_next(const struct rl_lab *lab, const struct rl_manifest *manifest,
                       const struct rl_progress_lab *state)
{
    const struct rl_style *style = rl_cli_style(stdout);
    const char *folder = working_folder(state);
    char *self = rl_cli_self(), *here = getcwd(NULL, 0);
    printf("%s%s%s: %s\n", style->bold, lab->id, style->off, manifest->title);
    rl_text_wrap(manifest->symptom, 2, rl_cli_width() - 2, stdout);
    if (state->verdict && strcmp(state->verdict, "pass") != 0)
        printf("\nLast check: %s%s%s\n", state->verdict, state->hazard ? ", " : "",
               state->hazard ? state->hazard : "");
    if (folder && here && strcmp(folder, here) == 0) {
        printf("\nNext: you are in its working copy: %s check\n", self);
    } else if (folder) {
        char *quoted = rl_cli_quoted(folder);
        printf("\nNext: cd %s && %s check\n", quoted, self);
        free(quoted);
    } else {
        printf("\nNext: %s start %s\n", self, lab->id);
    }
    free(here);
    free(self);
}

static int next(const struct rl_course *course, const json_t *progress, bool json)
{
    struct rl_workcopy here = {0};
    rl_cli_workcopy_here(&here);
    /* In a working copy of a lab that is not solved, that lab is the next. */
    bool open_here = here.lab && rl_progress_lab(progress, here.lab).state != RL_PROGRESS_SOLVED;
    char *why = NULL;
    const struct rl_lab *lab = open_here ? rl_course_find(course, here.lab, &why) : NULL;
    if (!lab)
        lab = rl_cli_next_lab(course, progress, here.lab);
    free(why);
    rl_workcopy_free(&here);
    if (!lab) {
        if (json)
            rl_cli_print_json(json_pack("{s:s, s:n}", "schema", "racelab/next/v1", "lab"));
        else
            printf("Every lab is solved. `racelab list` shows them all; `racelab solution LAB` shows other "
                   "ways.\n");
        return RL_CLI_OK;
    }
    struct rl_manifest *manifest = rl_cli_manifest(lab);
    if (!manifest)
        return RL_CLI_INFRA;
    struct rl_progress_lab state = rl_progress_lab(progress, lab->name);
    if (json)
        rl_cli_print_json(json_pack("{s:s, s:s, s:s, s:s, s:s?}", "schema", "racelab/next/v1", "lab",
                                    lab->name, "id", lab->id, "title", manifest->title, "folder",
                                    working_folder(&state)));
    else
        print_next(lab, manifest, &state);
    rl_manifest_free(manifest);
    return RL_CLI_OK;
}

int rl_cmd_next(int argc, char **argv)
{
    bool json = false;
    argp_parse(&argp, argc, argv, 0, NULL, &json);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    if (course.len == 0) {
        rl_cli_error("there are no labs in %s; `racelab doctor` says where they are looked for", course.root);
        rl_course_close(&course);
        return RL_CLI_INFRA;
    }
    json_t *progress = rl_cli_read_progress();
    int status = next(&course, progress, json);
    json_decref(progress);
    rl_course_close(&course);
    return status;
}
