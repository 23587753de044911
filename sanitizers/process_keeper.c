/* SPDX-License-Identifier: MIT */
/* The keeper: starts the child, waits for it, adopts what it leaves behind and ends all of it. It is forked
 * from a process with threads, so it calls async-signal-safe functions only. */
#define _GNU_SOURCE
#include "process_internal.h"
#include "sandbox_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Not libc's _exit: in a racelab built with ThreadSanitizer that one waits for a lock which another thread of
 * the parent may have held at the fork, for ever. */
static _Noreturn void leave(int status)
{
    for (;;)
        syscall(SYS_exit_group, status);
}

static void tell(int fd, const struct rl_keeper_news *news)
{
    while (write(fd, news, sizeof *news) < 0 && errno == EINTR)
        ;
}

/* Without this, every pipe of every child that racelab runs at the same time would stay open in this one too.
 */
static void close_all_but(const int *keep, size_t count)
{
    unsigned from = 3;
    while (from < INT_MAX) {
        unsigned next = (unsigned)INT_MAX;
        for (size_t i = 0; i < count; i++) {
            if (keep[i] >= (int)from && (unsigned)keep[i] < next)
                next = (unsigned)keep[i];
        }
        if (next > from)
            syscall(SYS_close_range, from, next == (unsigned)INT_MAX ? ~0U : next - 1, 0);
        from = next + 1;
    }
}

static void limit(int resource, rlim_t soft, rlim_t hard)
{
    struct rlimit limit = {soft, hard};
    if (setrlimit(resource, &limit) != 0) {
        struct rlimit lower;
        if (getrlimit(resource, &lower) == 0 && lower.rlim_max < hard) {
            limit = (struct rlimit){soft < lower.rlim_max ? soft : lower.rlim_max, lower.rlim_max};
            setrlimit(resource, &limit);
        }
    }
}

static void set_limits(const struct rl_process_request *request)
{
    limit(RLIMIT_CORE, 0, 0);
    if (request->cpu_ms) {
        /* Equal limits would give SIGKILL, which says nothing; the hard one ends a child that ignores
         * SIGXCPU. */
        rlim_t seconds = (request->cpu_ms + 999) / 1000;
        limit(RLIMIT_CPU, seconds, seconds + 1);
    }
    if (request->address_limit)
        limit(RLIMIT_AS, request->address_limit, request->address_limit);
    if (request->file_limit)
        limit(RLIMIT_FSIZE, request->file_limit, request->file_limit);
    if (request->process_limit)
        limit(RLIMIT_NPROC, request->process_limit, request->process_limit);
}

static void reset_signals(void)
{
    struct sigaction plain;
    memset(&plain, 0, sizeof plain);
    plain.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &plain, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void give_up(const struct rl_keeper_job *job, const char *what)
{
    tell(job->news, &(struct rl_keeper_news){.kind = RL_KEEPER_EXEC_FAILED, .error = errno, .failed = what});
    leave(127);
}

/* The first victim when memory runs out is this child, not racelab. */
static void offer_to_oom_killer(void)
{
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        if (write(fd, "1000", 4) < 0)
            errno = 0;
        close(fd);
    }
}

/* What the sandbox's helper takes over. The originals are closed with all the rest. */
static bool connect_sandbox(const struct rl_keeper_job *job)
{
    const struct rl_sandboxed *sandboxed = job->sandboxed;
    return dup2(job->news, RL_INSIDE_NEWS_FD) >= 0 &&
           (sandboxed->filter < 0 || dup2(sandboxed->filter, RL_INSIDE_FILTER_FD) >= 0) &&
           (sandboxed->log < 0 || dup2(sandboxed->log, RL_INSIDE_LOG_FD) >= 0);
}

static _Noreturn void child_main(const struct rl_keeper_job *job, pid_t keeper)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != keeper)
        leave(127);
    setsid();
    offer_to_oom_killer();
    if (!job->sandboxed && job->request->cwd && chdir(job->request->cwd) != 0)
        give_up(job, "enter the directory to run it in");
    if (dup2(job->input, STDIN_FILENO) < 0 || dup2(job->output, STDOUT_FILENO) < 0 ||
        dup2(job->output, STDERR_FILENO) < 0)
        give_up(job, "connect its output");
    if (job->evidence >= 0 && dup2(job->evidence, RL_EVIDENCE_FD) < 0)
        give_up(job, "connect its evidence");
    if (job->sandboxed && !connect_sandbox(job))
        give_up(job, "connect the sandbox");
    int keep[] = {job->news, job->evidence >= 0 ? RL_EVIDENCE_FD : job->news, RL_INSIDE_NEWS_FD,
                  RL_INSIDE_FILTER_FD, RL_INSIDE_LOG_FD};
    close_all_but(keep, job->sandboxed ? 5 : 2); /* the news descriptor is closed by exec */
    set_limits(job->request);
    reset_signals();
    if (job->request->fixed_addresses)
        personality(ADDR_NO_RANDOMIZE);
    execve(job->program, job->argv, job->env);
    give_up(job, "start it");
}

/* Kills each process that the kernel lists as a child of this thread. Returns how many. */
static int kill_children(void)
{
    int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    int count = 0;
    long pid = 0;
    char buffer[4096];
    for (ssize_t length; (length = read(fd, buffer, sizeof buffer)) > 0;) {
        for (ssize_t i = 0; i < length; i++) {
            if (buffer[i] >= '0' && buffer[i] <= '9') {
                pid = pid * 10 + (buffer[i] - '0');
            } else if (pid) {
                count += kill((pid_t)pid, SIGKILL) == 0;
                pid = 0;
            }
        }
    }
    close(fd);
    return count;
}

/* A process is handed to the keeper before its dead parent can be waited for, so that nothing is missed: when
 * there is nothing left to wait for, nothing is left. */
static void end_what_is_left(void)
{
    for (;;) {
        int options = kill_children() ? 0 : WNOHANG;
        pid_t pid = waitpid(-1, NULL, options);
        if (pid == 0 || (pid < 0 && errno != EINTR))
            return;
    }
}

static void wait_for(const struct rl_keeper_job *job, pid_t child, int child_fd)
{
    struct pollfd polled[] = {{.fd = child_fd, .events = POLLIN}, {.fd = job->control, .events = POLLIN}};
    while (!(polled[0].revents & POLLIN)) {
        if (ppoll(polled, 2, NULL, NULL) < 0 && errno != EINTR)
            polled[1].revents = POLLERR;
        if (polled[1].revents) {
            kill(-child, SIGKILL);
            kill(child, SIGKILL);
            polled[1].fd = -1;
            polled[1].revents = 0;
        }
    }
    /* Before it is waited for: until then its number cannot be another group's. */
    kill(-child, SIGKILL);
}

_Noreturn void rl_keeper_main(const struct rl_keeper_job *job)
{
    const struct rl_sandboxed *sandboxed = job->sandboxed;
    int keep[] = {job->input,
                  job->output,
                  job->evidence,
                  job->control,
                  job->news,
                  sandboxed ? sandboxed->filter : -1,
                  sandboxed ? sandboxed->log : -1};
    close_all_but(keep, sizeof keep / sizeof *keep);
    setpgid(0, 0);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t keeper = getpid();
    pid_t child = _Fork();
    if (child == 0)
        child_main(job, keeper);
    if (child < 0) {
        tell(job->news,
             &(struct rl_keeper_news){.kind = RL_KEEPER_EXEC_FAILED, .error = errno, .failed = "fork"});
        leave(1);
    }
    close(job->output);
    if (job->evidence >= 0)
        close(job->evidence);
    tell(job->news, &(struct rl_keeper_news){.kind = RL_KEEPER_STARTED, .pid = child});
    int child_fd = (int)syscall(SYS_pidfd_open, child, 0);
    if (child_fd < 0) {
        tell(job->news, &(struct rl_keeper_news){.kind = RL_KEEPER_EXEC_FAILED,
                                                 .error = errno,
                                                 .failed = "watch it (pidfd_open)"});
        kill(child, SIGKILL);
    } else {
        wait_for(job, child, child_fd);
    }
    struct rl_keeper_news news = {.kind = RL_KEEPER_ENDED};
    struct rusage usage;
    if (wait4(child, &news.wait_status, 0, &usage) == child)
        news.cpu_seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    end_what_is_left();
    tell(job->news, &news);
    leave(0);
}
