/* SPDX-License-Identifier: MIT */
/* Racelab's side of a running child: reads its pipes, watches its limits, has the keeper end it. */
#define _GNU_SOURCE
#include "process_internal.h"
#include "sandbox_internal.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

_Atomic sig_atomic_t rl_interrupted;

enum {
    TICK_MS = 100,
    LOOK_MS = 300,
    CPU_SPARE_MS = 2000,
    CROWD = 80,
    DUMP_MS = 2000,
    KEEPER_MS = 10000,
    STARVED_FACTOR = 4
};

/* A run in progress; owned by the thread that called rl_process_run. */
struct run {
    const struct rl_process_request *request;
    struct rl_process_result *result;
    struct rl_text output, evidence, line;
    size_t output_seen, evidence_seen;
    size_t output_cap, output_limit;
    int output_fd, evidence_fd, news_fd, control_fd; /* -1: closed */
    pid_t keeper, child;
    int child_fd; /* of the child's process; -1: not started */
    bool apart;   /* the child is bubblewrap, its child the helper, and that one's the program */
    bool inside_ended;
    int inside_status;     /* once inside_ended */
    pid_t helper, program; /* 0: not seen yet */
    bool ended;            /* the keeper said so, or is gone */
    bool verdict;          /* result->end is decided; the child is being ended */
    int wait_status;
    double started; /* by the clock, as `looked`; the others count from the beginning, in time that was
                       watched */
    double looked, time, last_tick, decided, dump_until, stalled_since;
    uint64_t stalled_as;
    unsigned dump_awaited; /* threads that have not said yet where they stand */
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void tell_keeper_to_end(struct run *run)
{
    close_fd(&run->control_fd);
}

/* The program itself; 0: it has not been started yet. */
static pid_t watched(struct run *run)
{
    if (!run->apart)
        return run->child;
    if (run->program <= 0) {
        run->helper = rl_watch_first_child(run->child);
        run->program = rl_watch_first_child(run->helper);
    }
    return run->program;
}

static bool is_hang(enum rl_process_end end)
{
    return end == RL_PROCESS_WALL || end == RL_PROCESS_STALLED || end == RL_PROCESS_CPU;
}

/* Decides how the run ends, once, and begins to end it. */
static void decide(struct run *run, enum rl_process_end end)
{
    if (run->verdict || run->ended)
        return;
    run->verdict = true;
    run->decided = run->time;
    run->result->end = end;
    pid_t program = is_hang(end) && run->request->dump_stacks ? watched(run) : 0;
    if (program > 0) {
        unsigned asked = rl_watch_signal_threads(program, RL_PROCESS_DUMP_SIGNAL);
        run->dump_awaited = asked > run->request->helper_threads ? asked - run->request->helper_threads : 0;
        run->dump_until = run->decided + DUMP_MS / 1e3;
    } else {
        tell_keeper_to_end(run);
    }
}

static void take_output(struct run *run, const char *bytes, size_t length)
{
    size_t room = run->output.length < run->output_cap ? run->output_cap - run->output.length : 0;
    rl_text_add_bytes(&run->output, bytes, length < room ? length : room);
    run->result->output_truncated |= length > room;
    run->output_seen += length;
    if (run->output_seen > run->output_limit)
        decide(run, RL_PROCESS_OUTPUT);
}

static void deliver_lines(struct run *run)
{
    char *begin = run->line.data;
    for (char *end; (end = memchr(begin, '\n', run->line.length - (size_t)(begin - run->line.data)));) {
        *end = '\0';
        if (!run->request->on_evidence(run->request->ctx, begin, (size_t)(end - begin)))
            decide(run, RL_PROCESS_STOPPED);
        begin = end + 1;
    }
    struct rl_text rest = RL_TEXT_INIT;
    rl_text_add(&rest, begin);
    rl_text_free(&run->line);
    run->line = rest;
}

/* When every thread has said where it stands there is nothing more to wait for. */
static void count_answers(struct run *run, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length && run->dump_awaited > 0; i++)
        run->dump_awaited -= bytes[i] == '\n';
    if (run->dump_awaited == 0)
        tell_keeper_to_end(run);
}

static void take_evidence(struct run *run, const char *bytes, size_t length)
{
    run->evidence_seen += length;
    if (run->evidence_seen > run->request->evidence_cap) {
        decide(run, RL_PROCESS_EVIDENCE);
        return;
    }
    if (run->dump_until > 0)
        count_answers(run, bytes, length);
    if (!run->request->on_evidence) {
        rl_text_add_bytes(&run->evidence, bytes, length);
        return;
    }
    rl_text_add_bytes(&run->line, bytes, length);
    if (memchr(bytes, '\n', length))
        deliver_lines(run);
}

/* Reads once. False: nothing more to read now. */
static bool read_pipe(struct run *run, int *fd, void (*take)(struct run *, const char *, size_t))
{
    char buffer[65536];
    if (*fd < 0)
        return false;
    ssize_t length = read(*fd, buffer, sizeof buffer);
    if (length > 0)
        take(run, buffer, (size_t)length);
    else if (length == 0 || (errno != EAGAIN && errno != EINTR))
        close_fd(fd);
    return length > 0;
}

/* Without its keeper, the child is killed by the kernel, or here if it has forbidden that; and waited for. */
static void end_unwatched(struct run *run)
{
    if (run->child_fd < 0)
        return;
    kill(-run->child, SIGKILL);
    syscall(SYS_pidfd_send_signal, run->child_fd, SIGKILL, NULL, 0);
    struct pollfd polled = {.fd = run->child_fd, .events = POLLIN};
    while (poll(&polled, 1, KEEPER_MS) < 0 && errno == EINTR)
        ;
}

static void set_error(struct run *run, char *words)
{
    if (run->result->error)
        free(words);
    else
        run->result->error = words;
}

static void read_news(struct run *run)
{
    struct rl_keeper_news news;
    ssize_t length = read(run->news_fd, &news, sizeof news);
    if (length < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (length != (ssize_t)sizeof news) {
        /* The keeper is gone without a word: somebody killed it. */
        close_fd(&run->news_fd);
        run->ended = true;
        if (!run->verdict && !run->result->error) {
            run->verdict = true;
            run->result->end = RL_PROCESS_UNWATCHED;
        }
        end_unwatched(run);
        return;
    }
    if (news.kind == RL_KEEPER_STARTED) {
        run->child = news.pid;
        run->child_fd = (int)syscall(SYS_pidfd_open, news.pid, 0);
    } else if (news.kind == RL_KEEPER_EXEC_FAILED) {
        set_error(run, rl_text_format("cannot %s: %s: %s", news.failed, run->request->argv[0],
                                      strerror(news.error)));
    } else if (news.kind == RL_KEEPER_INSIDE_FAILED) {
        set_error(run, rl_text_format("the sandbox cannot %s: %s: %s", rl_sandbox_step_words(news.step),
                                      run->request->argv[0], strerror(news.error)));
    } else if (news.kind == RL_KEEPER_INSIDE_ENDED) {
        run->inside_ended = true;
        run->inside_status = news.wait_status;
        run->result->cpu_seconds = news.cpu_seconds;
    } else {
        run->wait_status = run->inside_ended ? run->inside_status : news.wait_status;
        if (!run->inside_ended)
            run->result->cpu_seconds = news.cpu_seconds;
        run->ended = true;
    }
}

static void watch_stall(struct run *run, double time)
{
    uint64_t state;
    pid_t program = watched(run);
    if (program <= 0 || !rl_watch_waits_for_ever(program, run->apart ? run->helper : run->keeper,
                                                 run->request->helper_threads, &state)) {
        run->stalled_since = 0;
    } else if (run->stalled_since == 0 || state != run->stalled_as) {
        run->stalled_since = time;
        run->stalled_as = state;
    } else if ((time - run->stalled_since) * 1e3 >= run->request->stall_ms) {
        decide(run, RL_PROCESS_STALLED);
    }
}

/* One that had a processor for all of its time was not kept waiting; a crowd keeps itself waiting. */
static void watch_wall(struct run *run, double elapsed_ms, const struct rl_watch_family *family)
{
    unsigned wall = run->request->wall_ms;
    if (elapsed_ms >= wall && (family->cpu_ms >= wall || family->threads > CROWD)) {
        decide(run, RL_PROCESS_WALL);
    } else if (elapsed_ms >= (double)wall * STARVED_FACTOR) {
        decide(run, RL_PROCESS_STARVED);
    } else if (elapsed_ms >= wall) {
        /* One that has just died is about to be told of: by what ended it, not by the clock. */
        uint64_t waited;
        if (rl_watch_longest_run_delay(watched(run), &waited) && (double)waited / 1e6 < elapsed_ms / 2)
            decide(run, RL_PROCESS_WALL);
    }
}

/* RLIMIT_CPU counts each process by itself. */
static void watch_family(struct run *run, double elapsed_ms)
{
    const struct rl_process_request *request = run->request;
    struct rl_watch_family family = rl_watch_family(run->child);
    if (request->memory_limit && family.resident > request->memory_limit && rl_watch_has_begun(run->child))
        decide(run, RL_PROCESS_MEMORY);
    if (request->cpu_ms && family.cpu_ms > (double)request->cpu_ms + CPU_SPARE_MS)
        decide(run, RL_PROCESS_CPU);
    if (request->wall_ms)
        watch_wall(run, elapsed_ms, &family);
}

/* About ten times a second. */
static void tick(struct run *run, double time)
{
    const struct rl_process_request *request = run->request;
    if (rl_interrupted)
        decide(run, RL_PROCESS_INTERRUPTED);
    if (run->dump_until > 0 && time >= run->dump_until)
        tell_keeper_to_end(run);
    if (run->verdict && time - run->decided > KEEPER_MS / 1e3) {
        kill(run->keeper, SIGKILL);
        run->ended = true;
    }
    if (run->verdict || run->ended || run->child <= 0 || time - run->last_tick < TICK_MS / 1e3)
        return;
    run->last_tick = time;
    if (request->progress && !request->progress(request->ctx))
        decide(run, RL_PROCESS_STOPPED);
    watch_family(run, time * 1e3);
    if (request->stall_ms)
        watch_stall(run, time);
}

/* A clock that leaps (a machine that slept or was moved, a watcher that got no processor) says nothing of the
 * program: between two looks at most LOOK_MS count. */
static double watched_time(struct run *run)
{
    double time = now(), step = time - run->looked;
    run->looked = time;
    run->time += step < 0 ? 0 : step > LOOK_MS / 1e3 ? LOOK_MS / 1e3 : step;
    return run->time;
}

static void follow(struct run *run)
{
    run->looked = run->started = now();
    while (!run->ended) {
        struct pollfd polled[] = {{.fd = run->output_fd, .events = POLLIN},
                                  {.fd = run->evidence_fd, .events = POLLIN},
                                  {.fd = run->news_fd, .events = POLLIN}};
        struct timespec timeout = {.tv_nsec = TICK_MS * 1000000L};
        if (ppoll(polled, 3, &timeout, NULL) > 0) {
            if (polled[0].revents)
                read_pipe(run, &run->output_fd, take_output);
            if (polled[1].revents)
                read_pipe(run, &run->evidence_fd, take_evidence);
            if (polled[2].revents)
                read_news(run);
        }
        tick(run, watched_time(run));
    }
    /* All processes are gone: what is in the pipes now is all there will be. */
    while (read_pipe(run, &run->output_fd, take_output))
        ;
    while (read_pipe(run, &run->evidence_fd, take_evidence))
        ;
}

static void conclude(struct run *run)
{
    struct rl_process_result *result = run->result;
    const struct rl_process_request *request = run->request;
    result->wall_seconds = now() - run->started;
    if (!run->verdict) {
        bool cpu_used_up =
            request->cpu_ms && result->cpu_seconds * 1e3 >= (double)((request->cpu_ms + 999) / 1000) * 1e3;
        if (result->error) {
            result->end = RL_PROCESS_NOT_STARTED;
        } else if (WIFEXITED(run->wait_status)) {
            result->end = RL_PROCESS_EXITED;
            result->exit_status = WEXITSTATUS(run->wait_status);
        } else {
            int signal = WTERMSIG(run->wait_status);
            result->end = RL_PROCESS_SIGNALLED;
            result->signal = signal;
            if (signal == SIGXCPU || (signal == SIGKILL && cpu_used_up)) {
                result->end = RL_PROCESS_CPU;
                result->signal = 0;
            }
        }
    }
    result->output_len = run->output.length;
    result->output = rl_text_take(&run->output);
    result->evidence_len = run->evidence.length;
    result->evidence = rl_text_take(&run->evidence);
    rl_text_free(&run->line);
}

/* Forks the keeper with every signal blocked: it must not run racelab's handlers, nor die of a signal to the
 * group. */
static pid_t fork_keeper(const struct rl_keeper_job *job)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t keeper = fork();
    if (keeper == 0)
        rl_keeper_main(job);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return keeper;
}

static bool open_pipe(int *read_end, int *write_end, int flags)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    *read_end = ends[0];
    *write_end = ends[1];
    if (flags)
        fcntl(ends[0], F_SETFL, flags);
    return true;
}

static bool start(struct run *run, struct rl_keeper_job *job)
{
    job->input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    bool ready = job->input >= 0 && open_pipe(&run->output_fd, &job->output, O_NONBLOCK) &&
                 open_pipe(&run->news_fd, &job->news, O_NONBLOCK) &&
                 open_pipe(&job->control, &run->control_fd, 0) &&
                 (!run->request->evidence_cap || open_pipe(&run->evidence_fd, &job->evidence, O_NONBLOCK));
    run->keeper = ready ? fork_keeper(job) : -1;
    if (run->keeper < 0)
        run->result->error = rl_text_format("cannot start a process: %s", strerror(errno));
    close_fd(&job->input);
    close_fd(&job->output);
    close_fd(&job->evidence);
    close_fd(&job->control);
    close_fd(&job->news);
    return run->keeper >= 0;
}

/* bubblewrap, or the helper in it, broke: it never said how the program ended. */
static void blame_sandbox(struct run *run)
{
    if (!run->apart || run->inside_ended || run->verdict || run->result->error)
        return;
    char *words = rl_text_showable(run->output.data ? run->output.data : "", run->output.length);
    run->result->error = rl_text_format("the sandbox broke down: %.*s", (int)strcspn(words, "\n"), words);
    free(words);
}

static void make_env(const struct rl_process_request *request, struct rl_list *env)
{
    rl_list_add_all(env, request->env ? request->env : (const char *const *)environ);
    if (request->evidence_cap)
        rl_list_addf(env, "RACELAB_EVIDENCE_FD=%d", RL_EVIDENCE_FD);
    rl_list_add_all(env, (const char *const[]){NULL});
}

static void run_program(struct run *run, const char *program, const struct rl_sandboxed *sandboxed)
{
    struct rl_list env = RL_LIST_INIT;
    make_env(run->request, &env);
    char *no_env[] = {NULL};
    struct rl_keeper_job job = {.request = run->request,
                                .program = sandboxed ? sandboxed->argv.items[0] : program,
                                .argv = sandboxed ? sandboxed->argv.items : (char *const *)run->request->argv,
                                .sandboxed = sandboxed,
                                .env = env.items ? env.items : no_env,
                                .input = -1,
                                .output = -1,
                                .evidence = -1,
                                .control = -1,
                                .news = -1};
    run->started = now();
    if (start(run, &job)) {
        follow(run);
        tell_keeper_to_end(run);
        while (waitpid(run->keeper, NULL, 0) < 0 && errno == EINTR)
            ;
        blame_sandbox(run);
    }
    rl_list_free(&env);
}

static void run_sandboxed(struct run *run, const char *program)
{
    struct rl_sandboxed sandboxed;
    if (rl_sandbox_wrap(run->request, program, &sandboxed, &run->result->error)) {
        run->apart = sandboxed.apart;
        run_program(run, program, &sandboxed);
    }
    rl_sandboxed_free(&sandboxed);
}

void rl_process_run(const struct rl_process_request *request, struct rl_process_result *result)
{
    *result = (struct rl_process_result){.end = RL_PROCESS_NOT_STARTED, .exit_status = -1};
    struct run run = {.request = request,
                      .result = result,
                      .output_cap = request->output_cap ? request->output_cap : 64 * 1024,
                      .output_limit = request->output_limit ? request->output_limit : 16 * 1024 * 1024,
                      .output_fd = -1,
                      .evidence_fd = -1,
                      .news_fd = -1,
                      .control_fd = -1,
                      .child_fd = -1,
                      .started = now()};
    char *program = rl_process_find_program(request->argv[0]);
    if (program && request->box && rl_sandbox_used())
        run_sandboxed(&run, program);
    else if (program)
        run_program(&run, program, NULL);
    else
        result->error = rl_text_format("cannot find the program %s", request->argv[0]);
    conclude(&run);
    close_fd(&run.output_fd);
    close_fd(&run.evidence_fd);
    close_fd(&run.news_fd);
    close_fd(&run.control_fd);
    close_fd(&run.child_fd);
    free(program);
}

void rl_process_result_free(struct rl_process_result *result)
{
    free(result->output);
    free(result->evidence);
    free(result->error);
    *result = (struct rl_process_result){0};
}
