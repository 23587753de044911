/* SPDX-License-Identifier: MIT */
/* A hundred times grading is killed at a random moment, and started again. */
#include "class.h"

#include "shim/rl_test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS = 100, LEARNERS = 120, WORKERS = 2, LATEST_US = 40000 };

/* What the judge wrote down before it answered, in this process's life. */
struct note {
    long worker;
    int learner;
};

static void write_down(struct class *class, const char *learner)
{
    struct note note = {.worker = gettid(), .learner = atoi(learner + 1)};
    if (write(*(int *)class->ctx, &note, sizeof note) != (ssize_t)sizeof note)
        abort();
}

static void kill_9(int signal)
{
    (void)signal;
    kill(getpid(), SIGKILL);
}

/* By the clock, or by the time that it was given: on a busy machine much happens in the one and little in the
 * other. false: it was killed. */
static bool grade_until(struct class *class, unsigned microseconds)
{
    pid_t child = fork();
    if (child == 0) {
        struct itimerval timer = {.it_value = {.tv_usec = microseconds}};
        signal(SIGALRM, kill_9);
        signal(SIGPROF, kill_9);
        setitimer(rand() % 2 ? ITIMER_REAL : ITIMER_PROF, &timer, NULL);
        _exit(class_grade(class) ? 0 : 3);
    }
    int status;
    waitpid(child, &status, 0);
    if (!WIFSIGNALED(status))
        RL_EXPECT_EQ(0, status);
    return !WIFSIGNALED(status);
}

static bool mark(void *ctx, const struct rl_store_row *row)
{
    bool *there = ctx;
    if (row->verdict)
        there[atoi(row->learner + 1)] = true;
    return true;
}

static void look(struct class *class, bool there[LEARNERS])
{
    char *why = NULL;
    struct rl_store *store = rl_store_open(class->store_path, RL_STORE_READ, &why);
    memset(there, 0, LEARNERS * sizeof *there);
    if (store)
        rl_store_each(store, mark, there, &why);
    else if (!strstr(why, "there is no store") && !strstr(why, "holds nothing"))
        RL_FAIL("%s", why);
    rl_store_close(store);
    free(why);
}

struct tally {
    int lost, doubled;
};

/* A worker that judges its next submission has kept the one before. */
static void count(int log, const bool before[LEARNERS], const bool after[LEARNERS], struct tally *tally)
{
    struct note notes[LEARNERS * 4];
    ssize_t got = pread(log, notes, sizeof notes, 0);
    size_t length = got > 0 ? (size_t)got / sizeof *notes : 0;
    for (size_t i = 0; i < length; i++) {
        bool kept = false;
        for (size_t j = i + 1; j < length && !kept; j++)
            kept = notes[j].worker == notes[i].worker;
        tally->lost += kept && !after[notes[i].learner];
        tally->doubled += before[notes[i].learner];
        for (size_t j = i + 1; j < length; j++)
            tally->doubled += notes[j].learner == notes[i].learner;
    }
    for (int i = 0; i < LEARNERS; i++)
        tally->lost += before[i] && !after[i];
    if (ftruncate(log, 0) != 0)
        abort();
}

/* In memory a verdict is kept in a fraction of a millisecond, and a life that ends early has kept many. */
static struct class make_in_memory(void)
{
    char *before = rl_text_copy(getenv("TMPDIR"));
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    struct class class = class_make();
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    free(before);
    return class;
}

static void loses_nothing_and_doubles_nothing(void)
{
    struct class class = make_in_memory();
    char *path = rl_text_format("%s/log", class.folder);
    int log = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600), kills = 0, rounds = 0;
    struct tally tally = {0};
    bool before[LEARNERS] = {false}, after[LEARNERS];
    class.ctx = &log;
    class.noted = write_down;
    class.jobs = WORKERS;
    for (int i = 0; i < LEARNERS; i++) {
        char name[8], text[32];
        snprintf(name, sizeof name, "l%d", i);
        snprintf(text, sizeof text, "int n = %d;", i);
        class_write(&class, name, text);
    }
    srand(20240607);
    while (kills < KILLS) {
        bool ended = grade_until(&class, 500 + (unsigned)rand() % LATEST_US);
        kills += !ended;
        look(&class, after);
        count(log, before, after, &tally);
        memcpy(before, after, sizeof before);
        if (ended) { /* the whole class; then from the beginning */
            rounds++;
            for (int i = 0; i < LEARNERS; i++)
                tally.lost += !after[i];
            unlink(class.store_path);
            memset(before, 0, sizeof before);
        }
    }
    RL_EXPECT_EQ(0, tally.lost);
    RL_EXPECT_EQ(0, tally.doubled);
    RL_EXPECT_TRUE(class_grade(&class)); /* to the end, undisturbed */
    RL_EXPECT_EQ(LEARNERS, (int)class_verdicts(&class));
    close(log);
    free(path);
    class_free(&class);
}

static const struct rl_case cases[] = {RL_CASE(loses_nothing_and_doubles_nothing), RL_CASE_END};
RL_SUITE(kill, cases);
