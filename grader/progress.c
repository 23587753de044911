/* SPDX-License-Identifier: MIT */
/* Reads and writes progress.json: whole or not at all, one process at a time. */
#include "progress.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA "racelab/progress/v1"

static char *state_folder(void)
{
    const char *own = getenv("RACELAB_STATE"), *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (own && *own)
        return rl_text_copy(own);
    if (state && *state == '/')
        return rl_text_format("%s/racelab", state);
    return home && *home == '/' ? rl_text_format("%s/.local/state/racelab", home) : NULL;
}

char *rl_progress_path(void)
{
    char *folder = state_folder();
    char *path = folder ? rl_text_format("%s/progress.json", folder) : NULL;
    free(folder);
    return path;
}

static bool make_folder(const char *folder)
{
    char *copy = rl_text_copy(folder);
    struct stat info;
    for (char *at = copy; (at = strchr(at + 1, '/'));) {
        *at = '\0';
        mkdir(copy, 0777);
        *at = '/';
    }
    mkdir(copy, 0777);
    bool there = stat(copy, &info) == 0 && S_ISDIR(info.st_mode);
    free(copy);
    return there;
}

static json_t *empty(void)
{
    return json_pack("{s:s, s:{}}", "schema", SCHEMA, "labs");
}

enum state { GOOD, ABSENT, DAMAGED, FOREIGN };

/* *out and *note are set where the state is GOOD, and where it is not, respectively. */
static enum state load(const char *path, json_t **out, char **note)
{
    json_error_t error;
    char *text = rl_text_read_file(path, NULL);
    if (!text && errno == ENOENT)
        return ABSENT;
    if (!text) {
        *note = rl_text_format("your progress in %s cannot be read: %s", path, strerror(errno));
        return FOREIGN;
    }
    json_t *json = json_loads(text, 0, &error);
    free(text);
    const char *schema = json_string_value(json_object_get(json, "schema"));
    if (schema && rl_text_starts(schema, "racelab/progress/") && strcmp(schema, SCHEMA) != 0) {
        *note = rl_text_format(
            "your progress in %s was written by a newer racelab (%s); this one leaves it alone", path,
            schema);
        json_decref(json);
        return FOREIGN;
    }
    if (schema && strcmp(schema, SCHEMA) == 0 && json_is_object(json_object_get(json, "labs"))) {
        *out = json;
        return GOOD;
    }
    *note = json ? rl_text_format("%s is no record of progress", path)
                 : rl_text_format("%s is damaged (line %d: %s)", path, error.line, error.text);
    json_decref(json);
    return DAMAGED;
}

/* A new folder's lock file; -1: errno. Blocks until nobody else has it. */
static int lock(const char *folder)
{
    char *path = rl_text_format("%s/progress.lock", folder);
    int fd = make_folder(folder) ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : -1;
    free(path);
    while (fd >= 0 && flock(fd, LOCK_EX) != 0)
        if (errno != EINTR) {
            int error = errno;
            close(fd);
            errno = error;
            return -1;
        }
    return fd;
}

/* Under the lock: the damaged file gets another name, of its own. */
static bool set_aside(const char *path, char **note)
{
    for (int number = 1;; number++) {
        char *name = rl_text_format("%s.damaged.%d", path, number);
        bool moved = renameat2(AT_FDCWD, path, AT_FDCWD, name, RENAME_NOREPLACE) == 0;
        bool taken = !moved && errno == EEXIST;
        if (!taken) {
            char *text =
                moved
                    ? rl_text_format("%s; it is kept as %s, and a new record is begun. Labs that you solved "
                                     "are recorded again by `racelab check`",
                                     *note, name)
                    : rl_text_format("%s, and cannot be set aside: %s; move it away", *note, strerror(errno));
            free(*note);
            *note = text;
        }
        free(name);
        if (!taken)
            return moved;
    }
}

json_t *rl_progress_read(char **note)
{
    char *path = rl_progress_path(), *folder = state_folder();
    json_t *json = NULL;
    *note = NULL;
    if (path && load(path, &json, note) == DAMAGED) {
        int held = lock(folder);
        free(*note);
        *note = NULL;
        /* Another process may have mended it while this one waited. */
        if (load(path, &json, note) == DAMAGED)
            set_aside(path, note);
        if (held >= 0)
            close(held);
    }
    free(folder);
    free(path);
    return json ? json : empty();
}

struct rl_progress_lab rl_progress_lab(const json_t *progress, const char *lab)
{
    const json_t *entry = json_object_get(json_object_get(progress, "labs"), lab);
    const json_t *last = json_object_get(entry, "last_check");
    struct rl_progress_lab out = {.folder = json_string_value(json_object_get(entry, "folder")),
                                  .solved = json_string_value(json_object_get(entry, "solved")),
                                  .key = json_string_value(json_object_get(entry, "passed_key")),
                                  .verdict = json_string_value(json_object_get(last, "verdict")),
                                  .hazard = json_string_value(json_object_get(last, "hazard")),
                                  .replay = json_string_value(json_object_get(last, "replay")),
                                  .digest = json_string_value(json_object_get(last, "file_sha256"))};
    out.state = out.solved ? RL_PROGRESS_SOLVED : json_is_object(entry) ? RL_PROGRESS_BEGUN : RL_PROGRESS_NEW;
    return out;
}

/* The temporary file is in the same folder, so that the rename is one step; it is on the disk before it has
 * the name. */
static bool store(const char *path, const json_t *json, char **why)
{
    char *real = realpath(path, NULL),
         *temporary = rl_text_format("%s.%ld", real ? real : path, (long)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    bool good =
        fd >= 0 && json_dumpfd(json, fd, JSON_INDENT(2)) == 0 && write(fd, "\n", 1) == 1 && fsync(fd) == 0;
    int error = errno;
    if (fd >= 0 && close(fd) != 0 && good) {
        good = false;
        error = errno;
    }
    if (good && rename(temporary, real ? real : path) != 0) {
        good = false;
        error = errno;
    }
    if (!good) {
        unlink(temporary);
        *why = rl_text_format(
            "your progress is not recorded: %s cannot be written: %s; RACELAB_STATE names another folder",
            path, strerror(error));
    }
    free(temporary);
    free(real);
    return good;
}

static json_t *entry_of(json_t *progress, const char *lab)
{
    json_t *labs = json_object_get(progress, "labs"), *entry = json_object_get(labs, lab);
    if (!json_is_object(entry)) {
        entry = json_object();
        json_object_set_new(labs, lab, entry);
    }
    return entry;
}

static bool change(void (*with)(json_t *progress, const void *ctx), const void *ctx, char **note, char **why)
{
    *note = *why = NULL;
    char *folder = state_folder(), *path = rl_progress_path();
    if (!folder) {
        *why = rl_text_copy("your progress is not recorded: set RACELAB_STATE to a folder for it, or HOME");
        return false;
    }
    int held = lock(folder);
    bool good = held >= 0;
    json_t *json = NULL;
    if (!good) {
        *why = rl_text_format(
            "your progress is not recorded: %s cannot be used: %s; RACELAB_STATE names another folder",
            folder, strerror(errno));
    } else {
        enum state state = load(path, &json, note);
        good = state == GOOD || state == ABSENT || (state == DAMAGED && set_aside(path, note));
        json = json ? json : empty();
        if (good) {
            with(json, ctx);
            good = store(path, json, why);
        } else {
            *why = rl_text_format("your progress is not recorded: %s", *note);
            free(*note);
            *note = NULL;
        }
        close(held);
    }
    json_decref(json);
    free(path);
    free(folder);
    return good;
}

static void put(json_t *object, const char *key, const char *text)
{
    json_t *value = text ? json_string(text) : NULL; /* NULL: it is no UTF-8, as a folder's name may be */
    if (value)
        json_object_set_new(object, key, value);
}

struct begun {
    const char *lab, *folder;
};

static void note_begun(json_t *progress, const void *ctx)
{
    const struct begun *begun = ctx;
    put(entry_of(progress, begun->lab), "folder", begun->folder);
}

bool rl_progress_begun(const char *lab, const char *folder, char **note, char **why)
{
    struct begun begun = {lab, folder};
    return change(note_begun, &begun, note, why);
}

static void note_check(json_t *progress, const void *ctx)
{
    const struct rl_progress_check *check = ctx;
    json_t *entry = entry_of(progress, check->lab), *last = json_object();
    json_int_t checks = json_integer_value(json_object_get(entry, "checks"));
    json_object_set_new(entry, "checks", json_integer(checks + 1));
    put(last, "verdict", check->verdict);
    put(last, "hazard", check->hazard);
    put(last, "replay", check->replay);
    put(last, "file_sha256", check->digest);
    put(last, "day", check->day);
    json_object_set_new(entry, "last_check", last);
    if (check->solved) {
        if (!json_object_get(entry, "solved"))
            put(entry, "solved", check->day);
        put(entry, "passed_key", check->key);
    }
}

bool rl_progress_checked(const struct rl_progress_check *check, char **note, char **why)
{
    return change(note_check, check, note, why);
}
