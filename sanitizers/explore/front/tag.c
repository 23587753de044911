/* SPDX-License-Identifier: MIT */
/* Makes and takes apart replay strings. */
#include "tag.h"

#include <string.h>

#include "sanitizers/text.h"

static bool is_digit36(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

char *rl_tag_make(uint64_t code, const char *options)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    uint64_t hash = code;
    for (const char *c = options; c && *c; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
    hash ^= hash >> 32;
    char tag[RL_TAG_LENGTH + 1] = {0};
    for (int i = 0; i < RL_TAG_LENGTH; i++) {
        tag[i] = digits[hash % 36];
        hash /= 36;
    }
    return rl_text_copy(tag);
}

char *rl_replay_join(const char *tag, const char *schedule)
{
    return rl_text_format("%s-%s", tag, schedule);
}

bool rl_replay_parse(const char *replay, char tag[RL_TAG_LENGTH + 1], const char **schedule, char **why)
{
    static const char shape[] =
        "A replay string is four letters or digits, a dash, and letters or digits (like "
        "k3f9-5c2d): copy it as racelab printed it";
    size_t length = strnlen(replay, RL_REPLAY_MAX + 1);
    if (length > RL_REPLAY_MAX) {
        *why = rl_text_format("the replay string is longer than %d characters. %s", RL_REPLAY_MAX, shape);
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (i == RL_TAG_LENGTH ? replay[i] == '-' : is_digit36(replay[i]))
            continue;
        *why = rl_text_format("'%.40s' is no replay string: its character %zu is wrong. %s", replay, i + 1,
                              shape);
        return false;
    }
    if (length < RL_TAG_LENGTH + 2) {
        *why = rl_text_format("'%.40s' is no replay string: it is too short. %s", replay, shape);
        return false;
    }
    memcpy(tag, replay, RL_TAG_LENGTH);
    tag[RL_TAG_LENGTH] = '\0';
    *schedule = replay + RL_TAG_LENGTH + 1;
    return true;
}
