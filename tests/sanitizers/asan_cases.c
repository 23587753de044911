/* SPDX-License-Identifier: MIT */
/* The AddressSanitizer and the native observer, shown programs that are broken in one known way each, and
 * right ones. */
#include "observed.h"
#include "sanitizers/canary.h"
#include "sanitizers/resources.h"
#include "sanitizers/text.h"
#include "sanitizers/toolchain.h"

#include <stdlib.h>
#include <string.h>

#define ASAN   .observer = "asan"
#define NATIVE .observer = "native"

RL_OBSERVED_ROWS(clean, ASAN, .fixture = "clean")
RL_OBSERVED_ROWS(use_after_free, ASAN, .fixture = "use_after_free", .hazard = "use-after-free",
                 .detail = "heap-use-after-free", .line = 23,
                 .says = "freed at use_after_free.c:11 (in release)")
RL_OBSERVED_ROWS(stack_escape, ASAN, .fixture = "stack_escape", .hazard = "use-after-free",
                 .detail = "stack-use-after-return", .line = 12)
RL_OBSERVED_ROWS(double_free, ASAN, .fixture = "double_free", .hazard = "double-free", .line = 7,
                 .says = "allocated at double_free.c:12")
RL_OBSERVED_ROWS(bad_free, ASAN, .fixture = "bad_free", .hazard = "misuse", .detail = "bad-free", .line = 10)
RL_OBSERVED_ROWS(heap_bounds, ASAN, .fixture = "out_of_bounds", .hazard = "out-of-bounds",
                 .detail = "heap-buffer-overflow", .line = 7, .says = "write of 1 byte")
RL_OBSERVED_ROWS(global_bounds, ASAN, .fixture = "global_out_of_bounds", .hazard = "out-of-bounds",
                 .detail = "global-buffer-overflow", .line = 10)
RL_OBSERVED_ROWS(overflow, ASAN, .fixture = "overflow", .hazard = "undefined-behaviour",
                 .detail = "signed-integer-overflow", .line = 7, .says = "2147483647 + 1")
RL_OBSERVED_ROWS(null_pointer, ASAN, .fixture = "null_pointer", .hazard = "crash", .line = 9)
RL_OBSERVED_ROWS(crash, ASAN, .fixture = "crash", .hazard = "crash", .detail = "SIGSEGV", .line = 9)
RL_OBSERVED_ROWS(leak, ASAN, .fixture = "leak", .hazard = "memory-leak", .line = 10)
RL_OBSERVED_ROWS(assertion, ASAN, .fixture = "assert_fails", .hazard = "assertion", .line = 9)
RL_OBSERVED_ROWS(deadlock, ASAN, .fixture = "deadlock", .hazard = "hang", .detail = "all-threads-wait",
                 .line = 15)
RL_OBSERVED_ROWS(busy, ASAN, .fixture = "spin_for_ever", .hazard = "hang", .detail = "busy", .line = 7)
RL_OBSERVED_ROWS(switched_off, ASAN, .fixture = "switches_off_asan", .status = RL_RUN_REJECTED,
                 .says = "__asan_default_options")
RL_OBSERVED_ROWS(syntax, ASAN, .fixture = "syntax_error", .status = RL_RUN_COMPILE_ERROR)
RL_OBSERVED_ROWS(orphan, ASAN, .fixture = "leaves_orphan")

RL_OBSERVED_ROWS(native_clean, NATIVE, .fixture = "clean")
RL_OBSERVED_ROWS(native_crash, NATIVE, .fixture = "crash", .hazard = "crash", .detail = "SIGSEGV", .line = 9)
RL_OBSERVED_ROWS(native_always, NATIVE, .fixture = "always_fails", .hazard = "assertion", .line = 9)
RL_OBSERVED_ROWS(native_deadlock, NATIVE, .fixture = "deadlock", .hazard = "hang", .line = 15)
RL_OBSERVED_ROWS(native_busy, NATIVE, .fixture = "spin_for_ever", .hazard = "hang", .detail = "busy")
RL_OBSERVED_ROWS(native_flood, NATIVE, .fixture = "flood", .status = RL_RUN_LIMIT, .says = "output")
RL_OBSERVED_ROWS(native_grandchild, NATIVE, .fixture = "grandchild_wakes")
RL_OBSERVED_ROWS(native_children, NATIVE, .fixture = "many_children")
RL_OBSERVED_ROWS(native_unjoined, NATIVE, .fixture = "not_joined", .hazard = "unfinished", .line = 13)
RL_OBSERVED_ROWS(unjoined, ASAN, .fixture = "not_joined", .hazard = "unfinished", .line = 13)
RL_OBSERVED_ROWS(native_missing, NATIVE, .fixture = "calls_visit", .status = RL_RUN_COMPILE_ERROR,
                 .says = "calls visit")

static void without_ptrace_leaks_are_not_judged(void)
{
    const struct rl_toolchain *clang = rl_toolchain_find("clang", NULL);
    if (!clang)
        RL_SKIP("there is no clang here");
    char *version = rl_text_copy(clang->version);
    *strchr(version, ' ') = '-';
    char *clean = rl_text_format("%s/canary/%s/asan_clean", rl_resources_lib(), version);
    struct rl_observation out;
    rl_canary_override("asan_leak", clean);
    observe("asan", "clang", "leak", &out);
    rl_canary_override("asan_leak", NULL);
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "ok");
    RL_EXPECT_EQ(out.findings_len, 0u);
    RL_ASSERT_NOT_NULL(out.reason);
    RL_EXPECT_CONTAINS(out.reason, "leaks were not looked for");
    rl_observation_free(&out);
    free(clean);
    free(version);
}

static void blind_sanitizer_judges_nothing(void)
{
    if (!rl_toolchain_find("clang", NULL))
        RL_SKIP("there is no clang here");
    struct rl_observation out;
    rl_canary_override("asan_overflow", "/bin/true");
    observe("asan", "clang", "out_of_bounds", &out);
    rl_canary_override("asan_overflow", NULL);
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "infra");
    RL_EXPECT_EQ(out.findings_len, 0u);
    RL_EXPECT_CONTAINS(out.reason, "AddressSanitizer does not work here");
    rl_observation_free(&out);
}

static const struct rl_case cases[] = {
    RL_OBSERVED_CASES(clean),
    RL_OBSERVED_CASES(use_after_free),
    RL_OBSERVED_CASES(stack_escape),
    RL_OBSERVED_CASES(double_free),
    RL_OBSERVED_CASES(bad_free),
    RL_OBSERVED_CASES(heap_bounds),
    RL_OBSERVED_CASES(global_bounds),
    RL_OBSERVED_CASES(overflow),
    RL_OBSERVED_CASES(null_pointer),
    RL_OBSERVED_CASES(crash),
    RL_OBSERVED_CASES(leak),
    RL_OBSERVED_CASES(assertion),
    RL_OBSERVED_CASES(deadlock),
    RL_OBSERVED_CASES(busy),
    RL_OBSERVED_CASES(switched_off),
    RL_OBSERVED_CASES(syntax),
    RL_OBSERVED_CASES(orphan),
    RL_OBSERVED_CASES(native_clean),
    RL_OBSERVED_CASES(native_crash),
    RL_OBSERVED_CASES(native_always),
    RL_OBSERVED_CASES(native_deadlock),
    RL_OBSERVED_CASES(native_busy),
    RL_OBSERVED_CASES(native_flood),
    RL_OBSERVED_CASES(native_grandchild),
    RL_OBSERVED_CASES(native_children),
    RL_OBSERVED_CASES(native_unjoined),
    RL_OBSERVED_CASES(unjoined),
    RL_OBSERVED_CASES(native_missing),
    RL_CASE(without_ptrace_leaks_are_not_judged),
    RL_CASE(blind_sanitizer_judges_nothing),
    RL_CASE_END,
};
RL_SUITE(asan_and_native, cases);
