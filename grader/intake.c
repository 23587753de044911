/* SPDX-License-Identifier: MIT */
/* Opens a submission without trusting its name, reads it once, and refuses what is no C file. */
#include "intake.h"
#include "words.h"

#include "sanitizers/workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *kind_of(mode_t mode)
{
    if (S_ISDIR(mode))
        return "a directory";
    if (S_ISFIFO(mode))
        return "a FIFO";
    if (S_ISSOCK(mode))
        return "a socket";
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return "a device";
    return "no regular file";
}

static char *cannot_open(const char *path, int error)
{
    if (error == ENOENT || error == ENOTDIR)
        return rl_text_format("%s: there is no such file; name the C file that holds your fix", path);
    if (error == EACCES || error == EPERM)
        return rl_text_format("%s: you may not read it; `chmod u+r %s` lets you", path, path);
    if (error == ELOOP)
        return rl_text_format("%s: a symbolic link, or behind one; hand in the C file itself", path);
    if (error == EXDEV)
        return rl_text_format("%s: leads out of the folder of submissions; hand in the C file itself", path);
    return rl_text_format("%s: cannot be opened: %s", path, strerror(error));
}

/* Below root, what lies on the way was handed in as well: a link there could lead to another learner's work,
 * or to anything that the instructor can read. */
static int open_place(const char *root, const char *path)
{
    if (!root)
        return open(path, O_PATH | O_CLOEXEC);
    int folder = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct open_how how = {.flags = O_PATH | O_CLOEXEC,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    const char *rest = path + strlen(root);
    int place =
        folder >= 0 ? (int)syscall(SYS_openat2, folder, rest + strspn(rest, "/"), &how, sizeof how) : -1;
    int error = errno;
    if (folder >= 0)
        close(folder);
    errno = error;
    return place;
}

/* The kind is asked of a descriptor that opens nothing (O_PATH), and the same inode is then opened through
 * it, so that the file cannot be swapped for a FIFO in between. */
static int open_regular(const char *root, const char *path, char **why)
{
    struct stat info;
    int place = open_place(root, path);
    if (place < 0 || fstat(place, &info) != 0) {
        *why = cannot_open(path, errno);
        if (place >= 0)
            close(place);
        return -1;
    }
    int fd = -1;
    if (!S_ISREG(info.st_mode)) {
        *why = rl_text_format("%s: %s, not a C file; name the C file that holds your fix", path,
                              kind_of(info.st_mode));
    } else if (root && info.st_nlink > 1) {
        *why = rl_text_format(
            "%s: has a second name elsewhere (a hard link), so others can change it; hand in a copy", path);
    } else {
        char *again = rl_text_format("/proc/self/fd/%d", place);
        fd = open(again, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        if (fd < 0)
            *why = cannot_open(path, errno);
        free(again);
    }
    close(place);
    return fd;
}

static bool read_all(int fd, const char *path, struct rl_submission *out, char **why)
{
    out->text = rl_alloc(RL_INTAKE_CAP + 2);
    while (out->length <= RL_INTAKE_CAP) {
        ssize_t got = read(fd, out->text + out->length, RL_INTAKE_CAP + 1 - out->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            *why = rl_text_format("%s: cannot be read: %s", path, strerror(errno));
            return false;
        }
        if (got == 0)
            break;
        out->length += (size_t)got;
    }
    return true;
}

static bool is_c_text(const char *path, const struct rl_submission *submission, char **why)
{
    if (submission->length > RL_INTAKE_CAP)
        *why = rl_text_format("%s: larger than %d KiB, which no fix of a lab is; hand in the C file only",
                              path, RL_INTAKE_CAP / 1024);
    else if (strspn(submission->text, " \t\r\n\f\v") == submission->length)
        *why = rl_text_format(
            "%s: empty; start from a copy of the lab's buggy.c (`racelab show LAB` says where it is)", path);
    else if (strlen(submission->text) != submission->length)
        *why = rl_text_format(
            "%s: a binary file (it holds NUL bytes); hand in the C source, not what was compiled", path);
    return *why == NULL;
}

static enum rl_intake keep(const char *source, struct rl_submission *out, char **why)
{
    char *problem = NULL;
    out->folder = rl_workdir_create(&problem);
    if (!out->folder) {
        *why = problem;
        return RL_INTAKE_INFRA;
    }
    out->path = rl_text_format("%s/%s", out->folder, source);
    if (rl_text_write_file(out->path, out->text, out->length))
        return RL_INTAKE_OK;
    *why =
        rl_text_format("the copy of %s cannot be written: %s; make room, or set TMPDIR to a folder with room",
                       out->shown, strerror(errno));
    return RL_INTAKE_INFRA;
}

enum rl_intake rl_intake_below(const char *root, const char *path, const char *source,
                               struct rl_submission *out, char **why)
{
    *out = (struct rl_submission){.shown = rl_text_copy(path)};
    *why = NULL;
    int fd = open_regular(root, path, why);
    enum rl_intake result = RL_INTAKE_BAD;
    if (fd >= 0) {
        if (read_all(fd, path, out, why) && is_c_text(path, out, why))
            result = keep(source, out, why);
        close(fd);
    }
    if (result != RL_INTAKE_OK)
        rl_submission_free(out);
    return result;
}

enum rl_intake rl_intake_file(const char *path, const char *source, struct rl_submission *out, char **why)
{
    return rl_intake_below(NULL, path, source, out, why);
}

void rl_submission_free(struct rl_submission *submission)
{
    rl_workdir_remove(submission->folder);
    free(submission->path);
    free(submission->text);
    free(submission->shown);
    *submission = (struct rl_submission){0};
}
