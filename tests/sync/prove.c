/* SPDX-License-Identifier: MIT */
/* Reads the heads of the programs, and asks the explorer. */
#define _GNU_SOURCE
#include "prove.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sanitizers/observer.h"

enum { WORDS = 16, TEXT = 4096, RUNS = 32, LINE = 256 };

struct program {
    char path[TEXT];
    char sources[WORDS][TEXT];
    size_t sources_len;
    char runs[RUNS][LINE];
    size_t runs_len;
};

static void add_sources(const struct proof *proof, const char *primitive, char *line, struct program *program)
{
    char own[LINE];
    char *rest;
    snprintf(own, sizeof own, "primitives/%s.c", primitive);
    for (char *word = strtok_r(line, " ", &rest); word && program->sources_len < WORDS;
         word = strtok_r(NULL, " ", &rest)) {
        char *into = program->sources[program->sources_len++];
        if (proof->mutant && strcmp(word, own) == 0)
            snprintf(into, TEXT, "%s", proof->mutant);
        else if (strchr(word, '/'))
            snprintf(into, TEXT, "%s/%s", proof->root, word);
        else
            snprintf(into, TEXT, "%s/tests/explore/primitives/%s", proof->root, word);
    }
}

/* The rest of the line after " * KEY "; NULL: another line. */
static char *value_of(char *line, const char *key)
{
    line[strcspn(line, "\n")] = '\0';
    size_t length = strlen(key);
    return strncmp(line, " * ", 3) == 0 && strncmp(line + 3, key, length) == 0 ? line + 3 + length : NULL;
}

static bool read_program(const struct proof *proof, const char *primitive, const char *name,
                         struct program *program)
{
    char line[LINE];
    memset(program, 0, sizeof *program);
    snprintf(program->path, sizeof program->path, "%s/tests/explore/primitives/%s", proof->root, name);
    FILE *file = fopen(program->path, "r");
    while (file && fgets(line, sizeof line, file)) {
        char *value;
        if ((value = value_of(line, "SOURCES ")))
            add_sources(proof, primitive, value, program);
        else if ((value = value_of(line, "RUN ")) && program->runs_len < RUNS)
            snprintf(program->runs[program->runs_len++], LINE, "%s", value);
    }
    if (file)
        fclose(file);
    return program->sources_len > 0 && program->runs_len > 0;
}

static enum proof_verdict judge(const struct rl_observation *seen, char *words, size_t size)
{
    if (seen->status != RL_RUN_OK) {
        snprintf(words, size, "%s: %s", rl_run_status_name(seen->status),
                 seen->compiler_output ? seen->compiler_output : seen->reason);
        return seen->status == RL_RUN_LIMIT ? OPEN : seen->status == RL_RUN_COMPILE_ERROR ? REFUTED : NOT_RUN;
    }
    if (seen->findings_len > 0) {
        const struct rl_finding *finding = &seen->findings[0];
        snprintf(words, size, "the explorer finds %s (%s)", rl_hazard_name(finding->hazard),
                 finding->schedule ? finding->schedule : "no schedule");
        return REFUTED;
    }
    for (size_t i = 0; seen->complete && i < seen->demands_len; i++) {
        if (seen->demands[i].seen < (seen->demands[i].wanted ? seen->demands[i].wanted : 1)) {
            snprintf(words, size, "%s is never %d at a time", seen->demands[i].name, seen->demands[i].wanted);
            return REFUTED;
        }
    }
    if (!seen->complete) {
        snprintf(words, size, "not complete after %lu executions: %s", seen->executions,
                 seen->reason ? seen->reason : "no reason given");
        return OPEN;
    }
    return PROVEN;
}

static int remove_entry(const char *path, const struct stat *about, int type, struct FTW *where)
{
    (void)about;
    (void)type;
    (void)where;
    return remove(path);
}

static enum proof_verdict run(const struct proof *proof, const struct program *program,
                              const char *definitions, char *words, size_t size)
{
    const struct rl_observer *explorer = rl_observer_find("explore");
    char split[LINE];
    char flags[WORDS + 6][LINE];
    char folder[TEXT];
    char include[TEXT];
    char quote[TEXT];
    char lab[TEXT];
    const char *cflags[WORDS + 8] = {"-DRL_PAUSE_TURNS=0",
                                     "-iquote",
                                     quote,
                                     "-w",
                                     "-D__tsan_acquire=rl_proof_ignore",
                                     "-D__tsan_release=rl_proof_ignore"};
    const char *include_dirs[] = {include, lab, NULL};
    const char *sources[WORDS + 3] = {program->path};
    size_t count = 6;
    char *rest;
    snprintf(split, sizeof split, "%s", definitions);
    snprintf(include, sizeof include, "%s", proof->root);
    snprintf(quote, sizeof quote, "%s/primitives", proof->root);
    snprintf(lab, sizeof lab, "%s/labs/include", proof->root);
    for (char *word = strtok_r(split, " ", &rest); word && count < WORDS + 6;
         word = strtok_r(NULL, " ", &rest)) {
        snprintf(flags[count], LINE, "-D%s", word);
        cflags[count] = flags[count];
        count++;
    }
    for (size_t i = 0; i < program->sources_len; i++)
        sources[i + 1] = program->sources[i];
    snprintf(folder, sizeof folder, "%s/prove-XXXXXX", proof->work);
    if (!explorer || !mkdtemp(folder)) {
        snprintf(words, size, explorer ? "no folder in %s" : "there is no explorer%.0s", proof->work);
        return NOT_RUN;
    }
    struct rl_run_request request = {.sources = sources,
                                     .include_dirs = include_dirs,
                                     .cflags = cflags,
                                     .compiler = proof->compiler,
                                     .work_dir = folder,
                                     .scale = RL_SCALE_SMALL,
                                     .is_lab = true,
                                     .strategy = "dpor",
                                     .budget = proof->budget,
                                     .cpu_ms = proof->wall_ms,
                                     .wall_ms = proof->wall_ms};
    struct rl_observation seen;
    explorer->run(&request, &seen);
    enum proof_verdict verdict = judge(&seen, words, size);
    if (proof->verbose) {
        const char *name = strrchr(program->path, '/') + 1;
        if (verdict == PROVEN)
            printf("%-22s %-44s complete under %s: %lu executions\n", name, definitions, seen.model,
                   seen.executions);
        else
            printf("%-22s %-44s %s\n", name, definitions, words);
        fflush(stdout);
    }
    rl_observation_free(&seen);
    nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    return verdict;
}

/* PRIMITIVE.c, and PRIMITIVE_….c. */
static bool is_of(const char *name, const char *primitive)
{
    size_t length = strlen(primitive);
    size_t whole = strlen(name);
    return strncmp(name, primitive, length) == 0 && (name[length] == '.' || name[length] == '_') &&
           whole > 2 && strcmp(name + whole - 2, ".c") == 0;
}

/* All runs of one program: false at the first that is refuted or cannot be had. */
static bool prove_runs(const struct proof *proof, const struct program *program, enum proof_verdict *verdict,
                       char *words, size_t size)
{
    bool on = true;
    for (size_t r = 0; on && r < program->runs_len; r++) {
        char why[512];
        enum proof_verdict one = run(proof, program, program->runs[r], why, sizeof why);
        if (one != PROVEN) {
            snprintf(words, size, "%s", why);
            *verdict = one;
        }
        on = one == PROVEN || one == OPEN;
    }
    return on;
}

enum proof_verdict prove(const struct proof *proof, const char *primitive, char *words, size_t size)
{
    static struct program program;
    char folder[TEXT];
    struct dirent **names;
    enum proof_verdict verdict = REFUTED;
    snprintf(folder, sizeof folder, "%s/tests/explore/primitives", proof->root);
    snprintf(words, size, "there is no program for it in tests/explore/primitives");
    int len = scandir(folder, &names, NULL, alphasort);
    bool on = true;
    for (int i = 0; i < len; i++) {
        bool one_of_its = on && is_of(names[i]->d_name, primitive);
        if (one_of_its && !read_program(proof, primitive, names[i]->d_name, &program)) {
            snprintf(words, size, "%s lacks its lines of SOURCES and RUN", names[i]->d_name);
            verdict = REFUTED;
            on = false;
        } else if (one_of_its) {
            verdict = verdict == OPEN ? OPEN : PROVEN;
            on = prove_runs(proof, &program, &verdict, words, size);
        }
        free(names[i]);
    }
    if (len >= 0)
        free(names);
    return verdict;
}
