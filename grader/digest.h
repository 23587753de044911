/* SPDX-License-Identifier: MIT */
/* SHA-256 of bytes, files and whole folders, as 64 hexadecimal digits. */
#ifndef RL_GRADER_DIGEST_H
#define RL_GRADER_DIGEST_H

#include "words.h"

enum { RL_DIGEST_LENGTH = 64 }; /* characters, without the NUL */

struct rl_digest {
    char hex[RL_DIGEST_LENGTH + 1];
};

struct rl_digest rl_digest_bytes(const void *bytes, size_t length);

/* Of several parts: each is hashed with its length, so that no two lists of parts look the same. */
struct rl_digest_parts;
struct rl_digest_parts *rl_digest_begin(void);
void rl_digest_add(struct rl_digest_parts *parts, const void *bytes, size_t length);
void rl_digest_add_text(struct rl_digest_parts *parts, const char *text); /* NULL: not the same as "" */
/* The file's bytes. false: it cannot be read, *why says so (the caller frees it). */
bool rl_digest_add_file(struct rl_digest_parts *parts, const char *path, char **why);
/* Every regular file below the folder with its name, in the order of their names; names that begin with a dot
 * are left out. A symbolic link counts as what it leads to. */
bool rl_digest_add_folder(struct rl_digest_parts *parts, const char *path, char **why);
struct rl_digest rl_digest_end(struct rl_digest_parts *parts); /* frees parts */

#endif
