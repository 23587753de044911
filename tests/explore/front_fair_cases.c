/* SPDX-License-Identifier: MIT */
/* Loops that wait for somebody else and leave traces of it: no strategy calls them a hang, since whoever they
 * wait for is let on in the end; and a loop that waits for nobody is one under each. */
#include "shim/rl_test.h"

#include <stdio.h>

#include "front_programs.h"

static const char *const strategies[] = {"auto", "dpor", "random", "pos", "pct"};

/* Two threads wait; the last one, which all strategies are slowest to reach, tells them. */
static const char *waiting(const char *wait, const char *tell)
{
    static char text[2048];
    snprintf(text, sizeof text,
             "#include <pthread.h>\n#include <stdatomic.h>\n#include <stddef.h>\n"
             "static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"
             "static atomic_int ready, tries;\nint go, looks;\n"
             "static void *wait(void *arg)\n{\n    %s\n    return arg;\n}\n"
             "static void *tell(void *arg)\n{\n    %s\n    return arg;\n}\n"
             "int main(void)\n{\n    pthread_t thread[3];\n"
             "    pthread_mutex_lock(&lock);\n    pthread_mutex_unlock(&lock);\n"
             "    for (int i = 0; i < 3; i++)\n"
             "        pthread_create(&thread[i], NULL, i < 2 ? wait : tell, NULL);\n"
             "    for (int i = 0; i < 3; i++)\n        pthread_join(thread[i], NULL);\n"
             "    return (int)atomic_load(&ready) - 1;\n}\n",
             wait, tell);
    return text;
}

static int hangs(const char *text, const char *strategy, unsigned long budget)
{
    struct rl_observation out;
    explore_program(&(struct program){.text = text, .strategy = strategy, .budget = budget, .is_lab = true},
                    &out);
    RL_EXPECT_STREQ(rl_run_status_name(out.status), "ok");
    int found = count_hazard(&out, RL_HAZARD_HANG) + count_hazard(&out, RL_HAZARD_LIVELOCK);
    RL_EXPECT_EQ((size_t)found, out.findings_len);
    rl_observation_free(&out);
    return found;
}

struct loop {
    const char *wait, *tell;
};

static void is_no_hang(const void *param)
{
    const struct loop *loop = param;
    for (size_t i = 0; i < sizeof strategies / sizeof *strategies; i++)
        if (hangs(waiting(loop->wait, loop->tell), strategies[i], 120))
            RL_FAIL("%s calls it a hang: %s", strategies[i], loop->wait);
}

static void for_nobody_is_a_hang(const void *param)
{
    const struct loop *loop = param;
    for (size_t i = 0; i < sizeof strategies / sizeof *strategies; i++)
        if (!hangs(waiting(loop->wait, "atomic_store(&tries, 1);"), strategies[i], 10))
            RL_FAIL("%s does not call it a hang: %s", strategies[i], loop->wait);
}

static const struct loop counts = {"while (!atomic_load(&ready))\n        atomic_fetch_add(&tries, 1);",
                                   "atomic_store(&ready, 1);"};
static const struct loop stores = {"while (!atomic_load(&ready))\n        atomic_store(&tries, 1);",
                                   "atomic_store(&ready, 1);"};
static const struct loop locks = {
    "for (int seen = 0; !seen;) {\n        pthread_mutex_lock(&lock);\n"
    "        seen = go;\n        looks++;\n        pthread_mutex_unlock(&lock);\n    }",
    "pthread_mutex_lock(&lock);\n    go = 1;\n    pthread_mutex_unlock(&lock);\n"
    "    atomic_store(&ready, 1);"};

/* The teller has much to do first, and each of its steps needs a turn. */
static const struct loop slow = {"while (!atomic_load(&ready)) {\n        pthread_mutex_lock(&lock);\n"
                                 "        looks++;\n        pthread_mutex_unlock(&lock);\n    }",
                                 "for (int i = 0; i < 150; i++)\n        atomic_fetch_add(&tries, 1);\n"
                                 "    atomic_store(&ready, 1);"};

static const struct rl_case cases[] = {
    RL_CASE_P(is_no_hang, "counts", &counts),
    RL_CASE_P(is_no_hang, "stores", &stores),
    RL_CASE_P(is_no_hang, "locks", &locks),
    RL_CASE_P(is_no_hang, "slow", &slow),
    RL_CASE_P(for_nobody_is_a_hang, "counts", &counts),
    RL_CASE_P(for_nobody_is_a_hang, "stores", &stores),
    RL_CASE_P(for_nobody_is_a_hang, "locks", &locks),
    RL_CASE_END,
};
RL_SUITE(front_fair, cases);
