/* SPDX-License-Identifier: MIT */
/* The working copy here, racelab's own name here, and the learner's progress. */
#include "workplace.h"

#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct rl_lab *lab_of(const struct rl_course *course, const struct rl_workcopy *here,
                                   int *status)
{
    char *why = NULL;
    const struct rl_lab *lab = rl_course_find(course, here->lab, &why);
    if (!lab) {
        rl_cli_error("%s/%s names a lab that this racelab does not have: %s", here->folder, RL_WORKCOPY_FILE,
                     why);
        *status = RL_CLI_USAGE;
    }
    free(why);
    return lab;
}

static const struct rl_lab *find_here(const struct rl_course *course, const char *command,
                                      struct rl_workcopy *here, int *status)
{
    char *why = NULL;
    switch (rl_workcopy_find(".", here, &why)) {
    case RL_WORKCOPY_HERE:
        return lab_of(course, here, status);
    case RL_WORKCOPY_DAMAGED:
        rl_cli_error("%s", why);
        break;
    case RL_WORKCOPY_NONE:
        if (strcmp(command, "reset") == 0 || strcmp(command, "watch") == 0)
            rl_cli_usage(command,
                         "this folder is no working copy of a lab; `racelab start LAB` makes one, and %s is "
                         "called in it",
                         command);
        else
            rl_cli_usage(command,
                         "which lab? `racelab list` names them; in a folder that `racelab start LAB` made, "
                         "none need be named");
        break;
    }
    free(why);
    *status = RL_CLI_USAGE;
    return NULL;
}

const struct rl_lab *rl_cli_lab_here(const struct rl_course *course, const char *command, const char *name,
                                     char **variant, struct rl_workcopy *here, int *status)
{
    struct rl_workcopy found = {0};
    const struct rl_lab *lab;
    if (variant)
        *variant = NULL;
    if (!name) {
        lab = find_here(course, command, &found, status);
    } else {
        lab = rl_cli_lab(course, name, variant, status);
        if (lab && rl_cli_workcopy_here(&found) && strcmp(found.lab, lab->name) != 0)
            rl_workcopy_free(&found);
    }
    if (here && lab)
        *here = found;
    else
        rl_workcopy_free(&found);
    return lab;
}

bool rl_cli_workcopy_here(struct rl_workcopy *here)
{
    char *why = NULL;
    bool there = rl_workcopy_find(".", here, &why) == RL_WORKCOPY_HERE;
    free(why);
    return there;
}

char *rl_cli_workfile(const struct rl_workcopy *here, const char *name)
{
    char *current = getcwd(NULL, 0), *path = rl_text_format("%s/%s", here->folder, name);
    if (current && strcmp(current, here->folder) == 0) {
        free(path);
        path = rl_text_copy(name);
    }
    free(current);
    return path;
}

char *rl_cli_quoted(const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+@%,:=";
    if (*path && strspn(path, plain) == strlen(path))
        return rl_text_copy(path);
    char *escaped = rl_text_replace(path, "'", "'\\''"), *quoted = rl_text_format("'%s'", escaped);
    free(escaped);
    return quoted;
}

static char *own_path(void)
{
    return realpath("/proc/self/exe", NULL);
}

const char *rl_cli_checkout(void)
{
    char *own = own_path(), *end = own ? strstr(own, "/bin/racelab") : NULL;
    bool installed = false;
    if (end && !end[strlen("/bin/racelab")]) {
        char *share = rl_text_format("%.*s/share/racelab/labs", (int)(end - own), own);
        installed = access(share, R_OK) == 0;
        free(share);
    }
    free(own);
    return installed || access(RL_CHECKOUT "/racelab", X_OK) != 0 ? NULL : RL_CHECKOUT;
}

char *rl_cli_launcher(void)
{
    const char *checkout = rl_cli_checkout();
    return checkout ? rl_text_format("%s/racelab", checkout) : own_path();
}

char *rl_cli_self(void)
{
    char *launcher = rl_cli_launcher(), *own = own_path(), *found = rl_process_find_program("racelab");
    char *real = found ? realpath(found, NULL) : NULL, *wanted = launcher ? realpath(launcher, NULL) : NULL;
    bool in_path = real && ((wanted && strcmp(real, wanted) == 0) || (own && strcmp(real, own) == 0));
    char *self = in_path || !launcher ? rl_text_copy("racelab") : rl_cli_quoted(launcher);
    free(launcher);
    free(own);
    free(found);
    free(real);
    free(wanted);
    return self;
}

void rl_cli_tell(char *note, char *why)
{
    if (note)
        rl_cli_error("%s", note);
    if (why)
        rl_cli_error("%s", why);
    free(note);
    free(why);
}

json_t *rl_cli_read_progress(void)
{
    char *note = NULL;
    json_t *progress = rl_progress_read(&note);
    rl_cli_tell(note, NULL);
    return progress;
}

const char *rl_cli_file_words(const struct rl_manifest *manifest)
{
    if (manifest->kind == RL_LAB_CALIBRATE)
        return "the program that a tool accuses: yours to answer for";
    if (manifest->kind == RL_LAB_BUILD)
        return "a first version of what you build: yours to mend";
    return "the program that is wrong: yours to mend";
}

bool rl_cli_is_solvable(const struct rl_manifest *manifest)
{
    return manifest->kind != RL_LAB_MEASURE;
}

static bool is_open(const struct rl_lab *lab, const json_t *progress)
{
    if (rl_progress_lab(progress, lab->name).state == RL_PROGRESS_SOLVED)
        return false;
    struct rl_list problems = RL_LIST_INIT;
    struct rl_manifest *manifest = rl_lab_manifest(lab, &problems);
    bool solvable = manifest && rl_cli_is_solvable(manifest);
    rl_manifest_free(manifest);
    rl_list_free(&problems);
    return solvable;
}

const struct rl_lab *rl_cli_next_lab(const struct rl_course *course, const json_t *progress,
                                     const char *after)
{
    size_t first = 0;
    for (size_t i = 0; after && i < course->len; i++)
        if (strcmp(course->labs[i].name, after) == 0)
            first = i + 1;
    for (size_t i = 0; i < course->len; i++) {
        const struct rl_lab *lab = &course->labs[(first + i) % course->len];
        if (is_open(lab, progress))
            return lab;
    }
    return NULL;
}
