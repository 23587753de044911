/* SPDX-License-Identifier: MIT */
/* Replay strings: "k3f9-5c2d", the tag of a program and a schedule of it. */
#ifndef RL_EXPLORE_TAG_H
#define RL_EXPLORE_TAG_H

#include <stdbool.h>
#include <stdint.h>

#define RL_TAG_LENGTH 4
#define RL_REPLAY_MAX 65536 /* characters of a replay string */

/* Four letters and digits from the hash of the code and the options that change what a schedule means. */
char *rl_tag_make(uint64_t code, const char *options);

/* "k3f9" and "5c2d" to "k3f9-5c2d". */
char *rl_replay_join(const char *tag, const char *schedule);

/* Is `replay` well-formed? Then *tag (RL_TAG_LENGTH + 1 bytes) and *schedule (points into replay) are set;
 * else *why says what is wrong with it (the caller frees it). */
bool rl_replay_parse(const char *replay, char tag[RL_TAG_LENGTH + 1], const char **schedule, char **why);

#endif
