/* SPDX-License-Identifier: MIT */
/* What a manifest must say beyond its schema: sums, names that must agree, files that must be there. */
#include "manifest_schema.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct checker {
    struct rl_manifest *manifest;
    const char *folder;
    const char *path;
    struct rl_list *problems;
};

enum { CHOICES_LEAST = 3, CHOICES_MOST = 6 };

#define AT(with, line, format, ...)                                                                          \
    rl_list_addf((with)->problems, "%s:%d: " format, (with)->path, line, __VA_ARGS__)

static int line_of(struct checker *with, const char *key, int index)
{
    return rl_yaml_line(with->manifest->own, key, index);
}

static bool exists(struct checker *with, const char *name)
{
    struct stat info;
    char *path = rl_text_format("%s/%s", with->folder, name);
    bool there = stat(path, &info) == 0 && S_ISREG(info.st_mode);
    free(path);
    return there;
}

static void check_place(struct checker *with)
{
    char *real = realpath(with->folder, NULL);
    if (!real)
        return;
    char *slash = strrchr(real, '/');
    if (slash && slash != real) {
        *slash = '\0';
        const char *above = rl_text_base_name(real);
        if (strcmp(above, with->manifest->group) != 0)
            AT(with, line_of(with, "group", -1),
               "group: found \"%s\", expected \"%s\", the folder above the lab", with->manifest->group,
               above);
    }
    free(real);
}

static void check_source(struct checker *with)
{
    const char *source = with->manifest->source;
    if (!source)
        return;
    int line = line_of(with, "source", -1);
    if (with->manifest->kind == RL_LAB_MEASURE) { /* a program by itself: it has no header */
        if (!exists(with, source))
            AT(with, line, "source: there is no file \"%s\" in the lab's folder", source);
        return;
    }
    if (!rl_text_ends(source, ".c") || strchr(source, '/')) {
        AT(with, line, "source: found \"%s\", expected the learner's file, such as counter.c for counter.h",
           source);
        return;
    }
    char *header = rl_text_format("%.*s.h", (int)strlen(source) - 2, source);
    if (!exists(with, header))
        AT(with, line, "source: \"%s\" is named after %s, and there is no such file in the lab's folder",
           source, header);
    free(header);
}

static void check_numbers(struct checker *with)
{
    struct rl_manifest *manifest = with->manifest;
    if (manifest->format != 1)
        AT(with, line_of(with, "format", -1), "format: found %u, expected 1, the only format so far",
           manifest->format);
    unsigned sum = manifest->weights.safe + manifest->weights.live + manifest->weights.correct +
                   manifest->weights.concurrent + manifest->weights.answer + manifest->weights.tool;
    if (sum != 100 && (sum != 0 || rl_lab_kind_has_variants(manifest->kind)))
        AT(with, line_of(with, "weights", -1),
           "weights: safe, live, correct and concurrent sum to %u, expected 100", sum);
    if ((manifest->weights.answer || manifest->weights.tool) && manifest->kind != RL_LAB_CALIBRATE)
        AT(with, line_of(with, "weights", -1),
           "weights: answer and tool are axes of a calibrate lab, not of %s",
           rl_lab_kind_name(manifest->kind));
    for (unsigned i = 0; i < manifest->scale_steps_count; i++)
        for (unsigned j = 0; j < i; j++)
            if (manifest->scale_steps[i] == manifest->scale_steps[j])
                AT(with, line_of(with, "scale_steps", (int)i), "scale_steps: %u stands here twice",
                   manifest->scale_steps[i]);
}

static void check_outcomes(struct checker *with)
{
    struct rl_manifest *manifest = with->manifest;
    for (unsigned i = 0; i < manifest->outcomes_count; i++)
        for (unsigned j = 0; j < i; j++)
            if (strcmp(manifest->outcomes[i].text, manifest->outcomes[j].text) == 0)
                AT(with, line_of(with, "outcomes", (int)i), "outcomes: \"%s\" stands here twice",
                   manifest->outcomes[i].text);
}

static void need(struct checker *with, bool there, const char *key, const char *what)
{
    if (!there)
        AT(with, line_of(with, key, -1), "%s: a lab of kind %s needs %s", key,
           rl_lab_kind_name(with->manifest->kind), what);
}

static void check_choices(struct checker *with)
{
    const struct rl_manifest_question *question = &with->manifest->question;
    int line = line_of(with, "question", -1);
    unsigned correct = 0;
    for (unsigned i = 0; i < question->choices_count; i++) {
        correct += question->choices[i].correct;
        for (unsigned j = 0; j < i; j++)
            if (strcmp(question->choices[i].text, question->choices[j].text) == 0)
                AT(with, line, "question: the choices %c and %c are the same", 'a' + (int)j, 'a' + (int)i);
    }
    if (question->choices_count < CHOICES_LEAST || question->choices_count > CHOICES_MOST)
        AT(with, line, "question: found %u choices, expected %d to %d", question->choices_count,
           CHOICES_LEAST, CHOICES_MOST);
    if (correct != 1)
        AT(with, line, "question: found %u choices with correct: true, expected exactly one", correct);
}

/* The program is right, and the tool says otherwise, every time. */
static void check_accused(struct checker *with, const struct rl_manifest_file *file)
{
    const struct rl_manifest *manifest = with->manifest;
    bool always = false;
    if (file->watch[RL_WATCH_EXPLORE] && !rl_expectation_is_clean(file->watch[RL_WATCH_EXPLORE]))
        AT(with, file->line, "%s: the program of a calibrate lab is clean under explore", file->name);
    if (!manifest->tool || !manifest->hazard || !file->watch[*manifest->tool])
        return;
    const struct rl_expectation *says = file->watch[*manifest->tool];
    for (unsigned i = 0; i < says->always_count; i++)
        always = always || says->always[i] == *manifest->hazard;
    if (!always)
        AT(with, file->line, "%s: expected %s to report the lab's hazard: {always: [%s]}", file->name,
           rl_watcher_name(*manifest->tool), rl_hazard_name(*manifest->hazard));
}

static void check_calibrate(struct checker *with)
{
    const struct rl_manifest *manifest = with->manifest;
    need(with, manifest->tool != NULL, "tool", "the tool that is wrong: tsan, asan or native");
    need(with, manifest->question.text != NULL, "question", "a question: why does the tool object?");
    need(with, manifest->weights.answer > 0 && manifest->weights.tool > 0, "weights",
         "weights of the axes answer and tool");
    if (manifest->question.text)
        check_choices(with);
    const struct rl_manifest_file *accused = rl_manifest_file(manifest, rl_lab_kind_start(manifest->kind));
    if (accused)
        check_accused(with, accused);
}

/* A handout (handout.h) declares none, and keeps the unseen scales to the instructor. */
static bool has_fixes(const struct rl_manifest *manifest)
{
    for (size_t i = 0; i < manifest->files_count; i++)
        if (rl_text_starts(manifest->files[i].name, "fixes/"))
            return true;
    return false;
}

static void check_kind(struct checker *with)
{
    struct rl_manifest *manifest = with->manifest;
    if (manifest->kind == RL_LAB_MEASURE)
        need(with, manifest->source != NULL, "source", "the program that measures");
    if (!rl_lab_kind_has_variants(manifest->kind))
        return;
    need(with, manifest->hazard != NULL, "hazard",
         manifest->kind == RL_LAB_CALIBRATE ? "what the tool says of accused.c" : "the hazard of buggy.c");
    need(with, manifest->source != NULL, "source", "the name of the learner's file");
    need(with, manifest->functions_count > 0, "functions", "the functions that the learner's file defines");
    need(with, manifest->scale_steps_count > (has_fixes(manifest) ? 1 : 0), "scale_steps",
         "two steps or more, so that no answer can be written in");
    need(with, manifest->outcomes_count > 0, "outcomes", "every result that the program can print");
    need(with, manifest->hints_count == 3, "hints",
         "three hints: where to look, what goes wrong there, which mechanism");
    need(with, manifest->mechanisms_count > 0, "mechanisms", "the mechanisms of its fixes");
    if (!rl_manifest_file(manifest, rl_lab_kind_start(manifest->kind)))
        AT(with, line_of(with, "files", -1), "files: a lab of kind %s needs an entry for %s",
           rl_lab_kind_name(manifest->kind), rl_lab_kind_start(manifest->kind));
    if (manifest->kind == RL_LAB_CALIBRATE)
        check_calibrate(with);
    if (manifest->kind == RL_LAB_BUILD)
        need(with, manifest->without_count > 0, "without",
             "what would build it already, such as pthread_mutex_ in a lab that builds a mutex");
}

static void check_file(struct checker *with, const struct rl_manifest_file *file)
{
    const char *name = file->name;
    if (!exists(with, name))
        AT(with, file->line, "files: there is no file %s in the lab's folder", name);
    bool rejected = file->axis && *file->axis == RL_AXIS_UNTAMPERED; /* before an observer sees it */
    if (rl_lab_kind_has_variants(with->manifest->kind) && !rejected)
        for (int i = 0; i < RL_WATCH_COUNT; i++)
            if (!file->watch[i])
                AT(with, file->line, "%s: what %s says of it is missing: clean, or what it finds", name,
                   rl_watcher_name((enum rl_watcher)i));
    if (rl_text_starts(name, "fixes/") && !file->mechanism)
        AT(with, file->line, "%s: a fix needs its mechanism", name);
    if (rl_text_starts(name, "wrong/") && (!file->idea || !file->axis))
        AT(with, file->line, "%s: a wrong fix needs its idea and the axis it fails on", name);
    if (file->axis && *file->axis == RL_MANIFEST_AXIS_TOOL && with->manifest->kind != RL_LAB_CALIBRATE)
        AT(with, file->line, "%s: tool is an axis of a calibrate lab; name the one that the program fails on",
           name);
    if (rl_text_starts(name, "fixes/") && file->watch[RL_WATCH_EXPLORE] &&
        !rl_expectation_is_clean(file->watch[RL_WATCH_EXPLORE]))
        AT(with, file->line, "%s: a fix is clean under explore", name);
    const struct rl_expectation *explore = file->watch[RL_WATCH_EXPLORE];
    if (strcmp(name, "buggy.c") == 0 && with->manifest->hazard && explore && explore->primary &&
        *explore->primary != *with->manifest->hazard)
        AT(with, file->line, "buggy.c: its primary hazard is %s, and the lab's hazard is %s; they must agree",
           rl_hazard_name(*explore->primary), rl_hazard_name(*with->manifest->hazard));
    for (unsigned i = 0; i < file->outcomes_count; i++) {
        bool known = false;
        for (unsigned j = 0; j < with->manifest->outcomes_count; j++)
            known = known || strcmp(with->manifest->outcomes[j].text, file->outcomes[i]) == 0;
        if (!known)
            AT(with, file->line, "%s: \"%s\" is not among the lab's outcomes", name, file->outcomes[i]);
    }
}

/* In a handout learners may keep what they like beside their file. */
static void check_undeclared(struct checker *with, const char *below)
{
    if (with->manifest->kind != RL_LAB_CALIBRATE && !has_fixes(with->manifest))
        return;
    char *path = rl_text_format("%s/%s", with->folder, below);
    DIR *folder = opendir(path);
    free(path);
    struct rl_list names = RL_LIST_INIT;
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (rl_text_ends(entry->d_name, ".c") && entry->d_name[0] != '.')
            rl_list_addf(&names, "%s%s", below, entry->d_name);
    if (folder)
        closedir(folder);
    rl_list_sort(&names);
    for (size_t i = 0; i < names.length; i++)
        if (strcmp(names.items[i], "scenario.c") != 0 && !rl_manifest_file(with->manifest, names.items[i]))
            AT(with, line_of(with, "files", -1), "files: %s is in the lab's folder and not declared here",
               names.items[i]);
    rl_list_free(&names);
}

void rl_manifest_check(struct rl_manifest *manifest, const char *folder, const char *path,
                       struct rl_list *problems)
{
    struct checker with = {manifest, folder, path, problems};
    check_place(&with);
    check_source(&with);
    check_numbers(&with);
    check_outcomes(&with);
    check_kind(&with);
    for (size_t i = 0; i < manifest->files_count; i++)
        check_file(&with, &manifest->files[i]);
    if (rl_lab_kind_has_variants(manifest->kind)) {
        check_undeclared(&with, "");
        check_undeclared(&with, "fixes/");
        check_undeclared(&with, "wrong/");
    }
}
