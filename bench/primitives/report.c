/* SPDX-License-Identifier: MIT */
/* The results as a table, as Markdown and as JSON. */
#define _GNU_SOURCE
#include "bench.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/thread.h"

#define RL_TEXT_(token) #token
#define RL_TEXT(token)  RL_TEXT_(token)

static bool alike(const struct bench_result *one, const struct bench_result *other)
{
    return strcmp(one->group, other->group) == 0 && one->threads == other->threads &&
           one->section_ns == other->section_ns && one->reads == other->reads;
}

const struct bench_result *bench_best_peer(const struct bench_results *results,
                                           const struct bench_result *result)
{
    const struct bench_result *best = NULL;
    for (size_t i = 0; i < results->len; i++) {
        const struct bench_result *peer = &results->items[i];
        if (!peer->ours && alike(peer, result) && (!best || peer->ns < best->ns))
            best = peer;
    }
    return best;
}

static void read_processor(char *name, size_t size)
{
    char line[256];
    snprintf(name, size, "unknown processor");
    FILE *file = fopen("/proc/cpuinfo", "r");
    while (file && fgets(line, sizeof line, file)) {
        char *colon = strchr(line, ':');
        if (strncmp(line, "model name", 10) == 0 && colon) {
            line[strcspn(line, "\n")] = '\0';
            snprintf(name, size, "%s", colon + 2);
            break;
        }
    }
    if (file)
        fclose(file);
}

const char *bench_machine(void)
{
    static char text[512];
    char processor[200];
    struct utsname system;
    read_processor(processor, sizeof processor);
    uname(&system);
    double load = 0;
    if (text[0])
        return text; /* the load is that from before the run */
    getloadavg(&load, 1);
    snprintf(text, sizeof text, "%s, %u CPUs, %s %s, %s, load before the run %.1f", processor,
             rl_thread_cpus(), system.sysname, system.release,
#ifdef __clang__
             "clang " RL_TEXT(__clang_major__) "." RL_TEXT(__clang_minor__) "." RL_TEXT(__clang_patchlevel__),
#else
             "gcc " __VERSION__,
#endif
             load);
    return text;
}

/* "2 threads, 50 ns, 99 % reads" or "alone". */
static const char *circumstances(const struct bench_result *result, char *text, size_t size)
{
    if (result->threads == 0) {
        snprintf(text, size, "alone");
        return text;
    }
    int used = snprintf(text, size, "%u thread%s", result->threads, result->threads == 1 ? "" : "s");
    if (result->section_ns && used > 0)
        used += snprintf(text + used, size - (size_t)used, ", %u ns", result->section_ns);
    if (result->reads && used > 0)
        snprintf(text + used, size - (size_t)used, ", %u %% reads", result->reads);
    return text;
}

/* Peer's time by ours: above 1 ours is faster. Empty for peers, and where there is none. */
static const char *ratio(const struct bench_results *results, const struct bench_result *result, char *text,
                         size_t size)
{
    const struct bench_result *peer = result->ours ? bench_best_peer(results, result) : NULL;
    text[0] = '\0';
    if (peer)
        snprintf(text, size, "%.2f", peer->ns / result->ns);
    return text;
}

static const char *number(double value, const char *format, char *text, size_t size)
{
    text[0] = '\0';
    if (value > 0)
        snprintf(text, size, format, value);
    return text;
}

/* Its eight columns from the circumstances on. */
static void write_numbers(FILE *file, const struct bench_results *results, const struct bench_result *result,
                          const char *format)
{
    char when[64], times[32], fairness[32], p50[32], p99[32], p999[32], bytes[32], by_peer[32];
    fprintf(file, format, circumstances(result, when, sizeof when),
            number(result->ns, "%.1f", times, sizeof times), ratio(results, result, by_peer, sizeof by_peer),
            number(result->fairness, "%.2f", fairness, sizeof fairness),
            number(result->p50, "%.0f", p50, sizeof p50), number(result->p99, "%.0f", p99, sizeof p99),
            number(result->p999, "%.0f", p999, sizeof p999),
            number((double)result->bytes, "%.0f", bytes, sizeof bytes));
}

bool bench_write_text(FILE *file, const struct bench_results *results)
{
    static const char row[] = "%-27s %9s %6s %6s %8s %9s %10s %6s\n";
    fprintf(file, "%s\n\n", bench_machine());
    fprintf(file, "%-15s %-17s ", "promise", "name");
    fprintf(file, row, "circumstances", "ns/op", "ratio", "fair", "p50 ns", "p99 ns", "p99.9 ns", "bytes");
    for (size_t i = 0; i < results->len; i++) {
        fprintf(file, "%-15s %-17s ", results->items[i].group, results->items[i].name);
        write_numbers(file, results, &results->items[i], row);
    }
    fprintf(file, "\nratio: the best peer's time by ours, where the promise is the same; fair: the fewest "
                  "operations of a "
                  "thread by the most.\n");
    return !ferror(file);
}

/* Reasons, not numbers: those are above. */
static const char why_slower[] =
    "\n## Where ours is slower, and why\n\n"
    "- tas, ttas, seqlock: ck's are expanded in place, for one lock or two words; ours are calls, and look "
    "for misuse "
    "(unlock of a free lock) every time.\n"
    "- tas, ttas, ticket, mcs, clh, phasefair with more threads than CPUs: ours give the CPU away after some "
    "2 µs of "
    "spinning, ck's never do. Which is better depends on whether the holder runs; the spread between two "
    "runs is "
    "larger than the difference.\n"
    "- barrier, condvar: a waiter spins or takes a word of its own before it sleeps. On more threads than "
    "CPUs the spin "
    "is lost time; a broadcast wakes one thread after the other, so that nobody contends, and the last one "
    "comes "
    "later.\n"
    "- epoch: two calls, each with a look for misuse, around the one fence that both have; ck's are expanded "
    "in place.\n"
    "- rdpref: unlock is a compare-and-exchange that also takes the sleepers along, so that the memory may "
    "be freed "
    "at once; it repeats when readers meet there.\n"
    "- wrpref: its writers are counted in the same word that readers change; glibc has a word for each.\n"
    "- stack: malloc and two locked instructions for each element that is popped; urcu's queue has one end "
    "for each "
    "side.\n";

static bool is_first_of_group(const struct bench_results *results, size_t i)
{
    size_t first = 0;
    while (strcmp(results->items[first].group, results->items[i].group) != 0)
        first++;
    return first == i;
}

static bool is_first_of_circumstances(const struct bench_results *results, size_t i)
{
    size_t first = 0;
    while (!alike(&results->items[first], &results->items[i]))
        first++;
    return first == i;
}

/* One promise: what was measured under the same circumstances stands together, ours in bold. */
static void write_group(FILE *file, const struct bench_results *results, const char *group)
{
    fprintf(file,
            "\n## %s\n\n"
            "| name | circumstances | ns/op | ratio | fair | p50 ns | p99 ns | p99.9 ns | bytes |\n"
            "|---|---|--:|--:|--:|--:|--:|--:|--:|\n",
            group);
    for (size_t i = 0; i < results->len; i++) {
        if (strcmp(results->items[i].group, group) != 0 || !is_first_of_circumstances(results, i))
            continue;
        for (size_t k = i; k < results->len; k++) {
            const struct bench_result *result = &results->items[k];
            if (!alike(&results->items[i], result))
                continue;
            fprintf(file, result->ours ? "| **%s** |" : "| %s |", result->name);
            write_numbers(file, results, result, " %s | %s | %s | %s | %s | %s | %s | %s |\n");
        }
    }
}

bool bench_write_markdown(FILE *file, const struct bench_results *results)
{
    fprintf(file,
            "# The primitives, measured\n\n"
            "Made by `racelab bench primitives --markdown FILE`; no number here is typed by hand.\n\n"
            "Machine: %s.\n\n"
            "*ns/op* is the time of one operation of all threads together. *ratio* is the best peer's time "
            "by ours, "
            "where the promise is the same: above 1 ours is faster. *fair* is the fewest operations of a "
            "thread by "
            "the most. The percentiles are from asking to having. With more threads than CPUs, what spins "
            "depends on the scheduler. Each "
            "table is of one promise, ours in bold; [drawn](bench-primitives.svg).\n",
            bench_machine());
    for (size_t i = 0; i < results->len; i++) {
        if (is_first_of_group(results, i))
            write_group(file, results, results->items[i].group);
    }
    fputs(why_slower, file);
    return !ferror(file);
}

bool bench_write_json(FILE *file, const struct bench_results *results)
{
    fprintf(file, "{\"schema\": \"racelab/bench-primitives/v1\", \"machine\": \"%s\", \"results\": [",
            bench_machine());
    for (size_t i = 0; i < results->len; i++) {
        const struct bench_result *result = &results->items[i];
        const struct bench_result *peer = result->ours ? bench_best_peer(results, result) : NULL;
        fprintf(file,
                "%s\n  {\"promise\": \"%s\", \"name\": \"%s\", \"ours\": %s, \"threads\": %u, "
                "\"section_ns\": %u, ",
                i ? "," : "", result->group, result->name, result->ours ? "true" : "false", result->threads,
                result->section_ns);
        fprintf(file, "\"reads_percent\": %u, \"ns\": %.2f, ", result->reads, result->ns);
        if (peer)
            fprintf(file, "\"best_peer\": \"%s\", \"ratio\": %.3f, ", peer->name, peer->ns / result->ns);
        fprintf(file,
                "\"fairness\": %.3f, \"p50_ns\": %.1f, \"p99_ns\": %.1f, \"p999_ns\": %.1f, \"bytes\": %zu}",
                result->fairness, result->p50, result->p99, result->p999, result->bytes);
    }
    fprintf(file, "\n]}\n");
    return !ferror(file);
}
