/* SPDX-License-Identifier: MIT */
/* What the parts of the process runner share: the keeper's side, and looking at a running child from outside.
 */
#ifndef RL_PROCESS_INTERNAL_H
#define RL_PROCESS_INTERNAL_H

#include "process.h"

#include <stdint.h>
#include <sys/types.h>

enum rl_keeper_news_kind {
    RL_KEEPER_STARTED,
    RL_KEEPER_EXEC_FAILED,
    RL_KEEPER_ENDED,
    RL_KEEPER_INSIDE_FAILED, /* from the sandbox */
    RL_KEEPER_INSIDE_ENDED   /* from the sandbox: how the program itself ended */
};

/* What the sandbox could not do. */
enum rl_inside_step {
    RL_INSIDE_PRIVILEGES,
    RL_INSIDE_FOLDER,
    RL_INSIDE_LANDLOCK,
    RL_INSIDE_LIMITS,
    RL_INSIDE_USER,
    RL_INSIDE_FILTER,
    RL_INSIDE_START
};

/* Written by the keeper (and by a child whose exec failed) to the status pipe, whole: it is shorter than
 * PIPE_BUF. */
struct rl_keeper_news {
    enum rl_keeper_news_kind kind;
    pid_t pid;                /* STARTED: the child's */
    int error;                /* EXEC_FAILED: errno */
    const char *failed;       /* EXEC_FAILED: what failed; a literal of this program */
    enum rl_inside_step step; /* INSIDE_FAILED, with error */
    int wait_status;          /* ENDED, INSIDE_ENDED */
    double cpu_seconds;       /* ENDED, INSIDE_ENDED */
};

/* Everything the keeper and the child need, prepared before the fork: after it they may not allocate. */
struct rl_keeper_job {
    const struct rl_process_request *request;
    const char *program;
    char *const *argv;
    const struct rl_sandboxed *sandboxed; /* NULL: outside of the sandbox */
    char **env;
    int input;    /* /dev/null */
    int output;   /* write end */
    int evidence; /* write end, or -1 */
    int control;  /* read end: readable or closed means: end the child */
    int news;     /* write end */
};

#define RL_EVIDENCE_FD 100

/* "change the user", as in "the sandbox cannot …". */
const char *rl_sandbox_step_words(enum rl_inside_step step);

/* The keeper's life; the process ends with it. */
_Noreturn void rl_keeper_main(const struct rl_keeper_job *job);

/* Looking from outside, through /proc. All of them say "no" or 0 where /proc does not tell. */
/* Of a process and all its descendants. */
struct rl_watch_family {
    size_t resident; /* bytes */
    double cpu_ms;   /* with that of children that have been waited for */
    unsigned threads;
};
struct rl_watch_family rl_watch_family(pid_t pid);
/* Does it run a program of its own? Until then it is a copy of racelab, whose memory the kernel counts as its. */
bool rl_watch_has_begun(pid_t pid);
pid_t rl_watch_first_child(pid_t parent); /* the one it started first, of those that live; 0: none */
/* ns: the most that one of its threads waited for a processor. false: it is not there (any more). */
bool rl_watch_longest_run_delay(pid_t pid, uint64_t *most);
/* Are all threads, but the first `helpers` after main, in a wait that nothing outside of the process ends?
 * Then *fingerprint tells this state from a later one. */
bool rl_watch_waits_for_ever(pid_t pid, pid_t parent, unsigned helpers, uint64_t *fingerprint);
/* Answers how many got it. */
unsigned rl_watch_signal_threads(pid_t pid, int signal);

#endif
