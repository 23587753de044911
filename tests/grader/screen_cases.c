/* SPDX-License-Identifier: MIT */
/* The screen finds what hides a submission's accesses, in whatever way it is written, and leaves honest code
 * alone. */
#include "grader/screen.h"
#include "shim/rl_test.h"

#include <stdlib.h>

struct sample {
    const char *text; /* preprocessed */
    enum rl_screen expected;
};

static void judges(const void *param)
{
    const struct sample *sample = param;
    char *why = NULL;
    RL_EXPECT_EQ((int)sample->expected,
                 (int)rl_screen_text(sample->text, "/w/counter.c", "counter.c", NULL, 0, &why));
    RL_EXPECT_TRUE((why != NULL) == (sample->expected != RL_SCREEN_CLEAN));
    free(why);
}

#define OWN                      "# 1 \"/w/counter.c\"\n"
#define SAMPLE(name, body, kind) static const struct sample name = {body, kind}
SAMPLE(plain, OWN "long x;\nvoid f(void)\n{\n x++;\n}\n", RL_SCREEN_CLEAN);
SAMPLE(inline_assembly, OWN "void f(void) { __asm__ volatile(\"incq %0\" : \"+m\"(x)); }\n",
       RL_SCREEN_UNSUPPORTED);
SAMPLE(short_assembly, OWN "void f(void) { asm(\"nop\"); }\n", RL_SCREEN_UNSUPPORTED);
SAMPLE(attribute, OWN "__attribute__((no_sanitize(\"thread\"))) void f(void);\n", RL_SCREEN_TAMPERING);
SAMPLE(underscored, OWN "__attribute__((__no_sanitize_thread__)) void f(void);\n", RL_SCREEN_TAMPERING);
SAMPLE(everything_off, OWN "__attribute__((disable_sanitizer_instrumentation)) void f(void);\n",
       RL_SCREEN_TAMPERING);
SAMPLE(pragma, OWN "#pragma clang attribute push(__attribute__((weak)), apply_to = function)\n",
       RL_SCREEN_TAMPERING);
SAMPLE(optimised, OWN "__attribute__((optimize(\"O3\"))) void f(void);\n", RL_SCREEN_TAMPERING);
SAMPLE(other_section, OWN "__attribute__((section(\"mine\"))) int x;\n", RL_SCREEN_UNSUPPORTED);
SAMPLE(in_a_string, OWN "const char *s = \"asm no_sanitize \\\" asm\"; char c = '\\'';\n", RL_SCREEN_CLEAN);
SAMPLE(of_a_header, "# 1 \"/usr/include/x.h\"\nint f(void) __asm__(\"g\");\n" OWN "int y;\n",
       RL_SCREEN_CLEAN);
SAMPLE(after_a_header,
       OWN "# 1 \"/usr/include/x.h\" 1\nint z;\n# 3 \"/w/counter.c\" 2\nvoid f(void) { asm(\"\"); }\n",
       RL_SCREEN_UNSUPPORTED);
SAMPLE(ordinary_names,
       OWN "int section, alias; int optimize_me(int naked) { return naked + section + alias; }\n",
       RL_SCREEN_CLEAN);

static void names_the_line(void)
{
    char *why = NULL;
    rl_screen_text(OWN "int a;\nint b;\nvoid f(void) { asm(\"\"); }\n", "/w/counter.c", "counter.c", NULL, 0,
                   &why);
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "counter.c:3");
    free(why);
}

/* A lab that builds a mutex does not take the one of libc; a header may. */
static void finds_what_is_to_be_built(void)
{
    char *without[] = {"pthread_", "sem_"}, *why = NULL;
    const char *header =
        "# 1 \"/usr/include/pthread.h\"\nint pthread_mutex_lock(void *);\n" OWN "int my_pthread_x;\n";
    const char *call = "# 1 \"/usr/include/pthread.h\"\nint pthread_mutex_lock(void *);\n" OWN
                       "\nint f(void *m) { return pthread_mutex_lock(m); }\n";
    RL_EXPECT_EQ((int)RL_SCREEN_CLEAN,
                 (int)rl_screen_text(header, "/w/counter.c", "counter.c", without, 2, &why));
    RL_EXPECT_EQ((int)RL_SCREEN_TAMPERING,
                 (int)rl_screen_text(call, "/w/counter.c", "counter.c", without, 2, &why));
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "counter.c:2 uses pthread_mutex_lock");
    free(why);
}

static const struct rl_case cases[] = {RL_CASE_P(judges, "plain", &plain),
                                       RL_CASE_P(judges, "inline_assembly", &inline_assembly),
                                       RL_CASE_P(judges, "short_assembly", &short_assembly),
                                       RL_CASE_P(judges, "attribute", &attribute),
                                       RL_CASE_P(judges, "underscored", &underscored),
                                       RL_CASE_P(judges, "everything_off", &everything_off),
                                       RL_CASE_P(judges, "pragma", &pragma),
                                       RL_CASE_P(judges, "optimised", &optimised),
                                       RL_CASE_P(judges, "other_section", &other_section),
                                       RL_CASE_P(judges, "in_a_string", &in_a_string),
                                       RL_CASE_P(judges, "of_a_header", &of_a_header),
                                       RL_CASE_P(judges, "after_a_header", &after_a_header),
                                       RL_CASE_P(judges, "ordinary_names", &ordinary_names),
                                       RL_CASE(names_the_line),
                                       RL_CASE(finds_what_is_to_be_built),
                                       RL_CASE_END};
RL_SUITE(screen, cases);
