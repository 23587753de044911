/* SPDX-License-Identifier: MIT */
/* Writes a working copy, whole or not at all, and puts its files back; what a learner wrote is never lost. */
#include "workcopy.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void undo(struct rl_list *made)
{
    for (size_t i = made->length; i-- > 0;)
        if (unlink(made->items[i]) != 0)
            rmdir(made->items[i]);
    rl_list_free(made);
}

/* The folder and those above it; those that were not there are added to `made`. */
static bool make_folders(const char *folder, struct rl_list *made, char **why)
{
    char *path = rl_text_copy(folder);
    bool good = true;
    for (char *at = path; good && at;) {
        at = strchr(at + 1, '/');
        if (at)
            *at = '\0';
        if (mkdir(path, 0777) == 0)
            rl_list_add(made, path);
        else if (errno != EEXIST) {
            struct stat info;
            int error = errno; /* a read-only file system says so of folders that are there, too */
            if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode)) {
                *why = rl_text_format("the folder %s cannot be made: %s; name another place", path,
                                      strerror(error));
                good = false;
            }
        }
        if (at)
            *at = '/';
    }
    free(path);
    return good;
}

/* Like rl_text_write_file, and readable as the user's umask says; a file that is cut short is removed. */
static bool write_file(const char *path, const char *text, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    size_t done = 0;
    while (done < length) {
        ssize_t put = write(fd, text + done, length - done);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            break;
        done += (size_t)put;
    }
    int error = done < length ? errno : 0;
    if (close(fd) != 0 && error == 0)
        error = errno;
    if (error)
        unlink(path);
    errno = error;
    return error == 0;
}

static bool write_one(const struct rl_workfile *file, const char *folder, struct rl_list *made, char **why)
{
    char *path = rl_text_format("%s/%s", folder, file->name), *above = rl_text_format("%s", path);
    *strrchr(above, '/') = '\0';
    bool good = make_folders(above, made, why);
    if (good && !write_file(path, file->text, file->length)) {
        *why = rl_text_format("%s cannot be written: %s%s", path, strerror(errno),
                              errno == ENOSPC || errno == EDQUOT ? "; make room and try again"
                                                                 : "; name another place");
        good = false;
    } else if (good) {
        rl_list_add(made, path);
    }
    free(above);
    free(path);
    return good;
}

bool rl_workplan_write(const struct rl_workplan *plan, const char *folder, char **why)
{
    struct rl_list made = RL_LIST_INIT;
    *why = NULL;
    bool good = make_folders(folder, &made, why);
    for (size_t i = 0; good && i < plan->len; i++)
        good = write_one(&plan->files[i], folder, &made, why);
    if (good)
        rl_list_free(&made);
    else
        undo(&made);
    return good;
}

bool rl_workfile_changed(const struct rl_workfile *file, const char *folder)
{
    size_t length = 0;
    char *path = rl_text_format("%s/%s", folder, file->name), *text = rl_text_read_file(path, &length);
    bool same = text && length == file->length && memcmp(text, file->text, length) == 0;
    free(text);
    free(path);
    return !same;
}

/* The file gets the first name of its own that is free. A link and not a rename, which would overwrite. */
static char *keep(const char *path, char **why)
{
    for (int number = 1;; number++) {
        char *name = rl_text_format("%s.%d", path, number);
        if (link(path, name) == 0) {
            unlink(path);
            return name;
        }
        if (errno == EEXIST) {
            free(name);
            continue;
        }
        if ((errno == EPERM || errno == ENOTSUP || errno == EMLINK) &&
            renameat2(AT_FDCWD, path, AT_FDCWD, name, RENAME_NOREPLACE) == 0)
            return name; /* a file system without hard links */
        *why =
            rl_text_format("%s cannot be kept as %s: %s; nothing was changed", path, name, strerror(errno));
        free(name);
        return NULL;
    }
}

enum rl_workfile_reset rl_workfile_reset(const struct rl_workfile *file, const char *folder, char **kept,
                                         char **why)
{
    *kept = NULL;
    *why = NULL;
    if (!rl_workfile_changed(file, folder))
        return RL_WORKFILE_SAME;
    char *path = rl_text_format("%s/%s", folder, file->name);
    struct rl_list made = RL_LIST_INIT;
    struct stat info;
    bool good = true;
    if (lstat(path, &info) == 0) {
        *kept = keep(path, why);
        good = *kept != NULL;
    }
    if (good && !write_one(file, folder, &made, why)) {
        good = false;
        if (*kept && rename(*kept, path) == 0) { /* as it was before */
            free(*kept);
            *kept = NULL;
        }
    }
    rl_list_free(&made);
    free(path);
    return good ? RL_WORKFILE_RESET : RL_WORKFILE_FAILED;
}
