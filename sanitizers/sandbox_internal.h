/* SPDX-License-Identifier: MIT */
/* What the parts of the sandbox share: which variant of it works here, and the command that starts it. */
#ifndef RL_SANDBOX_INTERNAL_H
#define RL_SANDBOX_INTERNAL_H

#include "process.h"
#include "sandbox.h"
#include "text.h"

#include <sys/types.h>

/* Descriptors of the program that stands between bubblewrap and the submission (sandbox_inside.c). */
enum { RL_INSIDE_NEWS_FD = 101, RL_INSIDE_FILTER_FD = 102, RL_INSIDE_LOG_FD = 103 };

/* In the filter these stand for what is known only when the program is started: the address of the one path
 * that it may execute. */
#define RL_FILTER_PATH 0x5ac3e1f71b2d9e63ULL

/* Users from here on own nothing; each submission under each observer has its own. */
enum { RL_SANDBOX_FIRST_USER = 64200, RL_SANDBOX_USERS = 700 };

/* How bubblewrap can be used here. */
enum rl_bubblewrap_way {
    RL_BUBBLEWRAP_NOT,
    RL_BUBBLEWRAP_AS_ROOT,    /* without a user namespace: the helper in it drops the user */
    RL_BUBBLEWRAP_AS_ORDINARY /* with one; the user stays */
};

struct rl_sandbox_abilities {
    enum rl_bubblewrap_way way;
    char *bubblewrap; /* path */
    int version;      /* of bubblewrap, 0.8.0 is 800 */
    bool user, seccomp, landlock;
};

/* What is used: what works here without what rl_sandbox_without took away. */
struct rl_sandbox_abilities rl_sandbox_abilities(void);

/* The command for a run in a box. */
struct rl_sandboxed {
    struct rl_list argv;
    int filter; /* belongs to the process; -1: none */
    int log;    /* -1: none */
    bool apart; /* in a process namespace, whose first process reports how the program ended */
};

/* program: the path of request->argv[0]. false: *why says what is wrong with the machine. */
bool rl_sandbox_wrap(const struct rl_process_request *request, const char *program, struct rl_sandboxed *out,
                     char **why);
void rl_sandboxed_free(struct rl_sandboxed *sandboxed);

/* The arguments of bubblewrap itself, without the submission's own files. */
void rl_sandbox_add_bubblewrap(const struct rl_sandbox_abilities *with, bool compiles, struct rl_list *argv);
char *rl_sandbox_helper(void); /* path of the program in between; the caller frees it */

/* A descriptor of the compiled filter, kept for later runs; -1: libseccomp cannot make it. */
int rl_sandbox_filter(bool compiles, bool traces, bool apart);

#endif
