/* SPDX-License-Identifier: MIT */
/* Looks at a running child from outside, through /proc: its memory, whether it waits for a processor, or for
 * ever. */
#define _GNU_SOURCE
#include "process_internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Reads a small file of /proc whole, as a string. -1: it cannot be read. */
static ssize_t read_small(const char *path, char *buffer, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    ssize_t length = read(fd, buffer, size - 1);
    close(fd);
    if (length >= 0)
        buffer[length] = '\0';
    return length;
}

static size_t own_resident(pid_t pid)
{
    char path[64], buffer[128];
    unsigned long size, resident;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)pid);
    if (read_small(path, buffer, sizeof buffer) < 0 || sscanf(buffer, "%lu %lu", &size, &resident) != 2)
        return 0;
    return resident * (size_t)sysconf(_SC_PAGESIZE);
}

/* Calls visit for each thread, in order of creation, until it returns false. */
static bool each_thread(pid_t pid, bool (*visit)(pid_t pid, pid_t thread, unsigned index, void *ctx),
                        void *ctx)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/task", (int)pid);
    DIR *directory = opendir(path);
    if (!directory)
        return false;
    bool go_on = true;
    unsigned index = 0;
    for (struct dirent *entry; go_on && (entry = readdir(directory));) {
        if (entry->d_name[0] != '.')
            go_on = visit(pid, (pid_t)atoi(entry->d_name), index++, ctx);
    }
    closedir(directory);
    return go_on && index > 0;
}

bool rl_watch_has_begun(pid_t pid)
{
    char path[64];
    struct stat own, its;
    snprintf(path, sizeof path, "/proc/%d/exe", (int)pid);
    return stat(path, &its) == 0 && stat("/proc/self/exe", &own) == 0 &&
           (own.st_dev != its.st_dev || own.st_ino != its.st_ino);
}

static void add_stat(pid_t pid, struct rl_watch_family *sum)
{
    char path[64], buffer[512];
    unsigned long user, system;
    long waited_user, waited_system, threads;
    snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
    const char *after_name = read_small(path, buffer, sizeof buffer) > 0 ? strrchr(buffer, ')') : NULL;
    if (!after_name ||
        sscanf(after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %ld",
               &user, &system, &waited_user, &waited_system, &threads) != 5)
        return;
    sum->cpu_ms += ((double)user + (double)system + (double)waited_user + (double)waited_system) * 1e3 /
                   (double)sysconf(_SC_CLK_TCK);
    sum->threads += (unsigned)threads;
}

struct family {
    struct rl_watch_family sum;
    unsigned left; /* of the processes that are looked at */
};

static void add_family(pid_t pid, struct family *family);

static bool add_children(pid_t pid, pid_t thread, unsigned index, void *ctx)
{
    (void)index;
    struct family *family = ctx;
    char path[96], buffer[4096];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)thread);
    if (read_small(path, buffer, sizeof buffer) <= 0)
        return true;
    char *rest = buffer;
    for (char *word; family->left > 0 && (word = strtok_r(rest, " \n", &rest));)
        add_family((pid_t)atoi(word), family);
    return family->left > 0;
}

static void add_family(pid_t pid, struct family *family)
{
    family->left--;
    family->sum.resident += own_resident(pid);
    add_stat(pid, &family->sum);
    each_thread(pid, add_children, family);
}

struct rl_watch_family rl_watch_family(pid_t pid)
{
    struct family family = {.left = 512};
    add_family(pid, &family);
    return family.sum;
}

pid_t rl_watch_first_child(pid_t parent)
{
    char path[96], buffer[64];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    return parent > 0 && read_small(path, buffer, sizeof buffer) > 0 ? (pid_t)atoi(buffer) : 0;
}

struct run_delay {
    uint64_t most;
    bool known;
};

static bool take_run_delay(pid_t pid, pid_t thread, unsigned index, void *ctx)
{
    (void)index;
    struct run_delay *delay = ctx;
    char path[96], buffer[128];
    unsigned long long ran, waited;
    snprintf(path, sizeof path, "/proc/%d/task/%d/schedstat", (int)pid, (int)thread);
    if (read_small(path, buffer, sizeof buffer) > 0 && sscanf(buffer, "%llu %llu", &ran, &waited) == 2) {
        delay->known = true;
        delay->most = waited > delay->most ? waited : delay->most;
    }
    return true;
}

bool rl_watch_longest_run_delay(pid_t pid, uint64_t *most)
{
    struct run_delay delay = {0};
    each_thread(pid, take_run_delay, &delay);
    *most = delay.most;
    return delay.known;
}

struct wait_state {
    unsigned helpers;
    uint64_t fingerprint;
};

static void mix(struct wait_state *state, const char *string)
{
    for (; *string; string++)
        state->fingerprint = (state->fingerprint ^ (unsigned char)*string) * 1099511628211ULL;
}

/* Is this line of /proc/…/syscall a futex wait without a timeout? */
static bool is_endless_futex_wait(const char *line)
{
    unsigned long long address, operation, value, timeout;
    long number;
    if (sscanf(line, "%ld %llx %llx %llx %llx", &number, &address, &operation, &value, &timeout) != 5 ||
        number != SYS_futex)
        return false;
    unsigned long long command = operation & ~(unsigned long long)(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME);
    return timeout == 0 &&
           (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET || command == FUTEX_LOCK_PI);
}

static bool is_dead(pid_t pid, pid_t thread)
{
    char path[96], buffer[512];
    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", (int)pid, (int)thread);
    if (read_small(path, buffer, sizeof buffer) < 0)
        return true;
    const char *after_name = strrchr(buffer, ')');
    return after_name && (after_name[2] == 'Z' || after_name[2] == 'X');
}

static bool waits_for_ever(pid_t pid, pid_t thread, unsigned index, void *ctx)
{
    struct wait_state *state = ctx;
    char path[96], buffer[256];
    if ((index >= 1 && index <= state->helpers) || is_dead(pid, thread))
        return true;
    /* A child process could end the wait. */
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)pid, (int)thread);
    if (read_small(path, buffer, sizeof buffer) != 0)
        return false;
    snprintf(path, sizeof path, "/proc/%d/task/%d/syscall", (int)pid, (int)thread);
    if (read_small(path, buffer, sizeof buffer) <= 0 || !is_endless_futex_wait(buffer))
        return false;
    mix(state, path);
    mix(state, buffer);
    /* How often it has gone to sleep: one that is woken and waits again is not stuck. */
    char status[4096];
    snprintf(path, sizeof path, "/proc/%d/task/%d/status", (int)pid, (int)thread);
    if (read_small(path, status, sizeof status) <= 0)
        return false;
    const char *switches = strstr(status, "\nvoluntary_ctxt_switches:");
    if (!switches)
        return false;
    mix(state, switches);
    return true;
}

/* A timer's signal could end the wait: a handler of SIGALRM, SIGVTALRM or SIGPROF, or any POSIX timer. */
static bool has_timer(pid_t pid)
{
    char path[64], buffer[4096];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    if (read_small(path, buffer, sizeof buffer) <= 0)
        return true;
    const char *caught = strstr(buffer, "\nSigCgt:");
    if (!caught)
        return true;
    unsigned long long mask = strtoull(caught + strlen("\nSigCgt:"), NULL, 16);
    unsigned long long timers = 1ULL << (SIGALRM - 1) | 1ULL << (SIGVTALRM - 1) | 1ULL << (SIGPROF - 1);
    if (mask & timers)
        return true;
    snprintf(path, sizeof path, "/proc/%d/timers", (int)pid);
    return read_small(path, buffer, sizeof buffer) > 0;
}

/* Is it its parent's only child? Else a process that it left to its parent could wake it through shared
 * memory. */
static bool is_alone(pid_t pid, pid_t parent)
{
    char path[96], buffer[64], wanted[32];
    snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)parent, (int)parent);
    snprintf(wanted, sizeof wanted, "%d ", (int)pid);
    return read_small(path, buffer, sizeof buffer) > 0 && strcmp(buffer, wanted) == 0;
}

bool rl_watch_waits_for_ever(pid_t pid, pid_t parent, unsigned helpers, uint64_t *fingerprint)
{
    struct wait_state state = {.helpers = helpers, .fingerprint = 14695981039346656037ULL};
    if (!is_alone(pid, parent) || !each_thread(pid, waits_for_ever, &state) || has_timer(pid))
        return false;
    *fingerprint = state.fingerprint;
    return true;
}

struct sent {
    int signal;
    unsigned count;
};

static bool send_signal(pid_t pid, pid_t thread, unsigned index, void *ctx)
{
    (void)index;
    struct sent *sent = ctx;
    sent->count += syscall(SYS_tgkill, pid, thread, sent->signal) == 0;
    return true;
}

unsigned rl_watch_signal_threads(pid_t pid, int signal)
{
    struct sent sent = {.signal = signal};
    each_thread(pid, send_signal, &sent);
    return sent.count;
}
