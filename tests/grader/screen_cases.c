/* SPDX-License-Identifier: MIT */
/* The screen finds what hides a submission's accesses, in whatever way it is written, and leaves honest code
 * alone. */
#include "grader/screen_parts.h"
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

SAMPLE(in_brackets, OWN "[[gnu::no_sanitize(\"thread\")]] void f(void);\n", RL_SCREEN_TAMPERING);
SAMPLE(attribute_without_arguments, OWN "__attribute__((unused, naked)) void f(void);\n",
       RL_SCREEN_UNSUPPORTED);
SAMPLE(an_argument, OWN "void f(void) { g(naked, section); a[b[naked]] = 1; }\n", RL_SCREEN_CLEAN);
SAMPLE(foreign_name, OWN "void __tsan_read4(void *);\n", RL_SCREEN_TAMPERING);
SAMPLE(annotation, OWN "void f(void) { __tsan_release(&x); }\n", RL_SCREEN_CLEAN);

/* As handed in, before anything has been made of it. */
static void judges_directives(const void *param)
{
    const struct sample *sample = param;
    bool conditional;
    char *why = NULL;
    RL_EXPECT_EQ((int)sample->expected,
                 (int)rl_screen_directives(sample->text, "counter.c", &conditional, &why));
    RL_EXPECT_TRUE((why != NULL) == (sample->expected != RL_SCREEN_CLEAN));
    free(why);
}
SAMPLE(ordinary_directives,
       "#include <x.h>\n # define A(x) #x\n#\n#if 1 // #line 3\n#endif /* \n#line 4 */\n", RL_SCREEN_CLEAN);
SAMPLE(line_directive, "int x;\n#line 4 \"scenario.c\"\n", RL_SCREEN_TAMPERING);
SAMPLE(marker_directive, "# 1 \"x.h\" 1\n", RL_SCREEN_TAMPERING);
SAMPLE(broken_line, "/* */ %: /* a\nb */ li\\\nne 4\n", RL_SCREEN_TAMPERING);
SAMPLE(embed_directive, "char a[] = {\n#embed \"x\"\n};\n", RL_SCREEN_TAMPERING);
SAMPLE(in_a_literal, "const char *s = \"\\\"/*\";\nchar c = '\\'';\nconst char *t = \"\\\n#line 4\";\n",
       RL_SCREEN_CLEAN);
SAMPLE(after_a_literal, "const char *s = \"/*\";\n#line 4\n", RL_SCREEN_TAMPERING);

static void judges_includes(const void *param)
{
    static const char *const folders[] = {"/lab", NULL};
    const struct sample *sample = param;
    char *why = NULL;
    RL_EXPECT_EQ((int)sample->expected,
                 (int)rl_screen_includes(sample->text, "/w/counter.c", "counter.c", folders, &why));
    free(why);
}
#define BEGIN "# 1 \"/w/counter.c\"\n# 1 \"<built-in>\" 1\n# 1 \"<built-in>\" 2\n# 1 \"/w/counter.c\" 2\n"
SAMPLE(header_of_the_lab, BEGIN "# 1 \"/lab/counter.h\" 1\nint x;\n# 2 \"/w/counter.c\" 2\n",
       RL_SCREEN_CLEAN);
SAMPLE(header_of_the_system, BEGIN "# 1 \"/usr/include/a.h\" 1 3 4\n# 1 \"/usr/include/b.def\" 1 3 4\n",
       RL_SCREEN_CLEAN);
SAMPLE(fix_of_the_lab, BEGIN "# 1 \"/lab/fixes/mutex.c\" 1\n", RL_SCREEN_TAMPERING);
SAMPLE(header_elsewhere, BEGIN "# 1 \"/home/b/secret.h\" 1\n", RL_SCREEN_TAMPERING);
SAMPLE(the_second_one, BEGIN "# 1 \"/lab/counter.h\" 1\n# 2 \"/w/counter.c\" 2\n# 1 \"/etc/passwd\" 1\n",
       RL_SCREEN_TAMPERING);

static const struct rl_case cases[] = {
    RL_CASE_P(judges, "plain", &plain),
    RL_CASE_P(judges, "in_brackets", &in_brackets),
    RL_CASE_P(judges, "attribute_without_arguments", &attribute_without_arguments),
    RL_CASE_P(judges, "an_argument", &an_argument),
    RL_CASE_P(judges, "foreign_name", &foreign_name),
    RL_CASE_P(judges, "annotation", &annotation),
    RL_CASE_P(judges_directives, "ordinary", &ordinary_directives),
    RL_CASE_P(judges_directives, "line", &line_directive),
    RL_CASE_P(judges_directives, "marker", &marker_directive),
    RL_CASE_P(judges_directives, "broken_line", &broken_line),
    RL_CASE_P(judges_directives, "embed", &embed_directive),
    RL_CASE_P(judges_directives, "in_a_literal", &in_a_literal),
    RL_CASE_P(judges_directives, "after_a_literal", &after_a_literal),
    RL_CASE_P(judges_includes, "header_of_the_lab", &header_of_the_lab),
    RL_CASE_P(judges_includes, "header_of_the_system", &header_of_the_system),
    RL_CASE_P(judges_includes, "fix_of_the_lab", &fix_of_the_lab),
    RL_CASE_P(judges_includes, "header_elsewhere", &header_elsewhere),
    RL_CASE_P(judges_includes, "the_second_one", &the_second_one),
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
