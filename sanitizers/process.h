/* SPDX-License-Identifier: MIT */
/* Runs one child process inside limits, takes what it prints and what it testifies, and leaves nothing of it
 * behind.
 *
 * Between racelab and the child stands a keeper: a process that waits for the child, adopts whatever the
 * child leaves behind (also what has left its process group), and ends it. So no path, not even the death of
 * racelab itself, leaves a process, and an orphan that keeps a pipe open delays nobody. */
#ifndef RL_PROCESS_H
#define RL_PROCESS_H

#include "sandbox.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

/* Set by the command line's handler of SIGINT and SIGTERM: every running child is ended, soon. Atomic, not
 * volatile: the judge's threads read it. */
extern _Atomic sig_atomic_t rl_interrupted;

enum rl_process_end {
    RL_PROCESS_EXITED,      /* exit_status is the child's */
    RL_PROCESS_SIGNALLED,   /* signal ended it */
    RL_PROCESS_CPU,         /* it used up cpu_ms */
    RL_PROCESS_WALL,        /* wall_ms were over and it had not been kept waiting for a processor */
    RL_PROCESS_STALLED,     /* every thread of it had been waiting, without a timeout, for stall_ms */
    RL_PROCESS_STARVED,     /* the machine was too busy to give it its time */
    RL_PROCESS_OUTPUT,      /* it printed more than output_limit */
    RL_PROCESS_EVIDENCE,    /* it testified more than evidence_cap */
    RL_PROCESS_MEMORY,      /* it used more than memory_limit */
    RL_PROCESS_STOPPED,     /* progress, or on_evidence, returned false */
    RL_PROCESS_INTERRUPTED, /* rl_interrupted */
    RL_PROCESS_UNWATCHED,   /* it killed its keeper */
    RL_PROCESS_NOT_STARTED  /* error says why */
};

struct rl_process_request {
    const char *const *argv; /* argv[0] without a slash is looked up in the caller's PATH */
    const char *const *env;  /* "NAME=value", NULL-terminated; NULL: the caller's */
    const char *cwd;         /* NULL: the caller's */
    unsigned cpu_ms;  /* of one process of it, rounded up to a second; and two seconds more of all of them. 0:
                         no limit */
    unsigned wall_ms; /* 0: no limit. Four times this is the end even on a machine that is too busy */
    unsigned stall_ms;       /* 0: waiting for ever is left to wall_ms */
    unsigned helper_threads; /* of the tool's runtime, started before the program's own: not looked at for
                                stall_ms */
    bool fixed_addresses;    /* without address space randomisation, where the system allows that */
    bool dump_stacks;        /* ask its threads where they stand before a hanging child is ended */
    size_t output_cap;       /* bytes of stdout and stderr to keep; what exceeds it is dropped. 0: 64 KiB */
    size_t output_limit;     /* bytes after which it is ended; 0: 16 MiB */
    size_t evidence_cap;     /* bytes; 0: no evidence pipe. RACELAB_EVIDENCE_FD is added to env otherwise */
    size_t memory_limit;    /* bytes resident, of all its processes together, looked at ten times a second; 0:
                               none */
    size_t address_limit;   /* bytes of address space (RLIMIT_AS); 0: none */
    size_t file_limit;      /* bytes of one file; 0: none */
    unsigned process_limit; /* RLIMIT_NPROC, counted per user; no effect for root; 0: none */
    /* It comes from a submission: where rl_sandbox_use says so it runs in the sandbox, and sees this. NULL:
     * racelab's own. */
    const struct rl_sandbox_box *box;
    /* Called with each complete line of evidence, without its newline, as it arrives; the line is then not
     * kept in `evidence`, and evidence_cap counts all lines. Returning false ends the child. NULL: evidence
     * is collected. */
    bool (*on_evidence)(void *ctx, const char *line, size_t length);
    bool (*progress)(void *ctx); /* about ten times a second; returning false ends the child; or NULL */
    void *ctx;
};

/* Sent to the threads of a hanging child when dump_stacks is set: the lab's runtime answers with where they
 * stand. */
#define RL_PROCESS_DUMP_SIGNAL 62

struct rl_process_result {
    enum rl_process_end end;
    int exit_status; /* -1 unless EXITED */
    int signal;      /* 0 unless SIGNALLED */
    char *output;    /* never NULL, ends in a NUL byte that output_len does not count */
    size_t output_len;
    bool output_truncated;
    char *evidence; /* never NULL; lines */
    size_t evidence_len;
    char *error; /* why it could not be started, in plain words; else NULL */
    double wall_seconds;
    double cpu_seconds; /* of the child and the descendants it waited for */
};

/* Always fills *result (rl_process_result_free it). Safe to call from several threads. */
void rl_process_run(const struct rl_process_request *request, struct rl_process_result *result);
void rl_process_result_free(struct rl_process_result *result);

/* The program's path: name itself if it has a slash, else the first executable file of that name in PATH.
 * NULL: there is none. The caller frees it. */
char *rl_process_find_program(const char *name);

#endif
