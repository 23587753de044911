/* SPDX-License-Identifier: MIT */
/* The ThreadSanitizer observer, shown programs that are broken in one known way each, and right ones. */
#define _GNU_SOURCE
#include "observed.h"
#include "sanitizers/canary.h"
#include "sanitizers/resources.h"
#include "sanitizers/text.h"
#include "sanitizers/process.h"
#include "sanitizers/program_killed.h"
#include "sanitizers/toolchain.h"
#include "sanitizers/workdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TSAN .observer = "tsan"

RL_OBSERVED_ROWS(race, TSAN, .fixture = "race", .hazard = "data-race", .line = 13,
                 .says = "global 'stock' (4 bytes)")
RL_OBSERVED_ROWS(race_after_calls, TSAN, .fixture = "race_after_calls", .hazard = "data-race", .line = 19,
                 .says = "race_after_calls.c:30 (in look)")
RL_OBSERVED_ROWS(two_locks, TSAN, .fixture = "two_locks", .hazard = "data-race", .line = 13,
                 .says = "locks held there (back, front) do not keep the two apart")
RL_OBSERVED_ROWS(annotated_race, TSAN, .fixture = "annotates", .hazard = "data-race", .line = 15)
RL_OBSERVED_ROWS(clean, TSAN, .fixture = "clean")
RL_OBSERVED_ROWS(lock_order, TSAN, .fixture = "lock_order", .hazard = "lock-order", .line = 11,
                 .says = "locks left while it holds right")
RL_OBSERVED_ROWS(deadlock, TSAN, .fixture = "deadlock", .hazard = "hang", .detail = "all-threads-wait",
                 .line = 15, .says = "deadlock.c:24 (in other)")
RL_OBSERVED_ROWS(lost_wait, TSAN, .fixture = "wait_for_ever", .hazard = "hang", .detail = "all-threads-wait",
                 .line = 9)
RL_OBSERVED_ROWS(busy, TSAN, .fixture = "spin_for_ever", .hazard = "hang", .detail = "busy", .line = 7)
RL_OBSERVED_ROWS(sleeping, TSAN, .fixture = "sleep_for_ever", .hazard = "hang", .detail = "no-end", .line = 8)
RL_OBSERVED_ROWS(alarm, TSAN, .fixture = "alarm_wakes")
RL_OBSERVED_ROWS(timeout, TSAN, .fixture = "timed_wait")
RL_OBSERVED_ROWS(foreign_unlock, TSAN, .fixture = "unlock_not_owner", .hazard = "misuse",
                 .detail = "unlock-by-non-owner", .line = 9, .says = "door")
RL_OBSERVED_ROWS(destroy_locked, TSAN, .fixture = "destroy_locked", .hazard = "misuse",
                 .detail = "destroy-of-locked-mutex", .line = 11)
RL_OBSERVED_ROWS(use_after_free, TSAN, .fixture = "use_after_free", .hazard = "use-after-free", .line = 23,
                 .says = "use_after_free.c:11 (in release)")
RL_OBSERVED_ROWS(not_joined, TSAN, .fixture = "not_joined", .hazard = "unfinished",
                 .detail = "thread-not-joined", .line = 13)
RL_OBSERVED_ROWS(always, TSAN, .fixture = "always_fails", .hazard = "assertion", .detail = "lab_always",
                 .line = 9, .says = "the stock is never negative")
RL_OBSERVED_ROWS(assertion, TSAN, .fixture = "assert_fails", .hazard = "assertion", .detail = "assert",
                 .line = 9, .says = "assert_fails.c:9 (in check)")
RL_OBSERVED_ROWS(crash, TSAN, .fixture = "crash", .hazard = "crash", .detail = "SIGSEGV", .line = 9)
RL_OBSERVED_ROWS(crash_twice, TSAN, .fixture = "crash_twice", .hazard = "crash", .detail = "SIGSEGV")
RL_OBSERVED_ROWS(killed_once, TSAN, .fixture = "killed_once")
RL_OBSERVED_ROWS(kills_itself, TSAN, .fixture = "kills_itself", .hazard = "crash", .detail = "SIGKILL")
RL_OBSERVED_ROWS(aborted, TSAN, .fixture = "aborts", .hazard = "crash", .detail = "SIGABRT", .line = 7)
RL_OBSERVED_ROWS(status_66, TSAN, .fixture = "exit_66", .hazard = "unfinished", .detail = "left-early")
RL_OBSERVED_ROWS(raw_status_66, TSAN, .fixture = "raw_exit_66", .status = RL_RUN_UNSUPPORTED,
                 .says = "status 66")
RL_OBSERVED_ROWS(many_locks, TSAN, .fixture = "many_locks", .status = RL_RUN_UNSUPPORTED, .says = "64 locks")
RL_OBSERVED_ROWS(flood, TSAN, .fixture = "flood", .status = RL_RUN_LIMIT, .says = "output")
RL_OBSERVED_ROWS(results_without_end, TSAN, .fixture = "outcome_flood", .status = RL_RUN_LIMIT,
                 .says = "results")
RL_OBSERVED_ROWS(switched_off, TSAN, .fixture = "switches_off", .status = RL_RUN_REJECTED,
                 .says = "__tsan_default_options")
RL_OBSERVED_ROWS(own_hook, TSAN, .fixture = "own_hook", .status = RL_RUN_REJECTED,
                 .says = "rl_lab_hook_outcome")
RL_OBSERVED_ROWS(forged, TSAN, .fixture = "forges", .status = RL_RUN_REJECTED, .says = "channel")
RL_OBSERVED_ROWS(keeper, TSAN, .fixture = "kills_keeper", .status = RL_RUN_REJECTED,
                 .says = "killed the process")
RL_OBSERVED_ROWS(orphan, TSAN, .fixture = "leaves_orphan")
RL_OBSERVED_ROWS(no_main, TSAN, .fixture = "no_main", .status = RL_RUN_COMPILE_ERROR,
                 .says = "no function main")
RL_OBSERVED_ROWS(missing, TSAN, .fixture = "calls_visit", .status = RL_RUN_COMPILE_ERROR,
                 .says = "calls visit")
RL_OBSERVED_ROWS(syntax, TSAN, .fixture = "syntax_error", .status = RL_RUN_COMPILE_ERROR,
                 .says = "syntax_error.c does not compile")

static void race_has_both_sides(void)
{
    struct rl_observation out;
    if (!observe("tsan", "clang", "race_after_calls", &out))
        RL_SKIP("there is no clang here");
    RL_ASSERT_EQ(out.findings_len, 1u);
    const struct rl_finding *finding = &out.findings[0];
    RL_ASSERT_EQ(finding->sides_len, 2u);
    RL_EXPECT_STREQ(finding->sides[0].what, "write of 4 bytes");
    RL_EXPECT_STREQ(finding->sides[0].place.function, "sell");
    RL_EXPECT_STREQ(finding->sides[0].thread, "a thread started at race_after_calls.c:37");
    RL_EXPECT_EQ(finding->sides[1].place.line, 30);
    RL_EXPECT_STREQ(finding->sides[1].place.function, "look");
    RL_EXPECT_STREQ(finding->sides[1].thread, "a thread started at race_after_calls.c:38");
    rl_observation_free(&out);
}

static void right_program_is_seen_to_its_end(void)
{
    struct rl_observation out;
    if (!observe("tsan", "clang", "clean", &out))
        RL_SKIP("there is no clang here");
    RL_EXPECT_TRUE(out.reached_end);
    RL_EXPECT_EQ(out.exit_status, 0);
    RL_EXPECT_STREQ(out.output, "2 sold\n");
    RL_ASSERT_EQ(out.outcomes_len, 2u);
    RL_EXPECT_STREQ(out.outcomes[0].text, "scale=100");
    RL_EXPECT_STREQ(out.outcomes[1].text, "sold=2");
    RL_ASSERT_EQ(out.demands_len, 2u);
    RL_EXPECT_STREQ(out.demands[0].name, "both sold");
    RL_EXPECT_EQ(out.demands[0].seen, 1);
    RL_EXPECT_STREQ(out.demands[1].name, "three sold");
    RL_EXPECT_EQ(out.demands[1].seen, 0);
    rl_observation_free(&out);
}

static void any_bytes_are_text(void)
{
    struct rl_observation out;
    if (!observe("tsan", "clang", "torn_text", &out))
        RL_SKIP("there is no clang here");
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "ok");
    RL_ASSERT_EQ(out.outcomes_len, 3u);
    RL_EXPECT_STREQ(out.outcomes[0].text, "gr\xc3\xbc\xc3\x9f dich");
    RL_EXPECT_STREQ(out.outcomes[1].text, "quoted \"\\\" \xef\xbf\xbd[31m");
    RL_EXPECT_STREQ(out.outcomes[2].text, "\xef\xbf\xbd\xef\xbf\xbd torn");
    RL_EXPECT_CONTAINS(out.output, "a\xef\xbf\xbd"
                                   "b\xef\xbf\xbd[2Jc\xef\xbf\xbd");
    RL_ASSERT_EQ(out.findings_len, 1u);
    RL_EXPECT_STREQ(rl_hazard_name(out.findings[0].hazard), "assertion");
    rl_observation_free(&out);
}

static void leaving_by_exit_is_no_end(void)
{
    struct rl_observation out;
    if (!observe("tsan", "clang", "exit_66", &out))
        RL_SKIP("there is no clang here");
    RL_EXPECT_FALSE(out.reached_end);
    RL_EXPECT_EQ(out.exit_status, 66);
    rl_observation_free(&out);
}

static void program_is_not_told_that_it_is_watched(void)
{
    struct rl_observation out;
    if (!observe("tsan", "clang", "environment", &out))
        RL_SKIP("there is no clang here");
    RL_EXPECT_STREQ(out.output, "");
    rl_observation_free(&out);
}

static void expect_same(const struct rl_observation *a, const struct rl_observation *b)
{
    RL_ASSERT_EQ(a->findings_len, b->findings_len);
    for (size_t i = 0; i < a->findings_len; i++) {
        RL_EXPECT_STREQ(a->findings[i].words, b->findings[i].words);
        RL_ASSERT_EQ(a->findings[i].sides_len, b->findings[i].sides_len);
        for (size_t j = 0; j < a->findings[i].sides_len; j++) {
            RL_EXPECT_STREQ(a->findings[i].sides[j].thread, b->findings[i].sides[j].thread);
            RL_EXPECT_EQ(a->findings[i].sides[j].stack_len, b->findings[i].sides[j].stack_len);
        }
    }
    RL_EXPECT_STREQ(a->output, b->output);
}

static void says_the_same_each_time(const void *fixture)
{
    struct rl_observation first;
    if (!observe("tsan", "clang", fixture, &first))
        RL_SKIP("there is no clang here");
    RL_EXPECT_GE(first.findings_len, 1u);
    for (int i = 0; i < 4; i++) {
        struct rl_observation again;
        observe("tsan", "clang", fixture, &again);
        expect_same(&first, &again);
        rl_observation_free(&again);
    }
    rl_observation_free(&first);
}

/* The path of one of the canaries that were built with racelab. */
static char *canary(const char *name)
{
    const struct rl_toolchain *clang = rl_toolchain_find("clang", NULL);
    char *version = clang ? rl_text_copy(clang->version) : NULL;
    if (version)
        *strchr(version, ' ') = '-';
    char *path = version ? rl_text_format("%s/canary/%s/%s", rl_resources_lib(), version, name) : NULL;
    free(version);
    return path;
}

static void expect_infra(const char *canary_name, const char *other, const char *says)
{
    struct rl_observation out;
    rl_canary_override(canary_name, other);
    observe("tsan", "clang", "race", &out);
    rl_canary_override(canary_name, NULL);
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "infra");
    RL_EXPECT_EQ(out.findings_len, 0u);
    RL_ASSERT_NOT_NULL(out.reason);
    RL_EXPECT_CONTAINS(out.reason, says);
    RL_EXPECT_CONTAINS(out.reason, "vm.mmap_rnd_bits");
    rl_observation_free(&out);
}

static void blind_sanitizer_judges_nothing(void)
{
    char *clean = canary("tsan_clean"), *racy = canary("tsan_racy");
    if (!clean)
        RL_SKIP("there is no clang here");
    expect_infra("tsan_racy", clean, "did not see a fault that is there");
    expect_infra("tsan_clean", racy, "saw one that is not");
    expect_infra("tsan_clean", "/bin/false", "Nothing was judged");
    struct rl_observation out;
    observe("tsan", "clang", "race", &out);
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "ok");
    rl_observation_free(&out);
    free(clean);
    free(racy);
}

/* A compiler of a version for which nothing was built ahead. */
static void canaries_are_built_where_there_are_none(void)
{
    if (!rl_toolchain_find("clang", NULL))
        RL_SKIP("there is no clang here");
    char *folder = rl_workdir_create(NULL), *why = NULL;
    char *wrapper = rl_text_format("%s/clang-next", folder);
    FILE *file = fopen(wrapper, "we");
    fputs("#!/bin/sh\n"
          "case \"$1\" in -dM) clang \"$@\" | sed 's/\\(__clang_patchlevel__\\) .*/\\1 99/';;\n"
          "*) exec clang \"$@\";; esac\n",
          file);
    fchmod(fileno(file), 0700);
    fclose(file);
    const struct rl_toolchain *next = rl_toolchain_find(wrapper, &why);
    RL_ASSERT_NOT_NULL(next);
    RL_EXPECT_CONTAINS(next->version, ".99");
    RL_EXPECT_TRUE(rl_observer_find("tsan")->available(wrapper, &why));
    RL_EXPECT_NULL(why);
    free(why);
    free(wrapper);
    rl_workdir_remove(folder);
}

/* One work folder for several runs. */
static void second_run_uses_the_first_ones_program(void)
{
    char *path = fixture_path("clean"), *folder = rl_workdir_create(NULL);
    const char *const sources[] = {path, NULL};
    struct rl_run_request request = {.sources = sources, .work_dir = folder, .is_lab = true};
    const struct rl_observer *tsan = rl_observer_find("tsan");
    struct rl_observation first, second, third;
    tsan->run(&request, &first);
    request.scale = RL_SCALE_SMALL;
    request.scale_step = 2;
    tsan->run(&request, &second);
    RL_EXPECT_GT(first.compile_seconds, 0.0);
    RL_EXPECT_EQ(second.compile_seconds, 0.0);
    RL_EXPECT_STREQ(first.outcomes[0].text, "scale=100");
    RL_EXPECT_STREQ(second.outcomes[0].text, "scale=5");
    /* A program that has replaced itself is not run: it is built again. */
    char *program = rl_text_format("%s/program", folder);
    RL_EXPECT_EQ(unlink(program), 0);
    RL_EXPECT_EQ(symlink("/bin/true", program), 0);
    tsan->run(&request, &third);
    RL_EXPECT_TRUE(third.reached_end);
    RL_EXPECT_EQ(third.outcomes_len, 2u);
    rl_observation_free(&first);
    rl_observation_free(&second);
    rl_observation_free(&third);
    free(program);
    free(path);
    rl_workdir_remove(folder);
}

static bool interrupt(void *ctx, unsigned long done, unsigned long of)
{
    (void)ctx;
    (void)done;
    (void)of;
    rl_interrupted = 1;
    return true;
}

static void interruption_leaves_nothing(void)
{
    char *path = fixture_path("deadlock"), *folder = rl_workdir_create(NULL), *name = rl_text_copy(folder);
    const char *const sources[] = {path, NULL};
    struct rl_run_request request = {.sources = sources, .work_dir = folder, .progress = interrupt};
    struct rl_observation out;
    rl_observer_find("tsan")->run(&request, &out);
    rl_interrupted = 0;
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "limit");
    RL_EXPECT_CONTAINS(out.reason, "interrupted");
    RL_EXPECT_EQ(processes_with(folder), 0);
    rl_observation_free(&out);
    rl_workdir_remove(folder);
    RL_EXPECT_NE(access(name, F_OK), 0);
    free(name);
    free(path);
}

/* The first report of a run may be one that is passed over (a calibrate lab's suppression). */
static void goes_on_when_told_to(const void *compiler)
{
    struct rl_observation out;
    if (!observe("tsan", compiler, "inversion_then_race", &out))
        RL_SKIP("there is no %s here", (const char *)compiler);
    RL_ASSERT_EQ(out.findings_len, 1u);
    RL_EXPECT_STREQ(rl_hazard_name(out.findings[0].hazard), "lock-order");
    rl_observation_free(&out);
    observe_all("tsan", compiler, "inversion_then_race", &out);
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "ok");
    RL_EXPECT_TRUE(out.reached_end);
    RL_ASSERT_EQ(out.findings_len, 2u);
    RL_EXPECT_STREQ(rl_hazard_name(out.findings[0].hazard), "data-race");
    RL_EXPECT_STREQ(rl_hazard_name(out.findings[1].hazard), "lock-order");
    rl_observation_free(&out);
}

static void unknown_compiler_is_named(void)
{
    char *why = NULL;
    RL_EXPECT_FALSE(rl_observer_find("tsan")->available("no-such-compiler", &why));
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "no-such-compiler");
    RL_EXPECT_CONTAINS(why, "apt-get install");
    free(why);
}

static void counts_what_the_kernel_ended(void)
{
    RL_EXPECT_EQ(3UL, rl_program_count_oom("pgfault 1\noom_kill 3\nnuma 2\n"));
    RL_EXPECT_EQ(0UL, rl_program_count_oom("pgfault 1\ndrop_oom_kill 3\n"));
}

static const struct rl_case cases[] = {
    RL_OBSERVED_CASES(race),
    RL_OBSERVED_CASES(race_after_calls),
    RL_OBSERVED_CASES(two_locks),
    RL_OBSERVED_CASES(annotated_race),
    RL_OBSERVED_CASES(clean),
    RL_OBSERVED_CASES(lock_order),
    RL_OBSERVED_CASES(deadlock),
    RL_OBSERVED_CASES(lost_wait),
    RL_OBSERVED_CASES(busy),
    RL_OBSERVED_CASES(sleeping),
    RL_OBSERVED_CASES(alarm),
    RL_OBSERVED_CASES(timeout),
    RL_OBSERVED_CASES(foreign_unlock),
    RL_OBSERVED_CASES(destroy_locked),
    RL_OBSERVED_CASES(use_after_free),
    RL_OBSERVED_CASES(not_joined),
    RL_OBSERVED_CASES(always),
    RL_OBSERVED_CASES(assertion),
    RL_OBSERVED_CASES(crash),
    RL_OBSERVED_CASES(crash_twice),
    RL_OBSERVED_CASES(killed_once),
    RL_CASE(counts_what_the_kernel_ended),
    RL_OBSERVED_CASES(kills_itself),
    RL_OBSERVED_CASES(aborted),
    RL_OBSERVED_CASES(status_66),
    RL_OBSERVED_CASES(raw_status_66),
    RL_OBSERVED_CASES(many_locks),
    RL_OBSERVED_CASES(flood),
    RL_OBSERVED_CASES(results_without_end),
    RL_OBSERVED_CASES(switched_off),
    RL_OBSERVED_CASES(own_hook),
    RL_OBSERVED_CASES(forged),
    RL_OBSERVED_CASES(keeper),
    RL_OBSERVED_CASES(orphan),
    RL_OBSERVED_CASES(no_main),
    RL_OBSERVED_CASES(missing),
    RL_OBSERVED_CASES(syntax),
    RL_CASE(race_has_both_sides),
    RL_CASE(right_program_is_seen_to_its_end),
    RL_CASE(any_bytes_are_text),
    RL_CASE(leaving_by_exit_is_no_end),
    RL_CASE(program_is_not_told_that_it_is_watched),
    RL_CASE_P(says_the_same_each_time, "race", "race_after_calls"),
    RL_CASE_P(says_the_same_each_time, "lock_order", "lock_order"),
    RL_CASE_P(says_the_same_each_time, "deadlock", "deadlock"),
    RL_CASE(blind_sanitizer_judges_nothing),
    RL_CASE(canaries_are_built_where_there_are_none),
    RL_CASE(second_run_uses_the_first_ones_program),
    RL_CASE(interruption_leaves_nothing),
    RL_CASE_P(goes_on_when_told_to, "clang", "clang"),
    RL_CASE_P(goes_on_when_told_to, "gcc", "gcc"),
    RL_CASE(unknown_compiler_is_named),
    RL_CASE_END,
};
RL_SUITE(tsan, cases);
