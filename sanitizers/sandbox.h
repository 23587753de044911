/* SPDX-License-Identifier: MIT */
/* The sandbox: what a submission's compiler and programs run in, so that they reach nothing but what they
 * get.
 *
 * It is made of mechanisms: bubblewrap (own files, processes and network), another user, a filter of system
 * calls, Landlock, and limits. A machine need not have all of them; rl_sandbox_probe tries, and says what is
 * kept by what. docs/security.md says what is promised and what is not. */
#ifndef RL_SANDBOX_H
#define RL_SANDBOX_H

#include <jansson.h>
#include <stdbool.h>

enum rl_sandbox_mechanism {
    RL_SANDBOX_BUBBLEWRAP, /* namespaces: files, processes, network, IPC and host name of its own */
    RL_SANDBOX_USER,       /* a user that owns nothing; needs root */
    RL_SANDBOX_SECCOMP,    /* system calls that no lab needs are refused, hostile ones end the program */
    RL_SANDBOX_LANDLOCK,   /* files by path, once more, below the namespaces */
    RL_SANDBOX_LIMITS,     /* time, memory, processes, output, size of files: always there */
    RL_SANDBOX_MECHANISM_COUNT
};

/* What is kept from a submission. */
enum rl_sandbox_guard {
    RL_SANDBOX_FILES,     /* it reads what it is given and writes to its own folder */
    RL_SANDBOX_NETWORK,   /* it talks to nobody */
    RL_SANDBOX_PROCESSES, /* it neither ends nor looks into another program, and leaves none behind */
    RL_SANDBOX_CALLS,     /* it reaches little of the kernel */
    RL_SANDBOX_MEMORY,    /* it does not use up the machine's memory */
    RL_SANDBOX_DISK,      /* nor its disk */
    RL_SANDBOX_GUARD_COUNT
};

struct rl_sandbox_layers {
    struct {
        const char *name; /* "bubblewrap", "user", "seccomp", "landlock", "limits" */
        bool holds;
        char *words; /* holds: what it is ("bubblewrap 0.8.0"); else why it does not, and what to do */
    } mechanism[RL_SANDBOX_MECHANISM_COUNT];
    struct {
        const char *name; /* "files", "network", "processes", "calls", "memory", "disk" */
        bool held;
        char *by; /* the mechanisms that keep it, "bubblewrap, landlock"; "" if none */
    } guard[RL_SANDBOX_GUARD_COUNT];
    /* files, network, processes and calls are held, by whatever: the least on which code that is not trusted
     * is run. */
    bool enough;
    char *advice; /* not enough: one sentence that says what is missing and what to do; else NULL */
};

/* Tries what this machine gives: runs a small program in the sandbox. The answer is cached and lives for
 * ever. */
const struct rl_sandbox_layers *rl_sandbox_probe(void);

/* {"enough": true, "used": true, "mechanisms": {"bubblewrap": true, …}, "held": {"files": "bubblewrap,
 * landlock", …}} with "" for what nothing holds: what every verdict states. Not byte-identical between
 * machines. `used` is whether rl_sandbox_use was called with true. The caller owns it. */
json_t *rl_sandbox_json(void);

/* From now on, everything that comes from a submission (compiling, linking, running it) happens in the
 * sandbox, with whatever layers hold. Off at the start. Call it before the first thread is started. */
void rl_sandbox_use(bool on);
bool rl_sandbox_used(void);

/* For tests, which show that each mechanism stops something: those of the mask (1 << mechanism) are not used,
 * whether they hold or not. The probe's answer stays as it is. */
void rl_sandbox_without(unsigned mechanisms);

/* What one run gets to see. In a request of rl_process_run; NULL there: not from a submission, runs as it is.
 * Paths are absolute; lists are NULL-terminated, or NULL. */
struct rl_sandbox_box {
    bool compiles; /* a compiler or linker: may start programs, and changes the folder */
    bool traces;   /* LeakSanitizer stops its own threads by ptrace */
    /* Private to one submission under one observer; the sandbox's user gets to own it. */
    const char *folder;
    const char *const *read;    /* files, and folders with all that lies in them */
    const char *const *headers; /* folders whose *.h files, and those of folders in them, are read */
    const char *scratch;        /* an existing folder; what it writes there is gone with it. NULL: none */
    const char *log; /* the same, but what it wrote there (64 KiB at most) is then found in log/log.inside */
};

/* Why a program that the filter of system calls ended (SIGSYS) is rejected. */
#define RL_SANDBOX_REFUSED                                                                                   \
    "it made a system call that reaches out of the program, and was ended: no lab needs one. Leave it out"

#endif
