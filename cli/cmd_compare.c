/* SPDX-License-Identifier: MIT */
/* racelab compare: runs every measuring lab and puts processes and threads side by side. */
#include "cli.h"

#include "grader/measure.h"
#include "grader/verdict.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool json;
    bool quick;
};

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "print JSON (racelab/compare/v1)", 0},
    {"quick", 'q', NULL, 0, "measure less, in a tenth of the time", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'j':
        arguments->json = true;
        return 0;
    case 'q':
        arguments->quick = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "compare takes no argument; `racelab run %s` runs one lab", arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options,
                                 parse,
                                 NULL,
                                 "Runs the labs that measure, and prints what sets a process apart from a "
                                 "thread, with what was seen here.\vFor example:\n  racelab compare --quick",
                                 NULL,
                                 NULL,
                                 NULL};

static void tick(void *ctx)
{
    rl_cli_progress("measuring %s …", (const char *)ctx);
}

/* Adds the lab's statements, each with the lab's name. */
static bool measure(const struct rl_lab *lab, const struct rl_manifest *manifest, bool quick, json_t *claims)
{
    const char *const words[] = {"--json", quick ? "--quick" : NULL, NULL};
    struct rl_measure out;
    rl_measure_run(lab, manifest, NULL, words, tick, lab->id, &out);
    json_t *answer = out.output ? json_loads(out.output, 0, NULL) : NULL, *claim;
    bool good = out.status == 0 && json_is_array(json_object_get(answer, "comparison"));
    size_t index;
    if (!good && !rl_interrupted)
        rl_cli_error("%s: %s", lab->id, out.why ? out.why : out.output ? out.output : "it printed nothing");
    json_array_foreach(json_object_get(answer, "comparison"), index, claim)
    {
        json_object_set_new(claim, "lab", json_string(lab->name));
        json_array_append(claims, claim);
    }
    json_decref(answer);
    rl_measure_free(&out);
    return good;
}

static void print_line(const char *name, const json_t *claim, const char *key)
{
    const char *text = json_string_value(json_object_get(claim, key));
    char *line = rl_text_format("%-8s %s", name, text ? text : "");
    rl_text_wrap(line, 2, rl_cli_width() - 2, stdout);
    free(line);
}

static void print(const json_t *claims)
{
    const struct rl_style *style = rl_cli_style(stdout);
    size_t index;
    json_t *claim;
    json_array_foreach((json_t *)claims, index, claim)
    {
        const char *aspect = json_string_value(json_object_get(claim, "aspect"));
        const char *lab = json_string_value(json_object_get(claim, "lab"));
        printf("%s%s%s%s (%s)\n", index ? "\n" : "", style->bold, aspect ? aspect : "", style->off, lab);
        print_line("process:", claim, "process");
        print_line("thread:", claim, "thread");
        print_line("seen:", claim, "evidence");
    }
    printf("\nNext: racelab run memory-space shows its tables; racelab list names the labs.\n");
}

int rl_cmd_compare(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    json_t *claims = json_array();
    rl_cli_progress_begin();
    for (size_t i = 0; i < course.len && !rl_interrupted; i++) {
        struct rl_list problems = RL_LIST_INIT;
        struct rl_manifest *manifest = rl_lab_manifest(&course.labs[i], &problems);
        if (manifest && manifest->kind == RL_LAB_MEASURE &&
            !measure(&course.labs[i], manifest, arguments.quick, claims))
            status = RL_CLI_INFRA;
        rl_manifest_free(manifest);
        rl_list_free(&problems);
    }
    rl_cli_progress_end();
    if (json_array_size(claims) == 0 && status == RL_CLI_OK && !rl_interrupted) {
        rl_cli_error("no lab in %s measures anything", course.root);
        status = RL_CLI_INFRA;
    } else if (!rl_interrupted && arguments.json) {
        rl_cli_print_json(json_pack("{s:s, s:O}", "schema", "racelab/compare/v1", "comparison", claims));
    } else if (!rl_interrupted) {
        print(claims);
    }
    json_decref(claims);
    rl_course_close(&course);
    return status;
}
