/* SPDX-License-Identifier: MIT */
/* Raises inherited limits, or says which one is too low. */
#include "own_limits.h"
#include "text.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB ((rlim_t)1 << 20)

/* What no run, compilation or store of verdicts comes near; ThreadSanitizer maps terabytes that it never
 * uses. */
static const struct need {
    int resource;
    char letter; /* of `ulimit` */
    const char *what;
    rlim_t least, unit; /* unit: in which ulimit counts */
} needs[] = {
    {RLIMIT_FSIZE, 'f', "the size of a file", 1024 * MIB, 1024},
    {RLIMIT_CPU, 't', "the processor's time", 300, 1},
    {RLIMIT_AS, 'v', "the memory that a process may map", RLIM_INFINITY, 1024},
    {RLIMIT_DATA, 'd', "the memory that a process may write to", RLIM_INFINITY, 1024},
    {RLIMIT_NOFILE, 'n', "open files", 1024, 1},
    {RLIMIT_STACK, 's', "the stack", 8 * MIB, 1024},
};

/* false: it stays below `least`. */
static bool raise_one(int resource, rlim_t least)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0 || limit.rlim_cur >= least)
        return true;
    if (limit.rlim_max >= least) {
        limit.rlim_cur = least;
        return setrlimit(resource, &limit) == 0;
    }
    limit = (struct rlimit){least, least}; /* root may */
    return setrlimit(resource, &limit) == 0;
}

static char *words_of(const struct need *need)
{
    struct rlimit limit;
    getrlimit(need->resource, &limit);
    char *least = need->least == RLIM_INFINITY
                      ? rl_text_copy("unlimited")
                      : rl_text_format("%llu or more", (unsigned long long)(need->least / need->unit));
    char *words = rl_text_format(
        "this shell limits %s (`ulimit -H%c` says %llu), and racelab needs %s: a submission would be stopped "
        "for what "
        "is no fault of its own, so nothing was run. Start racelab from a shell without this limit; "
        "/etc/security/limits.conf, a batch system's job or a service's Limit…= sets it",
        need->what, need->letter, (unsigned long long)(limit.rlim_max / need->unit), least);
    free(least);
    return words;
}

/* Processes and threads of this user; a limit on them counts all that run already. */
static rlim_t count_own_threads(void)
{
    rlim_t count = 0;
    DIR *processes = opendir("/proc");
    for (struct dirent *entry; processes && (entry = readdir(processes));) {
        struct stat info;
        char path[300];
        snprintf(path, sizeof path, "/proc/%s/task", entry->d_name);
        if (isdigit((unsigned char)*entry->d_name) && stat(path, &info) == 0 && info.st_uid == geteuid())
            count += info.st_nlink > 2 ? info.st_nlink - 2 : 1;
    }
    if (processes)
        closedir(processes);
    return count;
}

/* Two hundred for each submission that is judged at a time. No limit of this kind holds for root. */
static bool has_room_for_processes(char **why)
{
    enum { EACH = 200 };
    struct rlimit limit;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    rlim_t least = EACH * (rlim_t)(processors > 0 ? processors : 1);
    if (geteuid() == 0 || getrlimit(RLIMIT_NPROC, &limit) != 0)
        return true;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NPROC, &limit);
    rlim_t own = limit.rlim_max == RLIM_INFINITY ? 0 : count_own_threads();
    if (limit.rlim_max >= own + least)
        return true;
    *why = rl_text_format(
        "this shell limits the processes and threads of a user (`ulimit -Hu` says %llu, and %llu run "
        "already), and "
        "racelab needs %llu more: a submission could not start its threads, so nothing was run. End other "
        "programs of yours, or start racelab from a shell without this limit",
        (unsigned long long)limit.rlim_max, (unsigned long long)own, (unsigned long long)least);
    return false;
}

bool rl_own_limits_raise(char **why)
{
    *why = NULL;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (!raise_one(needs[i].resource, needs[i].least)) {
            *why = words_of(&needs[i]);
            return false;
        }
    /* Recursion that fits here must fit wherever it is judged, and not more. */
    struct rlimit stack;
    if (getrlimit(RLIMIT_STACK, &stack) == 0) {
        stack.rlim_cur = 8 * MIB;
        setrlimit(RLIMIT_STACK, &stack);
    }
    return has_room_for_processes(why);
}
