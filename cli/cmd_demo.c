/* SPDX-License-Identifier: MIT */
/* racelab demo: the main job from beginning to end, on the first lab. */
#include "judging.h"

#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

#define LAB "counter-lost-update"

static const struct argp argp = {
    NULL,
    NULL,
    NULL,
    "Shows a program with a data race, what the observers say of it, a wrong fix that is "
    "refused and a right one that is judged. Nothing is changed.\vFor example:\n  racelab demo",
    NULL,
    NULL,
    NULL};

struct demo {
    struct rl_cli_judging with;
    const struct rl_style *style;
    int status;
};

static void say(const char *text)
{
    rl_text_wrap(text, 0, rl_cli_width() - 2, stdout);
}

static void heading(const struct demo *demo, const char *text)
{
    printf("\n%s%s%s\n\n", demo->style->bold, text, demo->style->off);
}

static void print_file(const struct demo *demo, const char *name)
{
    char *path = rl_text_format("%s/%s", demo->with.lab->folder, name), *text = rl_text_read_file(path, NULL);
    int number = 0;
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        size_t length = next ? (size_t)(next - line) : strlen(line);
        next = next ? next + 1 : line + length;
        printf("  %s%3d%s  %.*s\n", demo->style->dim, ++number, demo->style->off, (int)length, line);
    }
    free(text);
    free(path);
}

/* NULL: nothing could be judged; the error is printed. The status of a demo is not that of the files it
 * judges. */
static json_t *judge(struct demo *demo, const char *name)
{
    char *path = rl_text_format("%s/%s", demo->with.lab->folder, name);
    int status = RL_CLI_OK;
    json_t *verdict = rl_cli_judge(&demo->with, path, name, &status);
    free(path);
    if (!verdict || status == RL_CLI_INFRA || rl_interrupted)
        demo->status = RL_CLI_INFRA;
    if (verdict && !rl_interrupted) {
        json_object_del(verdict, "next"); /* the demo has one next step, at its end */
        rl_cli_print_verdict(verdict);
    }
    fflush(stdout);
    return verdict;
}

static bool is(const json_t *verdict, const char *kind)
{
    const char *seen = json_string_value(json_object_get(verdict, "verdict"));
    return seen && strcmp(seen, kind) == 0;
}

static void show_program(const struct demo *demo)
{
    heading(demo, "1. The program");
    say("A museum has two doors. Each door is a thread that counts its visitors with the function below; at "
        "the end of "
        "the day the total must be the number of visitors.");
    putchar('\n');
    print_file(demo, "buggy.c");
}

static void tick(void *ctx)
{
    (void)ctx;
    rl_cli_progress("running buggy.c under ThreadSanitizer …");
}

/* One run of buggy.c under ThreadSanitizer alone. */
static void show_tsan(struct demo *demo)
{
    heading(demo, "2. What ThreadSanitizer finds");
    say("ThreadSanitizer is a tool of the compiler that watches one run. This is its report of the program "
        "above, in "
        "plain words:");
    struct rl_manifest once = *demo->with.manifest;
    once.scale_steps_count = 1;
    once.runs.tsan = 1;
    char *path = rl_text_format("%s/buggy.c", demo->with.lab->folder), *why = NULL, *text = NULL;
    struct rl_evidence_request request = {.observers = rl_observers,
                                          .manifest = &once,
                                          .lab_folder = demo->with.lab->folder,
                                          .source = path,
                                          .only = 1u << RL_WATCH_TSAN,
                                          .tick = tick};
    struct rl_evidence evidence;
    rl_cli_progress_begin();
    bool gathered = rl_evidence_gather(&request, &evidence, &why);
    rl_cli_progress_end();
    const struct rl_watch *watch = &evidence.watch[RL_WATCH_TSAN];
    if (!gathered || !watch->available) {
        rl_cli_error("%s", why ? why : watch->why_not ? watch->why_not : "ThreadSanitizer cannot run here");
        demo->status = RL_CLI_INFRA;
    } else if (!rl_interrupted) {
        text = rl_text_read_file(path, NULL);
        struct rl_verdict_about about = {.manifest = &once,
                                         .lab = demo->with.lab->name,
                                         .lab_id = demo->with.lab->id,
                                         .file = "buggy.c",
                                         .source = "buggy.c",
                                         .text = text};
        json_t *json = rl_watch_json(watch, RL_WATCH_TSAN, &about);
        struct rl_verdict_style style = rl_cli_verdict_style();
        rl_watch_print(json, &style, stdout);
        json_decref(json);
    }
    rl_evidence_free(&evidence);
    free(text);
    free(why);
    free(path);
}

static void show_bug(struct demo *demo)
{
    heading(demo, "3. The verdict on it");
    say("racelab compiles a file with the lab's scenario, runs it under several observers, and judges it:");
    putchar('\n');
    json_decref(judge(demo, "buggy.c"));
}

static void show_wrong_fix(struct demo *demo)
{
    heading(demo, "4. A wrong fix: volatile");
    say("volatile makes every access go to memory, and orders nothing between threads. The race is still "
        "there:");
    putchar('\n');
    print_file(demo, "wrong/volatile.c");
    putchar('\n');
    json_decref(judge(demo, "wrong/volatile.c"));
}

static void show_right_fix(struct demo *demo)
{
    heading(demo, "5. A right fix: a mutex");
    print_file(demo, "fixes/mutex.c");
    putchar('\n');
    json_t *verdict = judge(demo, "fixes/mutex.c");
    putchar('\n');
    if (is(verdict, "unproven"))
        say("Why \"unproven\" and not \"pass\"? ThreadSanitizer and AddressSanitizer watch the runs that "
            "happened. That "
            "they saw nothing in a few runs says nothing of the next run. Only a search through every "
            "interleaving "
            "proves a fix right, and here no such search was completed.");
    else if (is(verdict, "pass"))
        say("\"pass\" means more than that a few runs went well: the explorer ran the program in every order "
            "in which "
            "its threads can take their steps, and in none of them anything went wrong.");
    json_decref(verdict);
}

static int run_demo(struct demo *demo)
{
    void (*const steps[])(struct demo *) = {show_tsan, show_bug, show_wrong_fix, show_right_fix};
    show_program(demo);
    for (size_t i = 0; i < sizeof steps / sizeof *steps && demo->status == RL_CLI_OK; i++)
        steps[i](demo);
    if (demo->status == RL_CLI_OK) {
        heading(demo, "Now you");
        printf("Next: racelab show %s\n", LAB);
    } else if (!rl_interrupted) {
        printf("\nThe demo ends here: racelab could not judge. Next: racelab doctor\n");
    }
    return demo->status;
}

int rl_cmd_demo(int argc, char **argv)
{
    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    const struct rl_lab *lab = rl_cli_lab(&course, LAB, NULL, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    struct demo demo = {.with = {.lab = lab, .manifest = manifest}, .style = rl_cli_style(stdout)};
    status = manifest ? run_demo(&demo) : RL_CLI_INFRA;
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
