/* SPDX-License-Identifier: MIT */
/* Explores one program of tests/explore/corpus and compares what was found with the EXPECT line in its head.
 *
 * EXPECT takes: status (default ok), names (what the reason must name), hazards (a|b: exactly one of these
 * sets of one; "none"), complete (yes or no), outcomes (a|b: exactly these), overlap and sometimes (what a
 * demand's `seen` must be), lab (1: judged as a lab). Each finding and each outcome is then replayed from its
 * schedule, and must come again. */
#define _GNU_SOURCE
#include "observer.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int failures;
static const struct rl_observer *explorer;
static char root[4096];
static int directories;

static void fail(const char *what, const char *expected, const char *seen)
{
    printf("  %s: expected %s, seen %s\n", what, expected, seen);
    failures++;
}

/* The value of `key=` in the EXPECT line: up to the next key or the end of the comment. */
static bool expectation(const char *line, const char *key, char value[256])
{
    char wanted[32];
    snprintf(wanted, sizeof wanted, " %s=", key);
    const char *found = strstr(line, wanted);
    value[0] = 0;
    if (!found)
        return false;
    snprintf(value, 256, "%s", found + strlen(wanted));
    char *end = strstr(value, " */");
    if (end)
        *end = 0;
    for (char *p = value; *p; p++) {
        if (*p != ' ')
            continue;
        size_t word = strcspn(p + 1, " =");
        if (p[1 + word] == '=') {
            *p = 0;
            break;
        }
    }
    return true;
}

static bool read_expect(const char *path, char line[1024])
{
    FILE *file = fopen(path, "r");
    while (file && fgets(line, 1024, file))
        if (strstr(line, "EXPECT ")) {
            fclose(file);
            return true;
        }
    if (file)
        fclose(file);
    return false;
}

/* Is `text` one of the alternatives a|b|c? */
static bool among(const char *alternatives, const char *text)
{
    size_t length = strlen(text);
    for (const char *p = alternatives; *p;) {
        size_t word = strcspn(p, "|");
        if (word == length && strncmp(p, text, length) == 0)
            return true;
        p += word;
        p += *p == '|';
    }
    return false;
}

static void explore(const char *path, const char *line, const char *replay, struct rl_observation *seen)
{
    char lab[256], work[4200];
    const char *sources[] = {path, NULL};
    const char *includes[] = {LAB_INCLUDE, TREE, NULL};
    snprintf(work, sizeof work, "%s/%d", root, directories++);
    mkdir(work, 0700);
    struct rl_run_request request = {
        .sources = sources, .include_dirs = includes, .work_dir = work, .replay = replay};
    request.is_lab = expectation(line, "lab", lab) && strcmp(lab, "1") == 0;
    char blocking[256], compiler[256];
    request.waits_blocking = expectation(line, "blocking", blocking) && strcmp(blocking, "1") == 0;
    if (expectation(line, "cc", compiler))
        request.compiler = compiler;
    memset(seen, 0, sizeof *seen);
    explorer->run(&request, seen);
}

static void check_hazards(const char *wanted, const struct rl_observation *seen)
{
    if (seen->findings_len == 0 && !among(wanted, "none"))
        fail("hazards", wanted, "none");
    for (size_t i = 0; i < seen->findings_len; i++)
        if (!among(wanted, rl_hazard_name(seen->findings[i].hazard)))
            fail("hazards", wanted, rl_hazard_name(seen->findings[i].hazard));
}

static void check_outcomes(const char *wanted, const struct rl_observation *seen)
{
    size_t count = 1;
    for (const char *p = wanted; *p; p++)
        count += *p == '|';
    if (seen->outcomes_len != count)
        fail("number of outcomes", wanted, seen->outcomes_len ? seen->outcomes[0].text : "none");
    for (size_t i = 0; i < seen->outcomes_len; i++)
        if (!among(wanted, seen->outcomes[i].text))
            fail("outcome", wanted, seen->outcomes[i].text);
}

static void check_demand(const char *key, int kind, const char *line, const struct rl_observation *seen)
{
    char wanted[256], text[16] = "no demand";
    if (!expectation(line, key, wanted))
        return;
    for (size_t i = 0; i < seen->demands_len; i++)
        if ((int)seen->demands[i].kind == kind)
            snprintf(text, sizeof text, "%d", seen->demands[i].seen);
    if (strcmp(wanted, text) != 0)
        fail(key, wanted, text);
}

/* What was found must come again when its schedule is replayed. */
static void check_replays(const char *path, const char *line, const struct rl_observation *seen)
{
    for (size_t i = 0; i < seen->findings_len; i++) {
        const struct rl_finding *finding = &seen->findings[i];
        if (finding->hazard == RL_HAZARD_NOT_CONCURRENT)
            continue; /* it is of all executions, not of one */
        struct rl_observation again;
        bool found = false;
        explore(path, line, finding->schedule, &again);
        for (size_t k = 0; k < again.findings_len; k++)
            found |= again.findings[k].hazard == finding->hazard;
        if (!found)
            fail("replay of the finding", rl_hazard_name(finding->hazard),
                 again.reason ? again.reason : rl_run_status_name(again.status));
        rl_observation_free(&again);
    }
    for (size_t i = 0; i < seen->outcomes_len; i++) {
        struct rl_observation again;
        explore(path, line, seen->outcomes[i].schedule, &again);
        if (again.outcomes_len != 1 || strcmp(again.outcomes[0].text, seen->outcomes[i].text) != 0)
            fail("replay of the outcome", seen->outcomes[i].text,
                 again.outcomes_len ? again.outcomes[0].text : rl_run_status_name(again.status));
        rl_observation_free(&again);
    }
}

static void check(const char *path, const char *line)
{
    char wanted[256];
    struct rl_observation seen;
    explore(path, line, NULL, &seen);
    const char *status = expectation(line, "status", wanted) ? wanted : "ok";
    if (strcmp(status, rl_run_status_name(seen.status)) != 0)
        fail("status", status, rl_run_status_name(seen.status));
    const char *reason = seen.reason            ? seen.reason
                         : seen.compiler_output ? seen.compiler_output
                                                : "no reason";
    if (seen.status != RL_RUN_OK)
        printf("  reason: %s\n", reason);
    if (expectation(line, "names", wanted) && !strstr(reason, wanted) &&
        !(seen.compiler_output && strstr(seen.compiler_output, wanted)))
        fail("reason", wanted, reason);
    if (expectation(line, "hazards", wanted))
        check_hazards(wanted, &seen);
    if (expectation(line, "complete", wanted) && seen.complete != (strcmp(wanted, "yes") == 0))
        fail("complete", wanted, reason);
    if (expectation(line, "outcomes", wanted))
        check_outcomes(wanted, &seen);
    check_demand("overlap", RL_DEMAND_OVERLAP, line, &seen);
    check_demand("sometimes", RL_DEMAND_SOMETIMES, line, &seen);
    if (seen.status == RL_RUN_OK)
        check_replays(path, line, &seen);
    printf("  executions %lu, complete %d, findings %zu\n", seen.executions, seen.complete,
           seen.findings_len);
    for (size_t i = 0; i < seen.findings_len; i++)
        printf("  [%s] %s\n", rl_hazard_name(seen.findings[i].hazard), seen.findings[i].words);
    rl_observation_free(&seen);
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static void remove_tree(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int main(int argc, char **argv)
{
    explorer = rl_observer_find("explore");
    snprintf(root, sizeof root, "%s/racelab-corpus-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    if (argc < 2 || !explorer || !mkdtemp(root)) {
        fprintf(stderr, "usage: corpus_check FILE…\n");
        return 2;
    }
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        char line[1024];
        failures = 0;
        printf("%s\n", argv[i]);
        if (!read_expect(argv[i], line))
            fail("the head of the file", "an EXPECT line", "none");
        else
            check(argv[i], line);
        bad += failures > 0;
        if (failures)
            printf("  WRONG %s\n", argv[i]);
    }
    printf("%d passed, %d failed\n", argc - 1 - bad, bad);
    remove_tree(root);
    if (bad)
        fprintf(stderr, "corpus_check: %d of %d programs were judged wrongly\n", bad, argc - 1);
    return bad ? 1 : 0;
}
