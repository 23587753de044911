/* SPDX-License-Identifier: MIT */
/* Hashes racelab itself, and names compiler and libc. */
#include "fingerprint.h"

#include "sanitizers/resources.h"
#include "sanitizers/toolchain.h"

#include <gnu/libc-version.h>
#include <stdlib.h>

/* The version alone would not tell two builds of a working copy apart. */
static bool hash_racelab(struct rl_digest *out, char **why)
{
    struct rl_digest_parts *parts = rl_digest_begin();
    rl_digest_add_text(parts, RL_VERSION);
    bool good = rl_digest_add_file(parts, "/proc/self/exe", why) &&
                rl_digest_add_folder(parts, rl_resources_lib(), why) &&
                rl_digest_add_folder(parts, rl_resources_include(), why) &&
                rl_digest_add_folder(parts, rl_resources_primitives(), why);
    *out = rl_digest_end(parts);
    return good;
}

bool rl_fingerprint_make(const char *compiler, const char *options, struct rl_fingerprint *out, char **why)
{
    *out = (struct rl_fingerprint){0};
    *why = NULL;
    const struct rl_toolchain *toolchain = rl_toolchain_find(compiler, why);
    if (!toolchain || !hash_racelab(&out->racelab, why))
        return false;
    out->compiler = rl_text_copy(toolchain->version);
    out->libc = rl_text_format("glibc %s", gnu_get_libc_version());
    out->options = rl_text_copy(options);
    return true;
}

void rl_fingerprint_free(struct rl_fingerprint *fingerprint)
{
    free(fingerprint->compiler);
    free(fingerprint->libc);
    free(fingerprint->options);
    *fingerprint = (struct rl_fingerprint){0};
}

struct rl_digest rl_fingerprint_key(const struct rl_fingerprint *fingerprint, const char *lab_id,
                                    const struct rl_digest *lab, const char *submission)
{
    struct rl_digest_parts *parts = rl_digest_begin();
    rl_digest_add_text(parts, fingerprint->racelab.hex);
    rl_digest_add_text(parts, fingerprint->compiler);
    rl_digest_add_text(parts, fingerprint->libc);
    rl_digest_add_text(parts, fingerprint->options);
    rl_digest_add_text(parts, lab_id);
    rl_digest_add_text(parts, lab->hex);
    rl_digest_add_text(parts, submission);
    return rl_digest_end(parts);
}
