/* SPDX-License-Identifier: MIT */
/* The differential test of the explorer: reduction is believed only where plain depth-first search over all
 * accesses agrees.
 *
 * For each random program: (1) where brute force finds no race, DPOR's outcomes and hazards equal brute
 * force's; where it finds one, DPOR reports one too, and invents no outcome; (2) DPOR over all accesses
 * equals brute force in every case; (3) what the uninstrumented program does natively lies within what was
 * explored. */
#include "program.h"

#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { TEXTS_MAX = 512 };

struct texts {
    char *items[TEXTS_MAX];
    size_t count;
};

struct seen {
    struct texts outcomes;
    struct texts hazards;
    bool complete;
    bool failed; /* the explorer itself */
    long executions;
    char why[256];
};

static const char *explored_binary;
static const char *native_binary;
static int native_runs = 5;
static int budget = 150000; /* executions of brute force, after which a program is skipped */

static bool texts_have(const struct texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++)
        if (strcmp(texts->items[i], text) == 0)
            return true;
    return false;
}

static void texts_add(struct texts *texts, const char *text)
{
    if (!texts_have(texts, text) && texts->count < TEXTS_MAX)
        texts->items[texts->count++] = strdup(text);
}

static void texts_free(struct texts *texts)
{
    for (size_t i = 0; i < texts->count; i++)
        free(texts->items[i]);
    texts->count = 0;
}

static bool texts_within(const struct texts *inner, const struct texts *outer)
{
    for (size_t i = 0; i < inner->count; i++)
        if (!texts_have(outer, inner->items[i]))
            return false;
    return true;
}

static bool texts_equal(const struct texts *a, const struct texts *b)
{
    return a->count == b->count && texts_within(a, b);
}

static void seen_free(struct seen *seen)
{
    texts_free(&seen->outcomes);
    texts_free(&seen->hazards);
}

static void take_record(struct seen *seen, json_t *record)
{
    const char *type = json_string_value(json_object_get(record, "t"));
    if (!type)
        return;
    if (strcmp(type, "outcome") == 0) {
        texts_add(&seen->outcomes, json_string_value(json_object_get(record, "text")));
    } else if (strcmp(type, "finding") == 0) {
        texts_add(&seen->hazards, json_string_value(json_object_get(record, "hazard")));
    } else if (strcmp(type, "end") == 0) {
        const char *why = json_string_value(json_object_get(record, "why_not"));
        seen->complete = json_is_true(json_object_get(record, "complete"));
        seen->executions = (long)json_integer_value(json_object_get(record, "executions"));
        seen->failed = json_object_get(record, "unsupported") != NULL;
        snprintf(seen->why, sizeof seen->why, "%s", why ? why : "");
    }
}

static void start_explored(const char *program, const char *strategy, bool all, int evidence)
{
    char fd[16], limit[16];
    snprintf(fd, sizeof fd, "%d", evidence);
    snprintf(limit, sizeof limit, "%d", budget);
    clearenv();
    setenv("RACELAB_EVIDENCE_FD", fd, 1);
    setenv("RLX_STRATEGY", strategy, 1);
    setenv("RLX_ALL_ACCESSES", all ? "1" : "0", 1);
    setenv("RLX_BUDGET", limit, 1);
    execl(explored_binary, "interp", program, (char *)NULL);
    _exit(127);
}

/* Runs the program under the explorer and collects what it reports. */
static void explore(const char *program, const char *strategy, bool all, struct seen *seen)
{
    int fds[2];
    memset(seen, 0, sizeof *seen);
    seen->failed = true;
    if (pipe(fds) != 0)
        exit(4);
    pid_t child = fork();
    if (child == 0) {
        close(fds[0]);
        start_explored(program, strategy, all, fds[1]);
    }
    close(fds[1]);
    FILE *stream = fdopen(fds[0], "r");
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stream) > 0) {
        json_error_t error;
        json_t *record = json_loads(line, 0, &error);
        if (record)
            take_record(seen, record);
        json_decref(record);
    }
    free(line);
    fclose(stream);
    waitpid(child, NULL, 0);
}

/* Natively: the outcome lines of a few runs; a run that does not end is a hang and gives none. */
static void run_native(const char *program, struct texts *outcomes)
{
    int fds[2];
    char text[512];
    if (pipe(fds) != 0)
        exit(4);
    pid_t child = fork();
    if (child == 0) {
        dup2(fds[1], STDOUT_FILENO);
        close(fds[0]);
        execl(native_binary, "interp", program, (char *)NULL);
        _exit(127);
    }
    close(fds[1]);
    struct pollfd waiting = {.fd = fds[0], .events = POLLIN};
    ssize_t length = poll(&waiting, 1, 100) == 1 ? read(fds[0], text, sizeof text - 1) : 0;
    close(fds[0]);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    if (length > 9 && strncmp(text, "outcome: ", 9) == 0) {
        text[length] = 0;
        text[strcspn(text, "\n")] = 0;
        texts_add(outcomes, text + 9);
    }
}

static void print_texts(const char *label, const struct texts *texts, const struct texts *other)
{
    printf("    %s:", label);
    for (size_t i = 0; i < texts->count; i++)
        printf(" %s[%s]", texts_have(other, texts->items[i]) ? "" : "!", texts->items[i]);
    printf("\n");
}

enum verdict { SAME, DIFFERENT, SKIPPED };

static struct {
    long same, racy, failing, skipped, different, brute_executions, dpor_executions, native_outcomes;
} totals;

/* The name of what is wrong between the judge and the judged, or NULL. */
static const char *wrong(const struct seen *brute, const struct seen *dpor, const struct seen *full,
                         const struct texts *native)
{
    bool racy = texts_have(&brute->hazards, "data-race");
    if (!dpor->complete)
        return "dpor is not complete where brute force is";
    if (!full->complete)
        return "dpor over all accesses is not complete where brute force is";
    if (!texts_within(&dpor->outcomes, &brute->outcomes))
        return "dpor invents an outcome";
    if (!racy && !texts_equal(&dpor->outcomes, &brute->outcomes))
        return "dpor misses an outcome";
    if (!racy && !texts_equal(&dpor->hazards, &brute->hazards))
        return "dpor's hazards differ";
    if (racy && !texts_have(&dpor->hazards, "data-race"))
        return "dpor misses the race";
    if (!texts_equal(&full->outcomes, &brute->outcomes))
        return "dpor over all accesses gives other outcomes";
    if (!texts_equal(&full->hazards, &brute->hazards))
        return "dpor over all accesses gives other hazards";
    if (!texts_within(native, &brute->outcomes))
        return "a native outcome was not explored";
    return NULL;
}

static enum verdict judge(const char *program, bool say)
{
    struct seen brute, dpor, full;
    struct texts native = {0};
    enum verdict verdict = SAME;
    explore(program, "dfs", true, &brute);
    if (brute.failed || !brute.complete) {
        if (say)
            printf("skipped %s: %s %s\n", program,
                   brute.failed ? "explorer failed" : "brute force did not end", brute.why);
        seen_free(&brute);
        return SKIPPED;
    }
    explore(program, "dpor", false, &dpor);
    explore(program, "dpor", true, &full);
    for (int i = 0; native_binary && i < native_runs; i++)
        run_native(program, &native);
    const char *what = wrong(&brute, &dpor, &full, &native);
    if (what) {
        verdict = DIFFERENT;
        if (say) {
            printf("DIFFERENT %s: %s\n", program, what);
            print_texts("brute outcomes", &brute.outcomes, &dpor.outcomes);
            print_texts("dpor  outcomes", &dpor.outcomes, &brute.outcomes);
            print_texts("full  outcomes", &full.outcomes, &brute.outcomes);
            print_texts("brute hazards", &brute.hazards, &dpor.hazards);
            print_texts("dpor  hazards", &dpor.hazards, &brute.hazards);
            print_texts("full  hazards", &full.hazards, &brute.hazards);
            print_texts("native outcomes", &native, &brute.outcomes);
            printf("    executions: brute %ld, dpor %ld, dpor over all accesses %ld; %s%s\n",
                   brute.executions, dpor.executions, full.executions, dpor.why, full.why);
        }
    }
    if (say) {
        totals.racy += texts_have(&brute.hazards, "data-race");
        totals.failing += brute.hazards.count > 0;
        totals.brute_executions += brute.executions;
        totals.dpor_executions += dpor.executions;
        totals.native_outcomes += (long)native.count;
    }
    seen_free(&brute);
    seen_free(&dpor);
    seen_free(&full);
    texts_free(&native);
    return verdict;
}

/* Drops operations for as long as the difference stays. */
static void shrink(char program[DIFF_PROGRAM_MAX])
{
    char smaller[DIFF_PROGRAM_MAX];
    for (size_t n = 0; diff_program_drop(program, n, smaller);) {
        if (judge(smaller, false) == DIFFERENT) {
            strcpy(program, smaller);
            n = 0;
        } else {
            n++;
        }
    }
}

static int usage(void)
{
    fprintf(
        stderr,
        "usage: explore_diff --explored FILE [--native FILE] [--from SEED] [--count N] [--program WORDS]\n"
        "       [--budget EXECUTIONS] [--native-runs N]\n");
    return 2;
}

static int finish(long from, long count)
{
    printf("programs %ld to %ld: %ld the same, %ld different, %ld skipped; %ld with a hazard, %ld racy; "
           "executions: brute "
           "force %ld, dpor %ld; native outcomes %ld\n",
           from, from + count - 1, totals.same, totals.different, totals.skipped, totals.failing, totals.racy,
           totals.brute_executions, totals.dpor_executions, totals.native_outcomes);
    /* A test of nothing is no test: most programs must have been judged. */
    if (totals.skipped * 5 > count) {
        printf("too many were skipped\n");
        return 1;
    }
    return totals.different ? 1 : 0;
}

int main(int argc, char **argv)
{
    static const struct option options[] = {
        {"explored", 1, 0, 'e'}, {"native", 1, 0, 'n'}, {"from", 1, 0, 'f'},        {"count", 1, 0, 'c'},
        {"program", 1, 0, 'p'},  {"budget", 1, 0, 'b'}, {"native-runs", 1, 0, 'r'}, {0, 0, 0, 0}};
    long from = 1, count = 100;
    const char *given = NULL;
    int option;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
        switch (option) {
        case 'e':
            explored_binary = optarg;
            break;
        case 'n':
            native_binary = optarg;
            break;
        case 'f':
            from = atol(optarg);
            break;
        case 'c':
            count = atol(optarg);
            break;
        case 'p':
            given = optarg;
            break;
        case 'b':
            budget = atoi(optarg);
            break;
        case 'r':
            native_runs = atoi(optarg);
            break;
        default:
            return usage();
        }
    }
    if (!explored_binary)
        return usage();
    if (given)
        return judge(given, true) == SAME ? (puts("same"), 0) : 1;
    for (long seed = from; seed < from + count; seed++) {
        char program[DIFF_PROGRAM_MAX];
        diff_program_make((uint64_t)seed, program);
        enum verdict verdict = judge(program, true);
        totals.same += verdict == SAME;
        totals.skipped += verdict == SKIPPED;
        if (verdict == DIFFERENT) {
            totals.different++;
            shrink(program);
            printf("  smallest: ");
            judge(program, true);
        }
        fflush(stdout);
    }
    return finish(from, count);
}
