/* SPDX-License-Identifier: MIT */
/* Which file is meant, whether it has passed before, and the record of what came out. */
#include "learner.h"

#include "grader/fingerprint.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A word that names no lab is a file where a working copy says which lab it is of. */
static bool is_file_here(const struct rl_course *course, const char *word)
{
    struct rl_workcopy here = {0};
    char *why = NULL;
    bool is_lab = rl_course_find(course, word, &why) != NULL;
    bool file =
        !is_lab && rl_cli_workcopy_here(&here) && (rl_text_ends(word, ".c") || access(word, F_OK) == 0);
    rl_workcopy_free(&here);
    free(why);
    return file;
}

static void put_first(struct rl_list *files, const char *word)
{
    struct rl_list all = RL_LIST_INIT;
    rl_list_add(&all, word);
    rl_list_add_all(&all, (const char *const *)files->items);
    rl_list_free(files);
    *files = all;
}

bool rl_cli_settle(const struct rl_course *course, const char *lab, struct rl_list *files, bool all,
                   struct rl_cli_checked *out, int *status)
{
    *out = (struct rl_cli_checked){0};
    if (lab && !all && is_file_here(course, lab)) {
        put_first(files, lab);
        lab = NULL;
    }
    out->lab = rl_cli_lab_here(course, "check", lab, NULL, &out->here, status);
    if (out->lab && !out->here.folder && files->length == 0 && !all) {
        *status =
            rl_cli_usage("check",
                         "which file? `racelab check %s FILE` judges your fix, `--all` the lab's own files; "
                         "`racelab start %s` makes a folder in which none need be named",
                         out->lab->id, out->lab->id);
        out->lab = NULL;
    }
    return out->lab != NULL;
}

/* The judge takes header and scenario from the lab: what was changed in the copies has no effect, and is
 * said. */
static void tell_changed(const struct rl_cli_checked *checked, const struct rl_manifest *manifest)
{
    struct rl_workplan plan;
    struct rl_list names = RL_LIST_INIT;
    char *why = NULL;
    if (rl_workplan_make(checked->lab, manifest, &plan, &why)) {
        for (size_t i = 1; i < plan.len; i++)
            if ((rl_text_ends(plan.files[i].name, ".h") || rl_text_ends(plan.files[i].name, ".c")) &&
                rl_workfile_changed(&plan.files[i], checked->here.folder))
                rl_list_add(&names, plan.files[i].name);
        rl_workplan_free(&plan);
    }
    if (names.length > 0) {
        char *joined = rl_list_join(&names, ", ");
        rl_cli_error(
            "%s here differ%s from the lab's own, with which your file is judged; `racelab reset` brings the "
            "lab's back",
            joined, names.length == 1 ? "s" : "");
        free(joined);
    }
    rl_list_free(&names);
    free(why);
}

void rl_cli_settle_files(const struct rl_cli_checked *checked, const struct rl_manifest *manifest,
                         struct rl_list *files)
{
    if (!checked->here.folder || files->length > 0 || !manifest->source)
        return;
    char *path = rl_cli_workfile(&checked->here, manifest->source);
    rl_list_take(files, path);
    tell_changed(checked, manifest);
}

char *rl_cli_find_file(const struct rl_lab *lab, const char *name)
{
    bool may_be_the_labs = rl_text_starts(name, "wrong/") ||
                           strcmp(name, rl_lab_kind_start(RL_LAB_FIX)) == 0 ||
                           strcmp(name, rl_lab_kind_start(RL_LAB_CALIBRATE)) == 0;
    if (may_be_the_labs && access(name, F_OK) != 0 && errno == ENOENT) {
        char *path = rl_text_format("%s/%s", lab->folder, name);
        if (access(path, F_OK) == 0)
            return path;
        free(path);
    }
    return rl_text_copy(name);
}

bool rl_cli_is_learners(const struct rl_lab *lab, const char *path)
{
    char *real = realpath(path, NULL), *folder = realpath(lab->folder, NULL);
    size_t length = folder ? strlen(folder) : 0;
    bool labs_own = real && folder && strncmp(real, folder, length) == 0 && real[length] == '/';
    free(real);
    free(folder);
    return !labs_own;
}

/* "" where it cannot be made: it then equals no key. */
static char *key_of(const struct rl_cli_judging *with, const char *submission)
{
    struct rl_fingerprint fingerprint;
    char *why = NULL, *key = NULL;
    struct rl_digest_parts *parts = rl_digest_begin();
    bool read = rl_digest_add_folder(parts, with->lab->folder, &why);
    struct rl_digest lab = rl_digest_end(parts);
    if (read && rl_fingerprint_make(with->compiler, "check", &fingerprint, &why)) {
        struct rl_digest made = rl_fingerprint_key(&fingerprint, with->lab->name, &lab, submission);
        key = rl_text_copy(made.hex);
        rl_fingerprint_free(&fingerprint);
    }
    free(why);
    return key ? key : rl_text_copy("");
}

bool rl_cli_passed_before(const struct rl_cli_judging *with, const char *path, const char *shown)
{
    json_t *progress = rl_cli_read_progress();
    struct rl_progress_lab lab = rl_progress_lab(progress, with->lab->name);
    size_t length = 0;
    bool same = false;
    char *text = lab.key && *lab.key ? rl_text_read_file(path, &length) : NULL;
    if (text) {
        struct rl_digest digest = rl_digest_bytes(text, length);
        char *key = key_of(with, digest.hex);
        same = strcmp(key, lab.key) == 0;
        free(key);
    }
    if (same) {
        const struct rl_style *style = rl_cli_style(stdout);
        printf("%s%spass%s\n", style->bold, style->green, style->off);
        char *words = rl_text_format(
            "%s has passed (solved on %s), and since then neither it nor the lab, racelab or the "
            "compiler has changed. It was not run again; --again runs it.",
            shown, lab.solved ? lab.solved : "an earlier day");
        rl_text_wrap(words, 2, rl_cli_width() - 2, stdout);
        free(words);
        printf("\nNext: racelab next\n");
    }
    free(text);
    json_decref(progress);
    return same;
}

static const char *text_of(const json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static const char *first_schedule(const json_t *verdict)
{
    size_t index;
    json_t *finding;
    json_array_foreach(json_object_get(verdict, "findings"), index,
                       finding) if (text_of(finding, "schedule")) return text_of(finding, "schedule");
    return NULL;
}

/* The day here, in a form that sorts. */
static void today(char *out, size_t size)
{
    time_t now = time(NULL);
    struct tm parts;
    *out = '\0';
    if (localtime_r(&now, &parts))
        strftime(out, size, "%Y-%m-%d", &parts);
}

void rl_cli_record(const struct rl_cli_judging *with, const json_t *verdict, const char *submission,
                   bool quiet)
{
    char day[16], *note = NULL, *why = NULL;
    const char *kind = text_of(verdict, "verdict");
    bool passed = strcmp(kind, rl_verdict_name(RL_VERDICT_PASS)) == 0;
    char *key = passed ? key_of(with, submission) : NULL;
    today(day, sizeof day);
    struct rl_progress_check check = {.lab = with->lab->name,
                                      .verdict = kind,
                                      .hazard = text_of(verdict, "primary"),
                                      .replay = first_schedule(verdict),
                                      .digest = submission,
                                      .key = key,
                                      .day = day,
                                      .solved = passed};
    if (strcmp(kind, rl_verdict_name(RL_VERDICT_INFRA)) != 0)
        rl_progress_checked(&check, &note, &why);
    if (quiet) {
        free(why);
        why = NULL;
    }
    rl_cli_tell(note, why);
    free(key);
}

/* `racelab replay STRING` knows the file here. */
static void shorten_replays(json_t *verdict)
{
    size_t index;
    json_t *finding;
    json_array_foreach(json_object_get(verdict, "findings"), index, finding) if (text_of(finding, "schedule"))
    {
        char *replay = rl_text_format("racelab replay %s", text_of(finding, "schedule"));
        json_object_set_new(finding, "replay", json_string(replay));
        free(replay);
    }
}

void rl_cli_set_next(const struct rl_cli_checked *checked, json_t *verdict)
{
    const char *kind = text_of(verdict, "verdict"), *next = NULL;
    bool here = checked->here.folder != NULL;
    if (strcmp(kind, rl_verdict_name(RL_VERDICT_PASS)) == 0)
        next = here ? "racelab solution    (the lab's own fixes beside yours), then racelab next"
                    : "racelab next";
    else if (here && json_object_get(verdict, "calibration") &&
             strcmp(kind, rl_verdict_name(RL_VERDICT_FAIL)) == 0)
        next = "racelab show    (the question stands there), or racelab hint";
    else if (here && strcmp(kind, rl_verdict_name(RL_VERDICT_FAIL)) == 0)
        next = first_schedule(verdict) ? "racelab replay    (that failure step by step), or racelab hint"
                                       : "racelab hint";
    else if (here && strcmp(kind, rl_verdict_name(RL_VERDICT_COMPILE_ERROR)) == 0)
        next = "racelab check";
    if (next)
        json_object_set_new(verdict, "next", json_string(next));
    if (here && strcmp(text_of(verdict, "file"), text_of(verdict, "source")) == 0)
        shorten_replays(verdict);
}
