/* SPDX-License-Identifier: MIT */
/* Finds submissions. */
#include "assign.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *remember(struct rl_assignment *assignment, const char *text)
{
    rl_list_add(&assignment->names, text);
    return assignment->names.items[assignment->names.length - 1];
}

/* root: the folder of submissions that the path lies in; NULL: it was named by itself. */
static void add(struct rl_assignment *assignment, const struct rl_task_lab *lab, const char *learner,
                const char *root, const char *path)
{
    assignment->tasks = rl_grow(assignment->tasks, (assignment->len + 1) * sizeof *assignment->tasks);
    assignment->tasks[assignment->len++] = (struct rl_task){.learner = remember(assignment, learner),
                                                            .path = remember(assignment, path),
                                                            .root = root ? remember(assignment, root) : NULL,
                                                            .lab = lab,
                                                            .got = -1};
}

void rl_assignment_add_file(struct rl_assignment *assignment, const struct rl_task_lab *lab,
                            const char *learner, const char *folder, const char *name)
{
    char *path = rl_text_format("%s/%s", folder, name);
    add(assignment, lab, learner, NULL, path);
    free(path);
}

/* Whatever it is: a FIFO or a folder of this name was handed in, too, and gets a verdict. */
static bool is_there(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0;
}

static bool add_from(struct rl_assignment *assignment, const struct rl_task_lab *lab, const char *folder,
                     const char *learner)
{
    const char *source = lab->manifest->source;
    char *places[] = {rl_text_format("%s/%s/%s/%s", folder, learner, lab->lab->id, source),
                      rl_text_format("%s/%s/%s", folder, learner, source)};
    bool found = false;
    for (int i = 0; i < 2; i++) {
        if (!found && is_there(places[i])) {
            add(assignment, lab, learner, folder, places[i]);
            found = true;
        }
        free(places[i]);
    }
    return found;
}

void rl_assignment_add_learner(struct rl_assignment *assignment, const struct rl_task_lab *lab,
                               const char *folder, const char *learner)
{
    if (add_from(assignment, lab, folder, learner))
        return;
    rl_list_add(&assignment->missing, learner);
    rl_list_add(&assignment->missing, lab->lab->id);
}

static bool entries(const char *path, bool folders, struct rl_list *names, char **why)
{
    DIR *stream = opendir(path);
    if (!stream) {
        *why = rl_text_format("the folder %s cannot be read: %s", path, strerror(errno));
        return false;
    }
    for (struct dirent *entry; (entry = readdir(stream));) {
        struct stat info;
        char *place = rl_text_format("%s/%s", path, entry->d_name);
        bool folder = stat(place, &info) == 0 && S_ISDIR(info.st_mode);
        if (entry->d_name[0] != '.' && folder == folders)
            rl_list_add(names, entry->d_name);
        free(place);
    }
    closedir(stream);
    rl_list_sort(names);
    return true;
}

bool rl_folders_in(const char *path, struct rl_list *names, char **why)
{
    return entries(path, true, names, why);
}

static bool add_folder(struct rl_assignment *assignment, const struct rl_task_lab *lab, const char *path,
                       char **why)
{
    struct rl_list folders = RL_LIST_INIT, files = RL_LIST_INIT;
    size_t before = assignment->len;
    bool good = entries(path, true, &folders, why) && entries(path, false, &files, why);
    for (size_t i = 0; good && i < folders.length; i++)
        add_from(assignment, lab, path, folders.items[i]);
    for (size_t i = 0; good && i < files.length; i++) {
        const char *name = files.items[i];
        if (!rl_text_ends(name, ".c"))
            continue;
        char *learner = rl_text_format("%.*s", (int)strlen(name) - 2, name),
             *file = rl_text_format("%s/%s", path, name);
        add(assignment, lab, learner, path, file);
        free(file);
        free(learner);
    }
    if (good && assignment->len == before) {
        *why = rl_text_format(
            "%s holds no submissions of %s: a folder a learner with %s in it is expected, or C files "
            "named after learners",
            path, lab->lab->id, lab->manifest->source);
        good = false;
    }
    rl_list_free(&folders);
    rl_list_free(&files);
    return good;
}

bool rl_assignment_add_path(struct rl_assignment *assignment, const struct rl_task_lab *lab, const char *path,
                            char **why)
{
    struct stat info;
    *why = NULL;
    if (stat(path, &info) != 0 && lstat(path, &info) != 0) {
        *why = rl_text_format("%s: %s; name a submission, or a folder of them", path, strerror(errno));
        return false;
    }
    if (S_ISDIR(info.st_mode))
        return add_folder(assignment, lab, path, why);
    add(assignment, lab, path, NULL, path);
    return true;
}

static int by_learner(const void *left, const void *right)
{
    const struct rl_task *a = left, *b = right;
    int order = strcmp(a->learner, b->learner);
    return order ? order : strcmp(a->lab->lab->id, b->lab->lab->id);
}

bool rl_assignment_finish(struct rl_assignment *assignment, unsigned shard, unsigned of, char **why)
{
    size_t kept = 0;
    *why = NULL;
    if (assignment->len > 1)
        qsort(assignment->tasks, assignment->len, sizeof *assignment->tasks, by_learner);
    for (size_t i = 1; i < assignment->len && !*why; i++)
        if (by_learner(&assignment->tasks[i - 1], &assignment->tasks[i]) == 0)
            *why = rl_text_format("%s and %s are both the submission of %s for %s; leave one",
                                  assignment->tasks[i - 1].path, assignment->tasks[i].path,
                                  assignment->tasks[i].learner, assignment->tasks[i].lab->lab->id);
    for (size_t i = 0; i < assignment->len; i++)
        if (i % of == shard - 1)
            assignment->tasks[kept++] = assignment->tasks[i];
    assignment->len = kept;
    if (of > 1) /* each shard would name them all */
        rl_list_free(&assignment->missing);
    return *why == NULL;
}

void rl_assignment_free(struct rl_assignment *assignment)
{
    for (size_t i = 0; i < assignment->len; i++)
        rl_task_free(&assignment->tasks[i]);
    free(assignment->tasks);
    rl_list_free(&assignment->names);
    rl_list_free(&assignment->missing);
    *assignment = (struct rl_assignment){0};
}

bool rl_shard_parse(const char *text, unsigned *shard, unsigned *of)
{
    int end = 0;
    return sscanf(text, "%5u/%5u%n", shard, of, &end) == 2 && !text[end] && *shard >= 1 && *shard <= *of;
}
