/* SPDX-License-Identifier: MIT */
/* `racelab watch`: what it prints is waited for, with a bound; nothing waits for time to pass. */
#include "place.h"

#include "grader/words.h"

#include "shim/rl_test.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char header[] = "racelab watch: tally.c\n", footer[] = "\nWatching tally.c. ";
static const char right[] = "#include \"tally.h\"\nstatic int total;\n"
                            "void tally_add(void) { __atomic_fetch_add(&total, 1, __ATOMIC_SEQ_CST); }\n"
                            "int tally_read(void) { return total; }\n";
static const char endless[] = "void tally_add(void) { for (;;) ; }\nint tally_read(void) { return 0; }\n";
enum { PATIENCE = 100 }; /* seconds */

struct session {
    struct place place;
    pid_t pid;
    int out; /* stdout and stderr */
    struct rl_text seen;
};

static void become_watch(const struct place *place)
{
    char *folder = place_path(place, "tally"), *tmp = place_path(place, "tmp");
    setenv("TMPDIR", tmp, 1);
    setenv("TERM", "xterm", 1);
    putenv(place->labs);
    putenv(place->state);
    if (chdir(folder) == 0)
        execl(RL_PROGRAM, "racelab", "watch", (char *)NULL);
    _exit(126);
}

static struct place prepare(const char *text)
{
    struct place place = place_make(NULL);
    char *tmp = place_path(&place, "tmp");
    mkdir(tmp, 0700);
    free(tmp);
    place_expect(&place, NULL, "start tally", 0, NULL, NULL);
    if (text)
        place_write(&place, "tally/tally.c", text);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0,
          0); /* what watch left behind would become a child of this process */
    return place;
}

/* Starts it; what it says comes through a pipe. */
static void run(struct session *session)
{
    int ends[2];
    RL_EXPECT_EQ(0, pipe(ends));
    session->out = ends[0];
    session->pid = fork();
    if (session->pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        become_watch(&session->place);
    }
    close(ends[1]);
}

static struct session watch(const char *text)
{
    struct session session = {.place = prepare(text)};
    run(&session);
    return session;
}

static int count(const char *text, const char *what)
{
    int found = 0;
    for (const char *at = text; at && (at = strstr(at, what)); at += strlen(what))
        found++;
    return found;
}

/* false: the output has ended, or nothing came for too long. */
static bool read_more(struct session *session)
{
    char bytes[4096];
    struct pollfd out = {session->out, POLLIN, 0};
    if (poll(&out, 1, PATIENCE * 1000) <= 0)
        return false;
    ssize_t got = read(session->out, bytes, sizeof bytes);
    if (got > 0)
        rl_text_add_bytes(&session->seen, bytes, (size_t)got);
    return got > 0;
}

static void wait_for(struct session *session, const char *what, int times)
{
    while (count(session->seen.data, what) < times)
        if (!read_more(session)) {
            RL_FAIL("waited in vain for \"%s\", for the %d. time, in\n%s", what, times,
                    session->seen.data ? session->seen.data : "");
            return;
        }
}

/* Ends it if it is still there; everything that it said is in session->seen then. */
static int end(struct session *session, int number)
{
    int status = 0;
    if (number)
        kill(session->pid, number);
    while (read_more(session))
        ;
    RL_EXPECT_EQ(session->pid, waitpid(session->pid, &status, 0));
    RL_EXPECT_EQ(-1, waitpid(-1, NULL, WNOHANG)); /* no child is left */
    char *tmp = place_path(&session->place, "tmp");
    RL_EXPECT_EQ(0, rmdir(tmp)); /* and no file */
    free(tmp);
    close(session->out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void done(struct session *session)
{
    rl_text_free(&session->seen);
    place_free(&session->place);
}

/* As editors do that write beside the file first. */
static void save_by_renaming(const struct session *session, const char *text)
{
    char *beside = place_path(&session->place, "tally/.tally.c.swp"),
         *path = place_path(&session->place, "tally/tally.c");
    place_write(&session->place, "tally/.tally.c.swp", text);
    RL_EXPECT_EQ(0, rename(beside, path));
    free(beside);
    free(path);
}

static void save_in_place(const struct session *session, const char *text)
{
    char *path = place_path(&session->place, "tally/tally.c");
    FILE *file = fopen(path, "w");
    RL_ASSERT_NOT_NULL(file);
    fputs(text, file);
    fclose(file);
    free(path);
}

static void checks_whenever_it_is_saved(void)
{
    struct session session = watch(NULL);
    char *buggy = place_read(&session.place, "tally/tally.c");
    wait_for(&session, footer, 1);
    RL_EXPECT_CONTAINS(session.seen.data, "tally.c fails: ");
    save_by_renaming(&session, buggy); /* the same again: there is nothing to check */
    save_by_renaming(&session, right);
    wait_for(&session, footer, 2);
    RL_EXPECT_CONTAINS(session.seen.data, "tally.c is right");
    save_in_place(&session, buggy);
    wait_for(&session, footer, 3);
    RL_EXPECT_EQ(2, count(session.seen.data, "tally.c fails: "));
    RL_EXPECT_EQ(130, end(&session, SIGINT));
    RL_EXPECT_EQ(3, count(session.seen.data, header));
    RL_EXPECT_EQ(3, count(session.seen.data, footer));
    free(buggy);
    done(&session);
}

/* Returns once the check has made its folder: it is at work then. */
static void wait_for_work(int notify)
{
    char events[4096];
    RL_EXPECT_GT(read(notify, events, sizeof events), 0);
}

static int notice_work(const struct place *place)
{
    char *tmp = place_path(place, "tmp");
    int notify = inotify_init1(IN_CLOEXEC);
    RL_EXPECT_GE(inotify_add_watch(notify, tmp, IN_CREATE), 0);
    free(tmp);
    return notify;
}

/* Starts to watch a file whose check takes long, and returns when that check is under way. */
static struct session watch_busy(void)
{
    struct session session = {.place = prepare(endless)};
    int notify = notice_work(&session.place);
    run(&session);
    wait_for_work(notify);
    close(notify);
    return session;
}

static void gives_up_a_check_for_a_newer_file(void)
{
    struct session session = watch_busy();
    save_by_renaming(&session, right);
    wait_for(&session, footer, 1);
    RL_EXPECT_CONTAINS(session.seen.data, "tally.c is right");
    RL_EXPECT_EQ(0, count(session.seen.data, "tally.c fails"));
    RL_EXPECT_EQ(2, count(session.seen.data, header));
    RL_EXPECT_EQ(143, end(&session, SIGTERM));
    done(&session);
}

static void ends_in_the_middle_of_a_check(void)
{
    struct session session = watch_busy();
    RL_EXPECT_EQ(130, end(&session, SIGINT));
    RL_EXPECT_EQ(0, count(session.seen.data, footer));
    done(&session);
}

static void ends_with_its_folder(void)
{
    struct session session = watch(NULL);
    char *from = place_path(&session.place, "tally"), *to = place_path(&session.place, "moved");
    wait_for(&session, header, 1);
    RL_EXPECT_EQ(0, rename(from, to));
    wait_for(&session, "is gone: there is nothing to watch any more", 1);
    RL_EXPECT_EQ(2, end(&session, 0));
    free(from);
    free(to);
    done(&session);
}

static void answers_keys(void)
{
    struct session session = {.place = prepare(NULL)};
    session.pid = forkpty(&session.out, NULL, NULL, NULL);
    if (session.pid == 0)
        become_watch(&session.place);
    wait_for(&session, "Keys: h hint", 1);
    RL_EXPECT_CONTAINS(session.seen.data, "\033[H\033[2J"); /* each check begins on an empty screen */
    RL_EXPECT_EQ(1, write(session.out, "h", 1));
    wait_for(&session, "Hint 1 of 3: Look at tally_add.", 1);
    wait_for(&session, "Keys: h hint", 2);
    RL_EXPECT_EQ(1, write(session.out, "h", 1));
    wait_for(&session, "Hint 2 of 3", 1);
    wait_for(&session, "Keys: h hint", 3);
    save_by_renaming(&session, right);
    wait_for(&session, "Keys: s the lab's own solution", 1);
    RL_EXPECT_EQ(1, write(session.out, "s", 1));
    wait_for(&session, "fixes/mutex.c", 1);
    wait_for(&session, "Keys: s the lab's own solution", 2);
    RL_EXPECT_EQ(1, write(session.out, "q", 1));
    RL_EXPECT_EQ(0, end(&session, 0));
    done(&session);
}

static void is_called_in_a_working_copy(void)
{
    struct place place = place_make(NULL);
    place_expect(&place, NULL, "watch", 2, NULL, "this folder is no working copy of a lab");
    place_expect(&place, NULL, "watch tally", 2, NULL, "watch takes no argument");
    place_free(&place);
}

static const struct rl_case cases[] = {RL_CASE(checks_whenever_it_is_saved),
                                       RL_CASE(gives_up_a_check_for_a_newer_file),
                                       RL_CASE(ends_in_the_middle_of_a_check),
                                       RL_CASE(ends_with_its_folder),
                                       RL_CASE(answers_keys),
                                       RL_CASE(is_called_in_a_working_copy),
                                       RL_CASE_END};
RL_SUITE(cli_watch, cases);
