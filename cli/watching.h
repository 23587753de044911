/* SPDX-License-Identifier: MIT */
/* What `watch` stands on: news of one file, keys that are pressed, and a racelab that runs beside this one.
 */
#ifndef RL_CLI_WATCHING_H
#define RL_CLI_WATCHING_H

#include <stdbool.h>
#include <sys/types.h>

/* --- one file in a folder, by inotify --- */

struct rl_file_news {
    int fd; /* to poll for reading */
    int folder, above;
    char *file;        /* base name */
    char *folder_name; /* base name of the folder, as the folder above knows it */
};
enum rl_news {
    RL_NEWS_NONE,
    RL_NEWS_SAVED, /* the file was written and closed, or another one was renamed to its name */
    RL_NEWS_GONE,  /* the folder was removed or renamed */
};
/* false: *why says what to do (the caller frees it). */
bool rl_file_news_open(struct rl_file_news *news, const char *folder, const char *file, char **why);
enum rl_news rl_file_news_read(struct rl_file_news *news); /* never blocks */
void rl_file_news_close(struct rl_file_news *news);

/* --- keys, one at a time, where stdin and stdout are a terminal --- */

bool rl_keys_open(void); /* false: there are none; rl_keys_close then does nothing */
void rl_keys_close(void);

/* --- racelab as a child --- */

/* Runs this racelab with `words` (NULL-terminated) in `folder`, stdin closed to it, signals as in `mask`
 * before they were blocked. It ends when this process does. -1: errno; *ended is a descriptor that can be
 * read once it has. */
pid_t rl_beside_start(const char *folder, const char *const *words, int *ended);
/* Its exit status, or 128 and the signal's number; after *ended was readable. Closes *ended. */
int rl_beside_status(pid_t pid, int *ended);

#endif
