/* SPDX-License-Identifier: MIT */
/* The anatomy of a lab: which files it has, and how long they may be. */
#include "prove.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    README_LEAST = 40,
    README_MOST = 60,
    SCENARIO_MOST = 60,
    BUGGY_MOST = 60,
    HEADER_MOST = 30,
    BUILT_HEADER_MOST = 45
};
enum { FIXES_LEAST = 2, WRONG_LEAST = 3 };

static void check_length(const struct rl_lab *lab, const char *name, size_t least, size_t most,
                         struct rl_list *problems)
{
    char *path = rl_text_format("%s/%s", lab->folder, name), *text = rl_text_read_file(path, NULL);
    if (!text) {
        rl_list_addf(problems, "%s/%s: expected in every lab, seen nothing", lab->name, name);
    } else {
        size_t lines = rl_text_count_lines(text);
        if (lines < least)
            rl_list_addf(problems, "%s/%s: expected %zu lines or more, seen %zu", lab->name, name, least,
                         lines);
        if (lines > most)
            rl_list_addf(problems, "%s/%s: expected %zu lines at most, seen %zu", lab->name, name, most,
                         lines);
    }
    free(text);
    free(path);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = text; at && (at = strstr(at, what)); at += strlen(what))
        count++;
    return count;
}

static void check_todo(const struct rl_lab *lab, const char *name, const char *start,
                       struct rl_list *problems)
{
    char *path = rl_text_format("%s/%s", lab->folder, name), *text = rl_text_read_file(path, NULL);
    size_t wanted = strcmp(name, start) == 0 ? 1 : 0, seen = count_of(text, "TODO(lab)");
    if (text && seen != wanted)
        rl_list_addf(problems, "%s/%s: expected %s TODO(lab), seen %zu", lab->name, name,
                     wanted ? "exactly one" : "no", seen);
    free(text);
    free(path);
}

static bool is_expected(const char *name, const struct rl_list *allowed, const char *below)
{
    if (*below)
        return rl_text_ends(name, ".c");
    return rl_list_has(allowed, name);
}

static void check_strays(const struct rl_lab *lab, const char *below, const struct rl_list *allowed,
                         struct rl_list *problems)
{
    char *path = rl_text_format("%s/%s", lab->folder, below);
    struct rl_list strays = RL_LIST_INIT;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            !is_expected(entry->d_name, allowed, below))
            rl_list_add(&strays, entry->d_name);
    if (folder)
        closedir(folder);
    rl_list_sort(&strays);
    for (size_t i = 0; i < strays.length; i++)
        rl_list_addf(problems, "%s/%s%s: a stray file; a lab holds nothing but its own", lab->name, below,
                     strays.items[i]);
    rl_list_free(&strays);
    free(path);
}

static void check_counts(const struct rl_lab *lab, const struct rl_manifest *manifest,
                         struct rl_list *problems)
{
    struct rl_list mechanisms = RL_LIST_INIT;
    size_t fixes = 0, wrong = 0;
    for (size_t i = 0; i < manifest->files_count; i++) {
        const struct rl_manifest_file *file = &manifest->files[i];
        wrong += rl_text_starts(file->name, "wrong/");
        if (!rl_text_starts(file->name, "fixes/"))
            continue;
        fixes++;
        if (file->mechanism && !rl_list_has(&mechanisms, file->mechanism))
            rl_list_add(&mechanisms, file->mechanism);
    }
    if (fixes < FIXES_LEAST || mechanisms.length < FIXES_LEAST)
        rl_list_addf(problems,
                     "%s/fixes: expected two fixes or more, by different mechanisms, seen %zu by %zu",
                     lab->name, fixes, mechanisms.length);
    if (wrong < WRONG_LEAST)
        rl_list_addf(problems, "%s/wrong: expected three wrong fixes or more, seen %zu", lab->name, wrong);
    for (unsigned i = 0; i < manifest->mechanisms_count; i++)
        if (!rl_list_has(&mechanisms, manifest->mechanisms[i]))
            rl_list_addf(problems, "%s/lab.yaml: mechanisms: expected a fix by %s, seen none", lab->name,
                         manifest->mechanisms[i]);
    rl_list_free(&mechanisms);
}

/* Each function that the learner writes stands in the header, where its contract is. */
static void check_header(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *header,
                         struct rl_list *problems)
{
    char *path = rl_text_format("%s/%s", lab->folder, header), *text = rl_text_read_file(path, NULL);
    for (unsigned i = 0; text && i < manifest->functions_count; i++) {
        char *call = rl_text_format("%s(", manifest->functions[i]);
        if (!strstr(text, call))
            rl_list_addf(problems, "%s/%s: expected a declaration of %s, seen none", lab->name, header,
                         manifest->functions[i]);
        free(call);
    }
    free(text);
    free(path);
}

void rl_prove_files(const struct rl_lab *lab, const struct rl_manifest *manifest, struct rl_list *problems)
{
    check_length(lab, "README.md", README_LEAST, README_MOST, problems);
    if (!rl_lab_kind_has_variants(manifest->kind))
        return;
    char *header = rl_text_format("%.*s.h", (int)strlen(manifest->source) - 2, manifest->source);
    const char *start = rl_lab_kind_start(manifest->kind);
    struct rl_list allowed = RL_LIST_INIT;
    const char *names[] = {"README.md", "lab.yaml", "scenario.c", start, "fixes", "wrong", header};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        rl_list_add(&allowed, names[i]);
    check_strays(lab, "", &allowed, problems);
    check_strays(lab, "fixes/", &allowed, problems);
    check_strays(lab, "wrong/", &allowed, problems);
    check_length(lab, "scenario.c", 1, SCENARIO_MOST, problems);
    check_length(lab, start, 1, BUGGY_MOST, problems);
    check_length(lab, header, 1, manifest->kind == RL_LAB_BUILD ? BUILT_HEADER_MOST : HEADER_MOST, problems);
    check_header(lab, manifest, header, problems);
    for (size_t i = 0; i < manifest->files_count; i++)
        check_todo(lab, manifest->files[i].name, start, problems);
    check_counts(lab, manifest, problems);
    rl_list_free(&allowed);
    free(header);
}
