/* SPDX-License-Identifier: MIT */
/* SHA-256 by libmd. */
#include "digest.h"

#include <dirent.h>
#include <errno.h>
#include <sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct rl_digest_parts {
    SHA2_CTX state;
};

struct rl_digest_parts *rl_digest_begin(void)
{
    struct rl_digest_parts *parts = rl_alloc(sizeof *parts);
    SHA256Init(&parts->state);
    return parts;
}

static void add_length(struct rl_digest_parts *parts, uint64_t length)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(length >> (8 * i));
    SHA256Update(&parts->state, bytes, sizeof bytes);
}

void rl_digest_add(struct rl_digest_parts *parts, const void *bytes, size_t length)
{
    add_length(parts, length);
    SHA256Update(&parts->state, bytes, length);
}

void rl_digest_add_text(struct rl_digest_parts *parts, const char *text)
{
    if (text)
        rl_digest_add(parts, text, strlen(text));
    else
        add_length(parts, UINT64_MAX);
}

bool rl_digest_add_file(struct rl_digest_parts *parts, const char *path, char **why)
{
    size_t length;
    char *text = rl_text_read_file(path, &length);
    if (!text) {
        *why = rl_text_format("%s cannot be read: %s", path, strerror(errno));
        return false;
    }
    rl_digest_add(parts, text, length);
    free(text);
    return true;
}

static bool add_entry(struct rl_digest_parts *parts, const char *folder, const char *name, char **why)
{
    struct stat info;
    bool good = true;
    char *path = rl_text_format("%s/%s", folder, name);
    if (stat(path, &info) != 0) {
        *why = rl_text_format("%s cannot be read: %s", path, strerror(errno));
        good = false;
    } else if (S_ISDIR(info.st_mode) || S_ISREG(info.st_mode)) {
        rl_digest_add_text(parts, name);
        good = S_ISDIR(info.st_mode) ? rl_digest_add_folder(parts, path, why)
                                     : rl_digest_add_file(parts, path, why);
    }
    free(path);
    return good;
}

bool rl_digest_add_folder(struct rl_digest_parts *parts, const char *path, char **why)
{
    struct rl_list names = RL_LIST_INIT;
    DIR *stream = opendir(path);
    if (!stream) {
        *why = rl_text_format("the folder %s cannot be read: %s", path, strerror(errno));
        return false;
    }
    for (struct dirent *entry; (entry = readdir(stream));)
        if (entry->d_name[0] != '.')
            rl_list_add(&names, entry->d_name);
    closedir(stream);
    rl_list_sort(&names);
    add_length(parts, names.length);
    bool good = true;
    for (size_t i = 0; good && i < names.length; i++)
        good = add_entry(parts, path, names.items[i], why);
    rl_list_free(&names);
    return good;
}

struct rl_digest rl_digest_end(struct rl_digest_parts *parts)
{
    struct rl_digest digest;
    SHA256End(&parts->state, digest.hex);
    free(parts);
    return digest;
}

struct rl_digest rl_digest_bytes(const void *bytes, size_t length)
{
    struct rl_digest_parts *parts = rl_digest_begin();
    SHA256Update(&parts->state, bytes, length);
    return rl_digest_end(parts);
}
