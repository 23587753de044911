/* SPDX-License-Identifier: MIT */
/* rcu.h: right programs are never reported, and each wrong one in every run, in all flavours of liburcu. */
#include "shim/rl_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TSAN_RUNS = 10, ASAN_RUNS = 3 };

/* What a sanitizer says of a story: a text of its report, or NULL for no report at all. */
struct story {
    const char *flavour;
    const char *name;
    const char *tsan;
    const char *asan;
};

/* Runs a shell command and keeps the first bytes of what it writes. Answers its exit status, -1 if it cannot
 * run. */
static int run(const char *command, char *output, size_t size)
{
    FILE *pipe = popen(command, "r");
    if (!pipe)
        return -1;
    size_t used = 0;
    size_t got;
    char rest[4096];
    while ((got = used + 1 < size ? fread(output + used, 1, size - 1 - used, pipe)
                                  : fread(rest, 1, sizeof rest, pipe)) > 0)
        used += used + 1 < size ? got : 0;
    output[used] = '\0';
    return pclose(pipe);
}

static bool built(const char *sanitizer)
{
    return strstr(RCU_SANITIZERS, sanitizer) != NULL;
}

static void run_story(const struct story *story, const char *sanitizer, int runs, const char *report)
{
    if (!built(sanitizer))
        return;
    char command[1024];
    snprintf(command, sizeof command,
             "TSAN_OPTIONS=atexit_sleep_ms=0:history_size=7:symbolize=0 ASAN_OPTIONS=symbolize=0 '%s' "
             "'%s%s_%s' %s 2>&1",
             RCU_LAUNCHER, RCU_PROGRAMS, story->flavour, sanitizer, story->name);
    for (int i = 0; i < runs; i++) {
        static char output[65536];
        int status = run(command, output, sizeof output);
        if (report) {
            RL_ASSERT_CONTAINS(output, report);
        } else {
            RL_ASSERT_STREQ(output, "ran to its end\n");
            RL_ASSERT_EQ(status, 0);
        }
    }
}

static void tells(const void *param)
{
    const struct story *story = param;
    run_story(story, "tsan", TSAN_RUNS, story->tsan);
    run_story(story, "asan", ASAN_RUNS, story->asan);
}

/* ThreadSanitizer's annotations may be switched off, against those who would hide a race with them. */
static void tells_with_annotations_off(const void *param)
{
    const char *flavour = param;
    if (!built("tsan"))
        RL_SKIP("this build has no ThreadSanitizer");
    char file[] = "rcu-suppressions-XXXXXX"; /* in the build folder */
    int descriptor = mkstemp(file);
    RL_ASSERT_GE(descriptor, 0);
    FILE *suppressions = fdopen(descriptor, "w");
    RL_ASSERT_NOT_NULL(suppressions);
    fprintf(suppressions, "race:^urcu_%s_barrier$\n", flavour);
    fclose(suppressions);
    char command[1024];
    snprintf(command, sizeof command,
             "TSAN_OPTIONS=atexit_sleep_ms=0:enable_annotations=0:suppressions=%s '%s' '%s%s_tsan' "
             "right-calling 2>&1",
             file, RCU_LAUNCHER, RCU_PROGRAMS, flavour);
    static char output[65536];
    int status = run(command, output, sizeof output);
    remove(file);
    RL_EXPECT_STREQ(output, "ran to its end\n");
    RL_EXPECT_EQ(status, 0);
}

/* Whoever stands in for ThreadSanitizer and liburcu must know every name that an object can import. */
__attribute__((unused)) static void imports(const char *object, const char *const *wanted)
{
    char command[1024];
    snprintf(command, sizeof command, "nm -u '%s'", object);
    static char output[65536];
    RL_ASSERT_EQ(run(command, output, sizeof output), 0);
    size_t found = 0;
    for (char *name = strtok(output, " \n"); name; name = strtok(NULL, " \n")) {
        if (strcmp(name, "U") == 0 || strncmp(name, "__tsan_", 7) == 0)
            continue;
        size_t i = 0;
        while (wanted[i] && strcmp(wanted[i], name) != 0)
            i++;
        if (!wanted[i])
            RL_FAIL("an object that includes rcu.h imports %s: add it to this list, and tell the explorer",
                    name);
        found += wanted[i] != NULL;
    }
    size_t count = 0;
    while (wanted[count])
        count++;
    RL_EXPECT_EQ(found, count);
}

#define ALWAYS_IMPORTED(flavour)                                                                             \
    "AnnotateIgnoreWritesBegin", "AnnotateIgnoreWritesEnd", "abort", "free", "malloc", "write",              \
        "urcu_" flavour "_barrier", "urcu_" flavour "_call_rcu", "urcu_" flavour "_register_thread",         \
        "urcu_" flavour "_synchronize_rcu"
#define SECTIONS_IMPORTED(flavour) "urcu_" flavour "_read_lock", "urcu_" flavour "_read_unlock"

static void imports_of_each_flavour(void)
{
#ifdef RCU_OBJECT_memb
    static const char *const memb[] = {ALWAYS_IMPORTED("memb"), SECTIONS_IMPORTED("memb"),
                                       "urcu_memb_unregister_thread", NULL};
    static const char *const mb[] = {ALWAYS_IMPORTED("mb"), SECTIONS_IMPORTED("mb"),
                                     "urcu_mb_unregister_thread", NULL};
    static const char *const qsbr[] = {ALWAYS_IMPORTED("qsbr"),     "urcu_qsbr_unregister_thread",
                                       "urcu_qsbr_thread_online",   "urcu_qsbr_thread_offline",
                                       "urcu_qsbr_quiescent_state", NULL};
    static const char *const bp[] = {ALWAYS_IMPORTED("bp"), SECTIONS_IMPORTED("bp"), NULL};
    imports(RCU_OBJECT_memb, memb);
    imports(RCU_OBJECT_mb, mb);
    imports(RCU_OBJECT_qsbr, qsbr);
    imports(RCU_OBJECT_bp, bp);
#else
    RL_SKIP("this build has no ThreadSanitizer");
#endif
}

#define TSAN_RACE  "WARNING: ThreadSanitizer: data race"
#define TSAN_FREED "WARNING: ThreadSanitizer: heap-use-after-free"
#define ASAN_FREED "ERROR: AddressSanitizer: heap-use-after-free"

#define TOLD(flavour_, name_, tsan_, asan_)                                                                  \
    RL_CASE_P(tells, flavour_ "/" name_,                                                                     \
              (&(const struct story){.flavour = flavour_, .name = name_, .tsan = tsan_, .asan = asan_}))
#define TOLD_IN_ALL_FLAVOURS(name, tsan, asan)                                                               \
    TOLD("memb", name, tsan, asan), TOLD("mb", name, tsan, asan), TOLD("qsbr", name, tsan, asan),            \
        TOLD("bp", name, tsan, asan)

static const struct rl_case cases[] = {
    TOLD_IN_ALL_FLAVOURS("right-waiting", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-calling", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-exchanging", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-offline", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-quiescent", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-unregistered", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-offline-calling", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("right-quiescent-calling", NULL, NULL),
    TOLD_IN_ALL_FLAVOURS("no-grace-period", TSAN_FREED, ASAN_FREED),
    TOLD_IN_ALL_FLAVOURS("plain-publication", TSAN_RACE, NULL),
    TOLD_IN_ALL_FLAVOURS("use-after-section", TSAN_FREED, ASAN_FREED),
    TOLD_IN_ALL_FLAVOURS("use-after-section-before-free", TSAN_RACE, NULL),
    TOLD_IN_ALL_FLAVOURS("use-after-section-callback", TSAN_FREED, ASAN_FREED),
    TOLD_IN_ALL_FLAVOURS("early-callback", TSAN_FREED, ASAN_FREED),
    RL_CASE_P(tells_with_annotations_off, "memb", "memb"),
    RL_CASE_P(tells_with_annotations_off, "mb", "mb"),
    RL_CASE_P(tells_with_annotations_off, "qsbr", "qsbr"),
    RL_CASE_P(tells_with_annotations_off, "bp", "bp"),
    RL_CASE(imports_of_each_flavour),
    RL_CASE_END};
RL_SUITE(rcu, cases);
