/* SPDX-License-Identifier: MIT */
/* mutants CONFIG [PRIMITIVE[/TEXT]…]: builds every mutant (with TEXT in its name), runs its primitive's
 * checks, and says which ones no check kills.
 *
 * CONFIG is made by CMake: lines "NAME VALUE" (compiler, sources, steps, survivors, work, tsan_libs,
 * plain_libs). A mutant is killed when a check fails, ThreadSanitizer reports, an assertion ends it, or all
 * its threads wait for ever. Status 0: every survivor has its reason in the list; 1: one has not, or a
 * primitive fails unchanged; 2: usage. */
#define _GNU_SOURCE
#include "mutants.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "prove.h"
#include "sanitizers/process.h"

enum {
    VALUE_BYTES = 4096,
    WORDS_MAX = 64,
    CHECK_CPU_MS = 3000,
    CHECK_MS = 10000,
    STALL_MS = 700,
    REASONS_MAX = 32
};

struct config {
    char compiler[VALUE_BYTES];
    char sources[VALUE_BYTES]; /* the project's root */
    char steps[VALUE_BYTES];
    char survivors[VALUE_BYTES];
    char work[VALUE_BYTES];
    char tsan_libs[VALUE_BYTES];
    char plain_libs[VALUE_BYTES];
};

static const char *const primitives[] = {"tas",     "ttas",      "ticket",  "mcs",    "clh",    "mutex",
                                         "fair",    "semaphore", "condvar", "rdpref", "wrpref", "phasefair",
                                         "seqlock", "barrier",   "once",    "latch",  "spsc",   "mpmc",
                                         "stack",   "hazard",    "epoch",   "rcuqs",  "rcumb",  NULL};

static void read_config(const char *path, struct config *config)
{
    const struct {
        const char *name;
        char *value;
    } names[] = {
        {"compiler ", config->compiler},    {"sources ", config->sources}, {"steps ", config->steps},
        {"survivors ", config->survivors},  {"work ", config->work},       {"tsan_libs ", config->tsan_libs},
        {"plain_libs ", config->plain_libs}};
    FILE *file = fopen(path, "r");
    char line[VALUE_BYTES + 32];
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            size_t length = strlen(names[i].name);
            if (strncmp(line, names[i].name, length) == 0)
                snprintf(names[i].value, VALUE_BYTES, "%s", line + length);
        }
    }
    if (!file || !config->compiler[0] || !config->tsan_libs[0]) {
        fprintf(stderr, "mutants: %s is not a configuration. Run it through ctest -L mutants.\n", path);
        exit(2);
    }
    fclose(file);
}

/* Runs the words of `command`, separated by spaces; what was printed goes to *output, which the caller frees.
 */
static enum rl_process_end run(char *command, bool checks, const char *const *env, int *status, char **output)
{
    const char *argv[WORDS_MAX];
    size_t count = 0;
    char *rest;
    for (char *word = strtok_r(command, " ", &rest); word && count < WORDS_MAX - 1;
         word = strtok_r(NULL, " ", &rest))
        argv[count++] = word;
    argv[count] = NULL;
    struct rl_process_request request = {.argv = argv,
                                         .env = env,
                                         .wall_ms = checks ? CHECK_MS : 60000,
                                         .cpu_ms = checks ? CHECK_CPU_MS : 0,
                                         .stall_ms = checks ? STALL_MS : 0,
                                         .helper_threads = 0,
                                         .fixed_addresses = checks};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    *status = result.end == RL_PROCESS_EXITED ? result.exit_status : -1;
    *output = strdup(result.output);
    enum rl_process_end end = result.end;
    rl_process_result_free(&result);
    return end;
}

static bool build(const struct config *config, bool tsan)
{
    char command[4 * VALUE_BYTES];
    snprintf(command, sizeof command,
             "%s -std=gnu11 -O1 -g %s -w -I%s -iquote %s/primitives -o %s/mutant %s/mutant.c %s -pthread",
             config->compiler, tsan ? "-fsanitize=thread" : "-O2", config->sources, config->sources,
             config->work, config->work, tsan ? config->tsan_libs : config->plain_libs);
    int status;
    char *output;
    run(command, false, NULL, &status, &output);
    if (status != 0)
        fprintf(stderr, "%s\n", output);
    free(output);
    return status == 0;
}

/* In one line what killed it, or NULL: nothing did. */
static const char *killer(const struct config *config, const char *primitive, bool tsan, char *words,
                          size_t size)
{
    static const char *const env[] = {"TSAN_OPTIONS=halt_on_error=1:atexit_sleep_ms=0:report_signal_unsafe=0",
                                      NULL};
    static const char *const more[] = {"RL_STRESS=5", NULL};
    char command[VALUE_BYTES + 64];
    int status;
    char *output;
    snprintf(command, sizeof command, "%s/mutant %s", config->work, primitive);
    enum rl_process_end end = run(command, true, tsan ? env : more, &status, &output);
    if (end == RL_PROCESS_EXITED && status == 0) {
        free(output);
        return NULL;
    }
    if (strstr(output, "WARNING: ThreadSanitizer"))
        snprintf(words, size, "ThreadSanitizer reports");
    else if (end != RL_PROCESS_EXITED && end != RL_PROCESS_SIGNALLED)
        snprintf(words, size, end == RL_PROCESS_STALLED ? "all threads wait for ever" : "it does not end");
    else
        snprintf(words, size, "%.*s", (int)strcspn(output, "\n"), output[0] ? output : "it crashes");
    free(output);
    return words;
}

static void write_source(const struct config *config, const char *text)
{
    char path[VALUE_BYTES + 16];
    snprintf(path, sizeof path, "%s/mutant.c", config->work);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        fprintf(stderr, "mutants: %s cannot be written\n", path);
        exit(2);
    }
}

/* Does a check kill it? Under ThreadSanitizer first; natively with more stress where that sees nothing; then
 * before the explorer. */
static const char *judge(const struct config *config, const char *primitive, const char *text, char *words,
                         size_t size)
{
    write_source(config, text);
    for (int tsan = 1; tsan >= 0; tsan--) {
        if (!build(config, tsan))
            return "the compiler refuses it";
        if (killer(config, primitive, tsan, words, size))
            return words;
    }
    char path[VALUE_BYTES + 16];
    snprintf(path, sizeof path, "%s/mutant.c", config->work);
    const struct proof proof = {.root = config->sources,
                                .compiler = config->compiler,
                                .work = config->work,
                                .mutant = path,
                                .budget = 200000,
                                .wall_ms = 60000};
    return prove(&proof, primitive, words, size) == REFUTED ? words : NULL;
}

/* What has become of all mutants so far. */
struct tally {
    size_t mutants;
    size_t killed;
    size_t killed_though_listed; /* of those killed */
    size_t bad;                  /* survivors without a reason, and primitives that fail unchanged */
    struct {
        char text[512];
        size_t count;
    } reasons[REASONS_MAX];
    size_t reasons_len;
};

static void count_reason(struct tally *tally, const char *reason)
{
    size_t i = 0;
    while (i < tally->reasons_len && strcmp(tally->reasons[i].text, reason) != 0)
        i++;
    if (i == REASONS_MAX)
        return;
    if (i == tally->reasons_len)
        snprintf(tally->reasons[tally->reasons_len++].text, sizeof tally->reasons[i].text, "%s", reason);
    tally->reasons[i].count++;
}

static void judge_mutant(const struct config *config, const struct mutant *mutant, const char *survivors,
                         struct tally *tally)
{
    char reason[512];
    char words[256];
    const char *kill = judge(config, mutant->primitive, mutant->text, words, sizeof words);
    const char *known = reason_to_survive(survivors, mutant, reason, sizeof reason);
    tally->mutants++;
    printf("%-10s %-34s ", mutant->primitive, mutant->name);
    if (kill) {
        printf("killed%s: %s\n", known ? ", though listed" : "", kill);
        tally->killed++;
        tally->killed_though_listed += known != NULL;
    } else if (known) {
        printf("survives: %s\n", known);
        count_reason(tally, known);
    } else {
        printf("SURVIVES without a reason\n");
        tally->bad++;
    }
    fflush(stdout);
}

static void judge_all(const struct config *config, const char *primitive, const char *only,
                      struct tally *tally)
{
    struct mutants all = {NULL, 0};
    char folder[VALUE_BYTES + 16];
    char words[256];
    snprintf(folder, sizeof folder, "%s/primitives", config->sources);
    char *source = read_whole(folder, primitive, ".c");
    char *steps = read_whole(config->steps, "", "");
    char *survivors = read_whole(config->survivors, "", "");
    add_weakened_orders(&all, primitive, source);
    add_left_out_steps(&all, primitive, source, steps);
    const char *wrong = judge(config, primitive, source, words, sizeof words);
    if (wrong) {
        printf("%-10s FAILS as it is: %s\n", primitive, wrong);
        tally->bad++;
    }
    for (size_t i = 0; i < all.len; i++) {
        if (!wrong && strstr(all.items[i].name, only))
            judge_mutant(config, &all.items[i], survivors, tally);
        free(all.items[i].text);
    }
    free(all.items);
    free(source);
    free(steps);
    free(survivors);
}

/* The driver's own proof: a primitive as it is passes, and a lock that is always free does not. */
static int self_check(const struct config *config)
{
    char folder[VALUE_BYTES + 16];
    char words[256];
    snprintf(folder, sizeof folder, "%s/primitives", config->sources);
    char *source = read_whole(folder, "tas", ".c");
    const char *right = judge(config, "tas", source, words, sizeof words);
    struct mutants all = {NULL, 0};
    add_left_out_steps(&all, "tas", source, "tas always-free\n- == RL_TAS_FREE;\n+ <= RL_TAS_HELD;\n");
    const char *broken = judge(config, "tas", all.items[0].text, words, sizeof words);
    /* The list of steps fits the sources: it ends the program otherwise. */
    char *steps = read_whole(config->steps, "", "");
    for (const char *const *name = primitives; *name; name++) {
        char *text = read_whole(folder, *name, ".c");
        add_left_out_steps(&all, *name, text, steps);
        free(text);
    }
    free(steps);
    printf("%zu steps can be left out\n", all.len - 1);
    printf("tas as it is: %s\ntas that is always free: %s\n", right ? right : "passes",
           broken ? broken : "passes");
    for (size_t i = 0; i < all.len; i++)
        free(all.items[i].text);
    free(all.items);
    free(source);
    return right || !broken;
}

/* A folder of this run's own, so that two runs do not take each other's mutants. */
static void enter_own_folder(struct config *config)
{
    size_t used = strlen(config->work);
    snprintf(config->work + used, sizeof config->work - used, "/run-XXXXXX");
    if (!mkdtemp(config->work)) {
        fprintf(stderr, "mutants: %s cannot be made\n", config->work);
        exit(2);
    }
}

static void leave_own_folder(const struct config *config)
{
    static const char *const files[] = {"mutant.c", "mutant"};
    char path[VALUE_BYTES + 16];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", config->work, files[i]);
        unlink(path);
    }
    rmdir(config->work);
}

static int judge_named(const struct config *config, const char *const *names)
{
    static struct tally tally;
    for (; *names; names++) {
        char primitive[32];
        size_t length = strcspn(*names, "/");
        snprintf(primitive, sizeof primitive, "%.*s", (int)length, *names);
        judge_all(config, primitive, (*names)[length] ? *names + length + 1 : "", &tally);
    }
    printf("%zu mutants: %zu killed (%zu of them though listed), %zu without a check that kills them or a "
           "reason\n",
           tally.mutants, tally.killed, tally.killed_though_listed, tally.bad);
    for (size_t i = 0; i < tally.reasons_len; i++)
        printf("%zu survive: %s\n", tally.reasons[i].count, tally.reasons[i].text);
    return tally.bad > 0;
}

int main(int argc, char **argv)
{
    static struct config config;
    if (argc < 2) {
        fprintf(stderr, "usage: mutants CONFIG [--self-check | PRIMITIVE[/TEXT]…]\n");
        return 2;
    }
    read_config(argv[1], &config);
    enter_own_folder(&config);
    int status = argc == 3 && strcmp(argv[2], "--self-check") == 0
                     ? self_check(&config)
                     : judge_named(&config, argc > 2 ? (const char *const *)argv + 2 : primitives);
    leave_own_folder(&config);
    return status;
}
