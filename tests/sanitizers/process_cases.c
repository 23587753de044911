/* SPDX-License-Identifier: MIT */
/* The process runner: limits, evidence, and that nothing is ever left behind. */
#define _GNU_SOURCE
#include "observed.h"
#include "sanitizers/process.h"
#include "sanitizers/process_internal.h"
#include "sanitizers/text.h"
#include "sanitizers/workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a shell's command line. */
static void run_shell(const char *script, struct rl_process_request request, struct rl_process_result *result)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    request.argv = argv;
    rl_process_run(&request, result);
}

static void takes_status_and_output(void)
{
    struct rl_process_result result;
    run_shell("echo out; echo err >&2; exit 3", (struct rl_process_request){0}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_EXITED);
    RL_EXPECT_EQ(result.exit_status, 3);
    RL_EXPECT_STREQ(result.output, "out\nerr\n");
    RL_EXPECT_FALSE(result.output_truncated);
    rl_process_result_free(&result);
}

static void takes_signal(void)
{
    struct rl_process_result result;
    run_shell("kill -TERM $$", (struct rl_process_request){0}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_SIGNALLED);
    RL_EXPECT_EQ(result.signal, SIGTERM);
    RL_EXPECT_EQ(result.exit_status, -1);
    rl_process_result_free(&result);
}

static void reads_nothing_and_knows_no_descriptor(void)
{
    int leaked = open("/dev/null", O_RDONLY); /* without O_CLOEXEC */
    struct rl_process_result result;
    run_shell("cat; ls /proc/self/fd", (struct rl_process_request){0}, &result);
    RL_EXPECT_STREQ(result.output, "0\n1\n2\n3\n"); /* 3 is ls reading the folder */
    rl_process_result_free(&result);
    close(leaked);
}

static void uses_environment_and_folder(void)
{
    const char *const env[] = {"PATH=/usr/bin:/bin", "COLOUR=blue", NULL};
    struct rl_process_result result;
    run_shell("echo $COLOUR $HOME $PWD", (struct rl_process_request){.env = env, .cwd = "/usr"}, &result);
    RL_EXPECT_STREQ(result.output, "blue /usr\n");
    rl_process_result_free(&result);
}

static void missing_program_is_named(void)
{
    const char *const argv[] = {"no-such-program", NULL};
    struct rl_process_result result;
    rl_process_run(&(struct rl_process_request){.argv = argv}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_NOT_STARTED);
    RL_ASSERT_NOT_NULL(result.error);
    RL_EXPECT_CONTAINS(result.error, "no-such-program");
    rl_process_result_free(&result);
}

static void missing_folder_is_an_error(void)
{
    struct rl_process_result result;
    run_shell("echo here", (struct rl_process_request){.cwd = "/no/such/folder"}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_NOT_STARTED);
    RL_EXPECT_STREQ(result.output, "");
    RL_EXPECT_CONTAINS(result.error, "directory");
    rl_process_result_free(&result);
}

static void evidence_has_its_own_pipe(void)
{
    struct rl_process_result result;
    run_shell("echo said; echo seen >/proc/self/fd/$RACELAB_EVIDENCE_FD",
              (struct rl_process_request){.evidence_cap = 1000}, &result);
    RL_EXPECT_STREQ(result.output, "said\n");
    RL_EXPECT_STREQ(result.evidence, "seen\n");
    rl_process_result_free(&result);
}

static bool count_line(void *ctx, const char *line, size_t length)
{
    char *lines = ctx;
    strncat(lines, line, length);
    strcat(lines, "|");
    return strcmp(line, "stop") != 0;
}

static void evidence_comes_line_by_line(void)
{
    char lines[256] = "";
    struct rl_process_result result;
    run_shell("printf 'one\\ntwo\\nstop\\n' >/proc/self/fd/$RACELAB_EVIDENCE_FD; exec tail -f /dev/null",
              (struct rl_process_request){.evidence_cap = 1000, .on_evidence = count_line, .ctx = lines},
              &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_STOPPED);
    RL_EXPECT_STREQ(lines, "one|two|stop|");
    rl_process_result_free(&result);
}

static void too_much_evidence_ends_it(void)
{
    struct rl_process_result result;
    run_shell("yes >/proc/self/fd/$RACELAB_EVIDENCE_FD", (struct rl_process_request){.evidence_cap = 1000},
              &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_EVIDENCE);
    rl_process_result_free(&result);
}

static void long_output_is_cut_and_drained(void)
{
    struct rl_process_result result;
    run_shell("yes | head -c 200000; exit 5", (struct rl_process_request){.output_cap = 1000}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_EXITED);
    RL_EXPECT_EQ(result.exit_status, 5);
    RL_EXPECT_EQ(result.output_len, 1000u);
    RL_EXPECT_TRUE(result.output_truncated);
    rl_process_result_free(&result);
}

static void endless_output_ends_it(void)
{
    struct rl_process_result result;
    run_shell("exec yes", (struct rl_process_request){.output_limit = 100000}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_OUTPUT);
    RL_EXPECT_TRUE(result.output_truncated);
    rl_process_result_free(&result);
}

static void processor_time_is_limited(void)
{
    struct rl_process_result result;
    run_shell("while :; do :; done", (struct rl_process_request){.cpu_ms = 1000}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_CPU);
    RL_EXPECT_GE(result.cpu_seconds, 0.5);
    rl_process_result_free(&result);
}

static void ignoring_the_limit_does_not_help(void)
{
    struct rl_process_result result;
    run_shell("trap '' XCPU TERM INT HUP; while :; do :; done", (struct rl_process_request){.cpu_ms = 1000},
              &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_CPU);
    rl_process_result_free(&result);
}

static void wall_clock_is_the_backstop(void)
{
    struct rl_process_result result;
    run_shell("trap '' TERM INT HUP; echo begun; tail -f /dev/null & wait",
              (struct rl_process_request){.wall_ms = 500}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_WALL);
    RL_EXPECT_STREQ(result.output, "begun\n");
    rl_process_result_free(&result);
}

static bool stop_at_once(void *ctx)
{
    (void)ctx;
    return false;
}

static void progress_can_stop_it(void)
{
    struct rl_process_result result;
    run_shell("echo $$; exec tail -f /dev/null", (struct rl_process_request){.progress = stop_at_once},
              &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_STOPPED);
    RL_EXPECT_FALSE(process_lives(atoi(result.output)));
    rl_process_result_free(&result);
}

static bool interrupt(void *ctx)
{
    (void)ctx;
    rl_interrupted = 1;
    return true;
}

static void interruption_leaves_nothing(void)
{
    struct rl_process_result result;
    run_shell("echo $$; exec tail -f /dev/null", (struct rl_process_request){.progress = interrupt}, &result);
    rl_interrupted = 0;
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_INTERRUPTED);
    RL_EXPECT_GT(atoi(result.output), 0);
    RL_EXPECT_FALSE(process_lives(atoi(result.output)));
    rl_process_result_free(&result);
}

/* It has left the session, and its parent; it holds the pipe open. */
static void orphan_is_found_and_delays_nobody(void)
{
    char *folder = rl_workdir_create(NULL);
    struct rl_process_result result;
    run_shell("mkfifo ready; setsid sh -c 'sh -c \"echo \\$\\$ >ready; exec tail -f /dev/null\" &' ; "
              "read pid <ready; echo $pid",
              (struct rl_process_request){.cwd = folder, .wall_ms = 20000}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_EXITED);
    RL_EXPECT_GT(atoi(result.output), 0);
    RL_EXPECT_FALSE(process_lives(atoi(result.output)));
    rl_process_result_free(&result);
    rl_workdir_remove(folder);
}

static void killing_the_keeper_is_noticed(void)
{
    struct rl_process_result result;
    run_shell("kill -KILL $PPID; exec tail -f /dev/null", (struct rl_process_request){.wall_ms = 20000},
              &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_UNWATCHED);
    rl_process_result_free(&result);
}

/* Waits until the process is gone, at most ten seconds. */
static bool ends(int pid)
{
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0)
        return errno == ESRCH;
    struct pollfd polled = {.fd = fd, .events = POLLIN};
    int ready = poll(&polled, 1, 10000);
    close(fd);
    return ready == 1;
}

static void death_of_racelab_leaves_nothing(void)
{
    char *folder = rl_workdir_create(NULL);
    char *fifo = rl_text_format("%s/ready", folder);
    RL_ASSERT_EQ(mkfifo(fifo, 0600), 0);
    pid_t racelab = fork();
    if (racelab == 0) {
        struct rl_process_result result;
        run_shell("echo $$ >ready; exec tail -f /dev/null", (struct rl_process_request){.cwd = folder},
                  &result);
        _exit(0);
    }
    char text[32] = "";
    int fd = open(fifo, O_RDONLY | O_CLOEXEC);
    RL_EXPECT_GT(read(fd, text, sizeof text - 1), 0);
    close(fd);
    RL_EXPECT_TRUE(process_lives(atoi(text)));
    kill(racelab, SIGKILL);
    waitpid(racelab, NULL, 0);
    RL_EXPECT_TRUE(ends(atoi(text)));
    free(fifo);
    rl_workdir_remove(folder);
}

/* Between fork and exec a child has the memory of racelab, which may be more than a program's limit. */
static void racelabs_memory_is_not_the_programs(void)
{
    char *const argv[] = {(char *)"sleep", (char *)"60", NULL};
    pid_t program;
    RL_EXPECT_FALSE(rl_watch_has_begun(getpid()));
    RL_ASSERT_EQ(0, posix_spawnp(&program, argv[0], NULL, NULL, argv, environ)); /* comes back after exec */
    RL_EXPECT_TRUE(rl_watch_has_begun(program));
    kill(program, SIGKILL);
    waitpid(program, NULL, 0);
    RL_EXPECT_FALSE(rl_watch_has_begun(program));
}

static void memory_is_limited(void)
{
    struct rl_process_result result;
    run_shell("x=$(head -c 1000000 /dev/zero | tr '\\0' x); while :; do x=$x$x; done",
              (struct rl_process_request){.memory_limit = 100000000, .wall_ms = 20000}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_MEMORY);
    rl_process_result_free(&result);
}

static void files_are_limited(void)
{
    char *folder = rl_workdir_create(NULL);
    struct rl_process_result result;
    run_shell("exec head -c 100000 /dev/zero >big",
              (struct rl_process_request){.cwd = folder, .file_limit = 1000}, &result);
    RL_EXPECT_EQ((int)result.end, (int)RL_PROCESS_SIGNALLED);
    RL_EXPECT_EQ(result.signal, SIGXFSZ);
    rl_process_result_free(&result);
    rl_workdir_remove(folder);
}

/* A fork bomb meets its limit. RLIMIT_NPROC means nothing to root, so the bomb is nobody's. */
static void processes_are_limited(void)
{
    const char *const argv[] = {"setpriv",
                                "--reuid=65534",
                                "--clear-groups",
                                "sh",
                                "-c",
                                "for i in 1 2 3 4 5 6 7 8 9 10 11 12; do tail -f /dev/null & done; echo all",
                                NULL};
    bool root = geteuid() == 0;
    char *setpriv = rl_process_find_program("setpriv");
    free(setpriv);
    if (root && !setpriv)
        RL_SKIP("there is no setpriv here");
    struct rl_process_request request = {
        .argv = root ? argv : argv + 3, .process_limit = 6, .wall_ms = 20000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    RL_EXPECT_NE(result.exit_status, 0);
    RL_EXPECT_CONTAINS(result.output, "fork");
    rl_process_result_free(&result);
}

static void *run_one(void *argument)
{
    struct rl_process_result *result = argument;
    run_shell("echo $$", (struct rl_process_request){.wall_ms = 20000}, result);
    return NULL;
}

/* The pipes of one child must not stay open in another. */
static void many_at_a_time(void)
{
    enum { MANY = 8 };
    pthread_t threads[MANY];
    struct rl_process_result results[MANY];
    for (int i = 0; i < MANY; i++)
        RL_ASSERT_EQ(pthread_create(&threads[i], NULL, run_one, &results[i]), 0);
    for (int i = 0; i < MANY; i++) {
        pthread_join(threads[i], NULL);
        RL_EXPECT_EQ((int)results[i].end, (int)RL_PROCESS_EXITED);
        RL_EXPECT_GT(atoi(results[i].output), 0);
        rl_process_result_free(&results[i]);
    }
}

static const struct rl_case cases[] = {
    RL_CASE(takes_status_and_output),
    RL_CASE(takes_signal),
    RL_CASE(reads_nothing_and_knows_no_descriptor),
    RL_CASE(uses_environment_and_folder),
    RL_CASE(missing_program_is_named),
    RL_CASE(missing_folder_is_an_error),
    RL_CASE(evidence_has_its_own_pipe),
    RL_CASE(evidence_comes_line_by_line),
    RL_CASE(too_much_evidence_ends_it),
    RL_CASE(long_output_is_cut_and_drained),
    RL_CASE(endless_output_ends_it),
    RL_CASE(processor_time_is_limited),
    RL_CASE(ignoring_the_limit_does_not_help),
    RL_CASE(wall_clock_is_the_backstop),
    RL_CASE(progress_can_stop_it),
    RL_CASE(interruption_leaves_nothing),
    RL_CASE(orphan_is_found_and_delays_nobody),
    RL_CASE(killing_the_keeper_is_noticed),
    RL_CASE(death_of_racelab_leaves_nothing),
    RL_CASE(memory_is_limited),
    RL_CASE(racelabs_memory_is_not_the_programs),
    RL_CASE(files_are_limited),
    RL_CASE(processes_are_limited),
    RL_CASE(many_at_a_time),
    RL_CASE_END,
};
RL_SUITE(process, cases);
