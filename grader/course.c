/* SPDX-License-Identifier: MIT */
/* Finds labs and their variants by name. */
#include "course.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_file(const char *folder, const char *name)
{
    struct stat info;
    char *path = rl_text_format("%s/%s", folder, name);
    bool there = stat(path, &info) == 0 && S_ISREG(info.st_mode);
    free(path);
    return there;
}

static void list_entries(const char *folder, const char *end, const char *before, struct rl_list *out)
{
    struct rl_list names = RL_LIST_INIT;
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && (entry = readdir(stream));)
        if (entry->d_name[0] != '.' && rl_text_ends(entry->d_name, end))
            rl_list_addf(&names, "%s%s", before, entry->d_name);
    if (stream)
        closedir(stream);
    rl_list_sort(&names);
    for (size_t i = 0; i < names.length; i++)
        rl_list_addf(out, "%s", names.items[i]);
    rl_list_free(&names);
}

static void add_lab(struct rl_course *course, const char *group, const char *id)
{
    char *folder = rl_text_format("%s/%s/%s", course->root, group, id);
    if (!is_file(folder, "lab.yaml")) {
        free(folder);
        return;
    }
    course->labs = rl_grow(course->labs, (course->len + 1) * sizeof *course->labs);
    course->labs[course->len++] =
        (struct rl_lab){rl_text_copy(group), rl_text_copy(id), rl_text_format("%s/%s", group, id), folder};
}

bool rl_course_open(const char *root, struct rl_course *course, char **why)
{
    *course = (struct rl_course){.root = rl_text_copy(root)};
    *why = NULL;
    DIR *stream = opendir(root);
    if (!stream) {
        *why = rl_text_format(
            "the labs' folder %s cannot be read: %s; set RACELAB_LABS to the folder that holds the labs",
            root, strerror(errno));
        rl_course_close(course);
        return false;
    }
    closedir(stream);
    struct rl_list groups = RL_LIST_INIT;
    list_entries(root, "", "", &groups);
    for (size_t i = 0; i < groups.length; i++) {
        struct rl_list ids = RL_LIST_INIT;
        char *folder = rl_text_format("%s/%s", root, groups.items[i]);
        list_entries(folder, "", "", &ids);
        for (size_t j = 0; j < ids.length; j++)
            add_lab(course, groups.items[i], ids.items[j]);
        rl_list_free(&ids);
        free(folder);
    }
    rl_list_free(&groups);
    return true;
}

void rl_course_close(struct rl_course *course)
{
    for (size_t i = 0; i < course->len; i++) {
        free(course->labs[i].group);
        free(course->labs[i].id);
        free(course->labs[i].name);
        free(course->labs[i].folder);
    }
    free(course->labs);
    free(course->root);
    *course = (struct rl_course){0};
}

static const struct rl_lab *match(const struct rl_course *course, const char *name)
{
    for (size_t i = 0; i < course->len; i++)
        if (strcmp(course->labs[i].id, name) == 0 || strcmp(course->labs[i].name, name) == 0)
            return &course->labs[i];
    return NULL;
}

static char *unknown_lab(const struct rl_course *course, const char *name)
{
    struct rl_list ids = RL_LIST_INIT;
    const char *slash = strchr(name, '/');
    for (size_t i = 0; i < course->len; i++)
        rl_list_addf(&ids, "%s", course->labs[i].id);
    char *hint = rl_nearest_hint(name, &ids);
    if (!*hint && slash) {
        free(hint);
        hint = rl_nearest_hint(slash + 1, &ids);
    }
    char *why = rl_text_format("there is no lab \"%s\"%s%s", name, hint,
                               *hint ? "" : "; racelab list names them all");
    free(hint);
    rl_list_free(&ids);
    return why;
}

const struct rl_lab *rl_course_find(const struct rl_course *course, const char *name, char **why)
{
    char *trimmed = rl_text_copy(name);
    for (size_t length = strlen(trimmed); length > 1 && trimmed[length - 1] == '/';)
        trimmed[--length] = '\0';
    const struct rl_lab *lab = match(course, trimmed);
    *why = lab ? NULL : unknown_lab(course, trimmed);
    free(trimmed);
    return lab;
}

void rl_lab_variants(const struct rl_lab *lab, struct rl_list *out)
{
    const char *const starts[] = {rl_lab_kind_start(RL_LAB_FIX), rl_lab_kind_start(RL_LAB_CALIBRATE)};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (is_file(lab->folder, starts[i]))
            rl_list_addf(out, "%s", starts[i]);
    char *fixes = rl_text_format("%s/fixes", lab->folder), *wrong = rl_text_format("%s/wrong", lab->folder);
    list_entries(fixes, ".c", "fixes/", out);
    list_entries(wrong, ".c", "wrong/", out);
    free(fixes);
    free(wrong);
}

/* "fixes/mutex.c", "fixes/mutex" and, where it is the only one of that name, "mutex". */
static char *find_variant(const struct rl_lab *lab, const char *name, char **why)
{
    struct rl_list variants = RL_LIST_INIT, shown = RL_LIST_INIT;
    rl_lab_variants(lab, &variants);
    char *file = rl_text_ends(name, ".c") ? rl_text_copy(name) : rl_text_format("%s.c", name), *hit = NULL;
    int hits = 0;
    for (size_t i = 0; i < variants.length; i++) {
        const char *variant = variants.items[i];
        rl_list_addf(&shown, "%.*s", (int)strlen(variant) - 2, variant);
        if (strcmp(variant, file) == 0 || strcmp(rl_text_base_name(variant), file) == 0) {
            if (hits == 0 || strcmp(variant, file) == 0) {
                free(hit);
                hit = rl_text_copy(variant);
            }
            hits += strcmp(variant, file) == 0 ? -1000 : 1;
        }
    }
    if (hits == 0 || hits > 1) {
        char *all = rl_list_join(&shown, ", "), *hint = rl_nearest_hint(name, &shown);
        *why = rl_text_format("%s has %s variant \"%s\"%s%s its variants are %s", lab->id,
                              hits ? "more than one" : "no", name, hint, *hint ? "" : ";", all);
        free(hint);
        free(all);
        free(hit);
        hit = NULL;
    }
    free(file);
    rl_list_free(&variants);
    rl_list_free(&shown);
    return hit;
}

const struct rl_lab *rl_course_find_variant(const struct rl_course *course, const char *name, char **variant,
                                            char **why)
{
    *variant = NULL;
    *why = NULL;
    size_t longest = 0;
    const struct rl_lab *lab = NULL;
    for (size_t i = 0; i < course->len; i++) {
        const char *names[] = {course->labs[i].id, course->labs[i].name};
        for (int j = 0; j < 2; j++) {
            size_t length = strlen(names[j]);
            if (length > longest && strncmp(name, names[j], length) == 0 &&
                (!name[length] || name[length] == '/')) {
                longest = length;
                lab = &course->labs[i];
            }
        }
    }
    if (!lab) {
        *why = unknown_lab(course, name);
        return NULL;
    }
    const char *rest = name + longest + strspn(name + longest, "/");
    if (*rest && !(*variant = find_variant(lab, rest, why)))
        return NULL;
    return lab;
}

struct rl_manifest *rl_lab_manifest(const struct rl_lab *lab, struct rl_list *problems)
{
    return rl_manifest_read(lab->folder, lab->name, problems);
}
