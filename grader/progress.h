/* SPDX-License-Identifier: MIT */
/* A learner's progress: one readable file, which labs were begun, what was found last, which are solved. */
#ifndef RL_GRADER_PROGRESS_H
#define RL_GRADER_PROGRESS_H

#include "words.h"

#include <jansson.h>

enum rl_progress_state { RL_PROGRESS_NEW, RL_PROGRESS_BEGUN, RL_PROGRESS_SOLVED };

/* progress.json lies in $RACELAB_STATE, else in $XDG_STATE_HOME/racelab, else in ~/.local/state/racelab.
 * NULL: none of the three is set (caller frees). */
char *rl_progress_path(void);

/* What the file says, as racelab/progress/v1; an empty one where there is no file. Never NULL (json_decref
 * it). *note, if not NULL, is to be shown (the caller frees it): the file was damaged and set aside under
 * another name, or it cannot be read. */
json_t *rl_progress_read(char **note);

/* Of one lab, "GROUP/ID". The strings live as long as `progress`; NULL: not known. */
struct rl_progress_lab {
    enum rl_progress_state state;
    const char *folder;  /* of the working copy that was made last */
    const char *solved;  /* the day, "2026-11-24" */
    const char *key;     /* of the check that passed: the same key gives the same verdict */
    const char *verdict; /* of the last check */
    const char *hazard;  /* its primary one */
    const char *replay;  /* a replay string of it */
    const char *digest;  /* of the file that was checked last */
};
struct rl_progress_lab rl_progress_lab(const json_t *progress, const char *lab);

/* What a check of a lab came to; NULL strings are left out. */
struct rl_progress_check {
    const char *lab;
    const char *verdict, *hazard, *replay, *digest, *key;
    const char *day;
    bool solved;
};

/* Both change the file as a whole, under a lock: of two processes neither's change is lost, and a reader sees
 * the file before or after. false: it could not be written, *why says what to do (the caller frees it). *note
 * as above. */
bool rl_progress_begun(const char *lab, const char *folder, char **note, char **why);
bool rl_progress_checked(const struct rl_progress_check *check, char **note, char **why);

#endif
