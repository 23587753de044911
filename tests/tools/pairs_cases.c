/* SPDX-License-Identifier: MIT */
/* check_pairs refuses each kind of violation by its own words and line, and accepts the tree. */
#include "shim/rl_test.h"
#include "tool.h"

/* A folder of fixtures, and what is said of it. */
struct refusal {
    const char *folder;
    const char *complaint;
};

static void refuses(const void *param)
{
    const struct refusal *refusal = param;
    char output[TOOL_OUTPUT_BYTES];
    int status = tool_run(output, "cd '%s/pairs' && '%s' %s", TOOL_FIXTURES, CHECK_PAIRS, refusal->folder);
    RL_EXPECT_EQ(status, 1);
    RL_EXPECT_CONTAINS(output, refusal->complaint);
}

static void accepts_every_right_form(void)
{
    char output[TOOL_OUTPUT_BYTES];
    RL_EXPECT_EQ(tool_run(output, "cd '%s/pairs' && '%s' right", TOOL_FIXTURES, CHECK_PAIRS), 0);
    RL_EXPECT_STREQ(output, "9 tags in 3 files: every operation has its order and its partner\n");
}

static void accepts_the_tree(void)
{
    char output[TOOL_OUTPUT_BYTES];
    RL_EXPECT_EQ(tool_run(output, "cd '%s' && '%s' base primitives", TOOL_TREE, CHECK_PAIRS), 0);
    RL_EXPECT_CONTAINS(output, "every operation has its order and its partner");
}

static void names_what_it_cannot_read(void)
{
    char output[TOOL_OUTPUT_BYTES];
    RL_EXPECT_EQ(tool_run(output, "cd '%s' && '%s' pairs/nowhere", TOOL_FIXTURES, CHECK_PAIRS), 2);
    RL_EXPECT_CONTAINS(output, "pairs/nowhere: No such file");
    RL_EXPECT_EQ(tool_run(output, "'%s'", CHECK_PAIRS), 2);
    RL_EXPECT_CONTAINS(output, "usage:");
}

#define REFUSES(name, line, text)                                                                            \
    RL_CASE_P(refuses, name,                                                                                 \
              (&(const struct refusal){.folder = name, .complaint = name "/x.c:" #line ": " text}))

static const struct rl_case cases[] = {
    REFUSES("untagged", 5, "atomic_store_explicit has no tag. Write before it: /* [X1] relaxed:"),
    REFUSES("second-untagged", 9, "atomic_store_explicit has no tag"),
    REFUSES("one-sided", 7,
            "tag [A1] pairs with [A2] (line 12 of one-sided/x.c), which does not name it back"),
    REFUSES("no-partner", 7, "tag [A1] pairs with [A2], which is not in this module"),
    REFUSES("other-module", 7, "tag [A1] pairs with [A2], which is not in this module"),
    REFUSES("wrong-order", 12, "tag [A2] says acquire, but atomic_load_explicit has relaxed"),
    REFUSES("wrong-failure-order", 7,
            "tag [A1] says acq_rel, but atomic_compare_exchange_strong_explicit has acq_rel/relaxed"),
    REFUSES("hollow-pair", 7, "tag [A1] (relaxed) and [A2] (acquire) hand nothing over"),
    REFUSES("alone-with-order", 7, "tag [A2]: only a relaxed operation has no partner"),
    REFUSES("silent", 7, "tag [A1]: say in a sentence after the partners what the other thread sees"),
    REFUSES("twice", 12, "tag [A1] is already at line 7"),
    REFUSES("stray", 6, "tag [A1] has no operation after it"),
    REFUSES("implicit-function", 8, "atomic_load has no order, so it is seq_cst. Use atomic_load_explicit"),
    REFUSES("implicit-variable", 7,
            "'x' is atomic (line 4 of implicit-variable/x.c), and used without an order"),
    REFUSES("implicit-field", 10, "'count' is atomic (line 6 of"),
    REFUSES("implicit-pointer", 7, "'word' is atomic (line 5 of"),
    REFUSES("implicit-element", 7, "'slots' is atomic (line 4 of"),
    REFUSES("implicit-in-header", 6, "'total' is atomic (line 5 of implicit-in-header/x.h)"),
    REFUSES("bare-fence", 7, "atomic_thread_fence: ThreadSanitizer does not see a bare fence. Use rl_fence_"),
    REFUSES("untagged-fence", 6, "rl_fence_full has no tag"),
    REFUSES("sync-builtin", 6, "__sync_lock_test_and_set has no order that can be named"),
    REFUSES("order-variable", 8, "atomic_load_explicit: the order 'order' is not one of"),
    REFUSES("no-order", 7, "tag [A1]: the order is missing"),
    RL_CASE(accepts_every_right_form),
    RL_CASE(accepts_the_tree),
    RL_CASE(names_what_it_cannot_read),
    RL_CASE_END};
RL_SUITE(check_pairs, cases);
