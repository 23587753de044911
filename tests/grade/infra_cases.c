/* SPDX-License-Identifier: MIT */
/* The machine fails under the real judge, in each way once: that is infra and tried again, and never a mark.
 */
#include "grader/assign.h"
#include "grader/batch_judge.h"

#include "sanitizers/canary.h"
#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The clocks jump: these are the ones that the grader is linked with. */
static enum { STEADY, TO_AND_FRO, FORWARDS, BACKWARDS } jumps;
static atomic_long leap; /* seconds that the monotonic clock has jumped by; read by all threads */

static void read_clock(clockid_t clock, struct timespec *out)
{
    syscall(SYS_clock_gettime, clock, out);
}

time_t time(time_t *out)
{
    static atomic_uint calls;
    struct timespec real;
    read_clock(CLOCK_REALTIME, &real);
    if (jumps != STEADY)
        real.tv_sec += (atomic_fetch_add(&calls, 1) % 2 ? 1 : -1) * 400L * 24 * 3600;
    if (out)
        *out = real.tv_sec;
    return real.tv_sec;
}

/* A machine that was asleep or was moved: between some looks at the clock it leaps half a minute, or a day.
 */
int clock_gettime(clockid_t clock, struct timespec *out)
{
    enum { NAP = 30, DAY = 24 * 3600 };
    read_clock(clock, out);
    if (clock != CLOCK_MONOTONIC || jumps == STEADY)
        return 0;
    static atomic_uint looks;
    bool leaps = atomic_fetch_add(&looks, 1) % 8 == 7;
    if (leaps && jumps == TO_AND_FRO)
        atomic_fetch_xor(&leap, DAY);
    else if (leaps)
        atomic_fetch_add(&leap, jumps == FORWARDS ? NAP : -NAP);
    out->tv_sec += atomic_load(&leap) + 1000L * DAY;
    return 0;
}

struct room {
    char *folder, *in, *store_path, *compiler;
    unsigned retries;
    struct rl_labs_set labs;
    struct rl_assignment assignment;
    struct rl_store *store;
    char *why;
};

static struct room make_room(void)
{
    char *why = NULL;
    struct room room = {.folder = rl_workdir_create(&why), .retries = 1};
    room.in = rl_text_format("%s/in", room.folder);
    room.store_path = rl_text_format("%s/store", room.folder);
    room.compiler = NULL;
    if (mkdir(room.in, 0700) != 0 || !rl_labs_set_open(RL_FIXTURES "/labs", &room.labs, &why))
        abort();
    return room;
}

static void put(const char *folder, const char *name, const char *text, mode_t mode)
{
    char *path = rl_text_format("%s/%s", folder, name);
    unlink(path);
    if (!rl_text_write_file(path, text, strlen(text)) || chmod(path, mode) != 0)
        abort();
    free(path);
}

static void hand_in(struct room *room, const char *variant)
{
    struct rl_list problems = RL_LIST_INIT;
    const struct rl_task_lab *lab = rl_labs_set_add(&room->labs, "tally", &problems);
    char *path = rl_text_format("%s/%s", lab->lab->folder, variant), *text = rl_text_read_file(path, NULL);
    put(room->in, "ann.c", text, 0600);
    free(text);
    free(path);
}

static void close_room(struct room *room)
{
    rl_store_close(room->store);
    rl_assignment_free(&room->assignment);
    free(room->why);
    room->store = NULL;
    room->why = NULL;
}

static void leave(struct room *room)
{
    close_room(room);
    rl_labs_set_close(&room->labs);
    rl_workdir_remove(room->folder);
    free(room->in);
    free(room->store_path);
    free(room->compiler);
}

static bool grade(struct room *room)
{
    close_room(room);
    struct rl_batch_judge judge = {.compiler = room->compiler};
    struct rl_fingerprint fingerprint = {.racelab = {"the same"},
                                         .compiler = (char *)"the same",
                                         .libc = (char *)"the same",
                                         .options = (char *)"the same"};
    room->store = rl_store_open(room->store_path, RL_STORE_CREATE, &room->why);
    if (!room->store ||
        !rl_assignment_add_path(&room->assignment, room->labs.labs[0], room->in, &room->why) ||
        !rl_assignment_finish(&room->assignment, 1, 1, &room->why))
        return false;
    struct rl_batch batch = {.store = room->store,
                             .fingerprint = &fingerprint,
                             .tasks = room->assignment.tasks,
                             .len = room->assignment.len,
                             .jobs = 1,
                             .retries = room->retries,
                             .judge = rl_batch_judge,
                             .healthy = rl_batch_healthy,
                             .ctx = &judge};
    return rl_batch_run(&batch, &room->why);
}

static void expect_no_mark(const struct room *room)
{
    for (size_t i = 0; i < room->assignment.len; i++) {
        RL_EXPECT_NULL(room->assignment.tasks[i].verdict);
        RL_EXPECT_LT(room->assignment.tasks[i].got, 0.0);
    }
}

static void expect_verdict(const struct room *room, const char *verdict)
{
    RL_ASSERT_EQ(1, (int)room->assignment.len);
    RL_EXPECT_STREQ(verdict,
                    room->assignment.tasks[0].verdict ? room->assignment.tasks[0].verdict : "(none)");
}

/* A compiler that says its version as clang does, and does something else before, or instead of, compiling.
 */
static void use_compiler(struct room *room, const char *instead)
{
    char *script = rl_text_format("#!/bin/sh\n"
                                  "case \"$*\" in *version*) exec clang \"$@\" ;; esac\n"
                                  "case \"$*\" in *in/*|*tally.c*) ;; *) exec clang \"$@\" ;; esac\n"
                                  "%s\nexec clang \"$@\"\n",
                                  instead);
    free(room->compiler);
    room->compiler = rl_text_format("%s/cc", room->folder);
    put(room->folder, "cc", script, 0700);
    free(script);
}

static void a_full_disk_under_the_compiler(void)
{
    struct room room = make_room();
    hand_in(&room, "fixes/mutex.c");
    use_compiler(
        &room,
        "echo 'fatal error: error in backend: IO failure on output stream: No space left on device' >&2; "
        "exit 1");
    RL_EXPECT_FALSE(grade(&room));
    expect_no_mark(&room);
    RL_EXPECT_CONTAINS(room.assignment.tasks[0].fault ? room.assignment.tasks[0].fault : "(none)", "disk");
    use_compiler(&room, ":");
    RL_EXPECT_TRUE(grade(&room));
    expect_verdict(&room, "pass");
    leave(&room);
}

/* The judge itself tries twice; both of these tries end here. */
static void a_killed_compiler_is_tried_again(void)
{
    struct room room = make_room();
    hand_in(&room, "buggy.c");
    char *count = rl_text_format("n=$(cat %s/n 2>/dev/null || echo 0); echo $((n + 1)) >%s/n; "
                                 "case \"$*\" in *' -c '*) [ $n -ge 4 ] || kill -9 $$ ;; esac",
                                 room.folder, room.folder);
    use_compiler(&room, count);
    room.retries = 4;
    RL_EXPECT_TRUE(grade(&room));
    expect_verdict(&room, "fail");
    char *path = rl_text_format("%s/n", room.folder), *text = rl_text_read_file(path, NULL);
    RL_EXPECT_GT(atoi(text ? text : "0"), 4); /* it was killed */
    free(text);
    free(path);
    free(count);
    leave(&room);
}

static void a_missing_compiler(void)
{
    struct room room = make_room();
    hand_in(&room, "fixes/mutex.c");
    room.compiler = rl_text_format("%s/no-such-cc", room.folder);
    RL_EXPECT_FALSE(grade(&room));
    RL_EXPECT_CONTAINS(room.why ? room.why : "", "no-such-cc");
    expect_no_mark(&room);
    leave(&room);
}

static void no_folder_for_temporary_files(void)
{
    struct room room = make_room();
    char *before = rl_text_copy(getenv("TMPDIR"));
    hand_in(&room, "fixes/mutex.c");
    setenv("TMPDIR", "/nonexistent", 1);
    RL_EXPECT_FALSE(grade(&room));
    expect_no_mark(&room);
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    free(before);
    rl_canary_override("none", NULL); /* forget what the canaries said */
    RL_EXPECT_TRUE(grade(&room));
    expect_verdict(&room, "pass");
    leave(&room);
}

/* A file system of its own, with hardly any room, in TMPDIR's place; root of a user namespace may mount one.
 */
static bool enter_full_tmp(const char *folder)
{
    if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
    return mount("tmpfs", folder, "tmpfs", 0, "size=128k") == 0;
}

static void a_full_folder_for_temporary_files(void)
{
    enum { NO_NAMESPACE = 77 };
    struct room room = make_room();
    char *tmp = rl_text_format("%s/tmp", room.folder);
    hand_in(&room, "fixes/mutex.c");
    mkdir(tmp, 0700);
    room.retries = 0;
    pid_t child = fork();
    if (child == 0) {
        if (!enter_full_tmp(tmp))
            _exit(NO_NAMESPACE);
        setenv("TMPDIR", tmp, 1);
        bool all = grade(&room);
        bool marked = room.assignment.len != 1 || room.assignment.tasks[0].verdict;
        const char *why = room.why ? room.why : room.assignment.tasks[0].fault;
        bool told = why && (strstr(why, "disk") || strstr(why, "room") || strstr(why, "space"));
        _exit(all || marked || !told);
    }
    int status;
    waitpid(child, &status, 0);
    free(tmp);
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_NAMESPACE)
        RL_SKIP("no file system can be mounted here");
    RL_EXPECT_EQ(0, status);
    leave(&room);
}

static void thread_sanitizer_that_does_not_start(void)
{
    struct room room = make_room();
    hand_in(&room, "fixes/mutex.c");
    rl_canary_override("tsan_racy", "/bin/true");
    RL_EXPECT_FALSE(grade(&room));
    RL_EXPECT_CONTAINS(room.why ? room.why : "", "ThreadSanitizer");
    expect_no_mark(&room);
    rl_canary_override("tsan_racy", NULL);
    leave(&room);
}

/* ThreadSanitizer maps terabytes; here it may have one gigabyte of addresses. */
static void no_memory_for_an_observer(void)
{
    struct room room = make_room();
    hand_in(&room, "fixes/mutex.c");
    pid_t child = fork();
    if (child == 0) {
        struct rlimit size = {1UL << 30, 1UL << 30};
        setrlimit(RLIMIT_AS, &size);
        rl_canary_override("none", NULL); /* ask again, under the limit */
        bool all = grade(&room);
        bool marked = room.assignment.len != 1 || room.assignment.tasks[0].verdict;
        _exit(all || marked);
    }
    int status;
    waitpid(child, &status, 0);
    RL_EXPECT_EQ(0, status);
    leave(&room);
}

static void a_clock_that_jumps(const void *param)
{
    struct room room = make_room();
    hand_in(&room, "fixes/mutex.c");
    jumps = *(const int *)param;
    RL_EXPECT_TRUE(grade(&room));
    expect_verdict(&room, "pass");
    RL_EXPECT_TRUE(grade(&room));
    RL_EXPECT_EQ(RL_TASK_REUSED, room.assignment.tasks[0].state);
    jumps = STEADY;
    leave(&room);
}
static const int to_and_fro = TO_AND_FRO, forwards = FORWARDS, backwards = BACKWARDS;

static const struct rl_case cases[] = {RL_CASE(a_full_disk_under_the_compiler),
                                       RL_CASE(a_killed_compiler_is_tried_again),
                                       RL_CASE(a_missing_compiler),
                                       RL_CASE(no_folder_for_temporary_files),
                                       RL_CASE(a_full_folder_for_temporary_files),
                                       RL_CASE(thread_sanitizer_that_does_not_start),
                                       RL_CASE(no_memory_for_an_observer),
                                       RL_CASE_P(a_clock_that_jumps, "to_and_fro", &to_and_fro),
                                       RL_CASE_P(a_clock_that_jumps, "forwards", &forwards),
                                       RL_CASE_P(a_clock_that_jumps, "backwards", &backwards),
                                       RL_CASE_END};
RL_SUITE(infra, cases);
