/* SPDX-License-Identifier: MIT */
/* One small JSON file a program, in $XDG_STATE_HOME/racelab or ~/.local/state/racelab. */
#include "remember.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sanitizers/text.h"
#include "tag.h"

enum { REMEMBERED_MOST = 200 };

/* NULL: there is no home. The caller frees it. */
static char *state_folder(void)
{
    const char *state = getenv("XDG_STATE_HOME");
    const char *home = getenv("HOME");
    if (state && state[0] == '/')
        return rl_text_format("%s/racelab", state);
    return home && home[0] == '/' ? rl_text_format("%s/.local/state/racelab", home) : NULL;
}

static bool make_folders(const char *path)
{
    char *copy = rl_text_copy(path);
    for (char *slash = copy + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(copy, 0777);
        *slash = '/';
    }
    bool made = mkdir(copy, 0777) == 0 || errno == EEXIST;
    free(copy);
    return made;
}

/* Whole or not at all, also where two racelabs write at the same time. */
static bool write_file(const char *folder, const char *name, json_t *content)
{
    char *temporary = rl_text_format("%s/.%s.%ld", folder, name, (long)getpid());
    char *path = rl_text_format("%s/%s", folder, name);
    bool written = json_dump_file(content, temporary, JSON_INDENT(2)) == 0 && rename(temporary, path) == 0;
    if (!written)
        unlink(temporary);
    free(path);
    free(temporary);
    return written;
}

static char *record_name(const char *replay)
{
    return rl_text_format("%.*s.json", RL_TAG_LENGTH, replay);
}

/* The oldest records go when there are too many. */
static void forget_oldest(const char *folder)
{
    for (;;) {
        DIR *directory = opendir(folder);
        char *oldest = NULL;
        time_t when = 0;
        size_t count = 0;
        for (struct dirent *entry; directory && (entry = readdir(directory));) {
            struct stat status;
            if (strlen(entry->d_name) != RL_TAG_LENGTH + strlen(".json") || entry->d_name[0] == '.' ||
                fstatat(dirfd(directory), entry->d_name, &status, 0) != 0)
                continue;
            count++;
            if (oldest && status.st_mtime >= when)
                continue;
            free(oldest);
            oldest = rl_text_copy(entry->d_name);
            when = status.st_mtime;
        }
        if (directory)
            closedir(directory);
        char *path = oldest ? rl_text_format("%s/%s", folder, oldest) : NULL;
        bool removed = count > REMEMBERED_MOST && path && unlink(path) == 0;
        free(path);
        free(oldest);
        if (!removed)
            return;
    }
}

bool rl_remember(json_t *record, const char *replay, bool is_failure, char **why)
{
    char *folder = state_folder();
    if (!folder) {
        *why = rl_text_copy("this failure is not remembered: neither XDG_STATE_HOME nor HOME is set");
        return false;
    }
    char *name = record_name(replay);
    json_t *last = json_pack("{s:s}", "replay", replay);
    bool done = make_folders(folder) && write_file(folder, name, record) &&
                (!is_failure || write_file(folder, "last.json", last));
    if (!done)
        *why = rl_text_format("this failure is not remembered: cannot write %s: %s", folder, strerror(errno));
    else
        forget_oldest(folder);
    json_decref(last);
    free(name);
    free(folder);
    return done;
}

void rl_forget_last(void)
{
    char *folder = state_folder();
    char *path = folder ? rl_text_format("%s/last.json", folder) : NULL;
    if (path)
        unlink(path);
    free(path);
    free(folder);
}

/* *why: the file is there and is no JSON. NULL without *why: it is not there. */
static json_t *read_file(const char *folder, const char *name, char **why)
{
    char *path = rl_text_format("%s/%s", folder, name);
    json_error_t error;
    json_t *content = NULL;
    if (access(path, F_OK) == 0) {
        content = json_load_file(path, 0, &error);
        if (!json_is_object(content)) {
            json_decref(content);
            content = NULL;
            *why = rl_text_format(
                "cannot read what racelab remembers in %s. Remove that file, and explore again", path);
        }
    }
    free(path);
    return content;
}

static bool recall_last(const char *folder, char **replay, char **why)
{
    json_t *last = read_file(folder, "last.json", why);
    const char *text = json_string_value(json_object_get(last, "replay"));
    char tag[RL_TAG_LENGTH + 1];
    const char *schedule = NULL;
    char *malformed = NULL;
    if (text && rl_replay_parse(text, tag, &schedule, &malformed))
        *replay = rl_text_copy(text);
    else if (!*why)
        *why =
            rl_text_copy("there is no failure to replay yet. Explore a program first: racelab explore FILE…");
    free(malformed);
    json_decref(last);
    return *replay != NULL;
}

json_t *rl_recall(char **replay, char **why)
{
    char *folder = state_folder();
    json_t *record = NULL;
    *why = NULL;
    if (!folder) {
        *why = rl_text_copy(
            "nothing is remembered: neither XDG_STATE_HOME nor HOME is set. Give the files: racelab "
            "explore --replay STRING FILE…");
        return NULL;
    }
    if (*replay || recall_last(folder, replay, why)) {
        char *name = record_name(*replay);
        record = read_file(folder, name, why);
        if (!record && !*why)
            *why = rl_text_format(
                "no program is remembered whose replay strings begin with %.*s-. Give its files: racelab "
                "explore --replay %s FILE…",
                RL_TAG_LENGTH, *replay, *replay);
        free(name);
    }
    free(folder);
    return record;
}

char *rl_files_hash(const char *const *files, char **why)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; files[i]; i++) {
        FILE *file = fopen(files[i], "re");
        if (!file) {
            *why = rl_text_format("cannot read %s: %s", files[i], strerror(errno));
            return NULL;
        }
        for (int byte; (byte = getc(file)) != EOF;)
            hash = (hash ^ (unsigned char)byte) * UINT64_C(0x100000001b3);
        hash = (hash ^ 0x100) * UINT64_C(0x100000001b3);
        fclose(file);
    }
    return rl_text_format("%016llx", (unsigned long long)hash);
}
