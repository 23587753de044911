/* SPDX-License-Identifier: MIT */
/* What a program may import and define, and what is said of one that cannot be explored. */
#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

#include "front_programs.h"
#include "sanitizers/explore/front/abi_table.h"
#include "sanitizers/text.h"

struct refusal {
    const char *text;
    enum rl_run_status status;
    const char *names, *says;
};

static const struct refusal refusals[] = {
    {"#include <unistd.h>\nint main(void)\n{\n    return fork();\n}\n", RL_RUN_UNSUPPORTED,
     "program.c:4 calls fork", "another process"},
    {"#include <unistd.h>\nint main(void) { return execl(\"/bin/true\", \"true\", (char *)0); }\n",
     RL_RUN_UNSUPPORTED, "execl", "another process"},
    {"#include <stdio.h>\nint main(void) { return getchar(); }\n", RL_RUN_UNSUPPORTED, "getc",
     "standard input"},
    {"#include <unistd.h>\nint main(void) { char c; return (int)read(0, &c, 1); }\n", RL_RUN_UNSUPPORTED,
     "program.c:2 calls read", "standard input"},
    {"#include <threads.h>\nint main(void) { mtx_t m; return mtx_init(&m, mtx_plain); }\n",
     RL_RUN_UNSUPPORTED, "mtx_init", "pthread"},
    {"#include <setjmp.h>\njmp_buf b;\nint main(void) { if (!setjmp(b)) longjmp(b, 1); return 0; }\n",
     RL_RUN_UNSUPPORTED, "longjmp", "Return an error"},
    {"#include <signal.h>\nint main(void) { return raise(SIGKILL); }\n", RL_RUN_UNSUPPORTED, "raise",
     "signals"},
    {"void no_such_function(void);\nint main(void) { no_such_function(); return 0; }\n", RL_RUN_UNSUPPORTED,
     "program.c:2 uses no_such_function", "name its source file"},
    {"__attribute__((constructor)) static void early(void) {}\nint main(void) { return 0; }\n",
     RL_RUN_UNSUPPORTED, "early", "Call it from main"},
    {"void __tsan_write4(void *p);\nvoid __tsan_write4(void *p) { (void)p; }\nint main(void) { return 0; }\n",
     RL_RUN_REJECTED, "program.c:2 defines __tsan_write4", "another name"},
    {"#include <pthread.h>\nint pthread_mutex_lock(pthread_mutex_t *m) { (void)m; return 0; }\nint "
     "main(void) { return 0; }\n",
     RL_RUN_REJECTED, "pthread_mutex_lock", "another name"},
    {"void rlx_leave(void);\nint main(void) { rlx_leave(); return 0; }\n", RL_RUN_REJECTED, "rlx_leave",
     "Remove"},
    {"void __tsan_mutex_pre_lock(void *, int);\nint main(void) { __tsan_mutex_pre_lock(0, 0); return 0; }\n",
     RL_RUN_REJECTED, "__tsan_mutex_pre_lock", "Remove"},
    {"int nothing_to_start(void) { return 0; }\n", RL_RUN_COMPILE_ERROR, "main", "nothing to start"},
    {"int main(void) { return x; }\n", RL_RUN_COMPILE_ERROR, "program.c", "does not compile"},
};

static void refuses(const void *param)
{
    const struct refusal *row = param;
    struct rl_observation out;
    explore_program(&(struct program){.text = row->text}, &out);
    RL_EXPECT_STREQ(rl_run_status_name(row->status), rl_run_status_name(out.status));
    RL_ASSERT_NOT_NULL(out.reason);
    RL_EXPECT_CONTAINS(out.reason, row->names);
    RL_EXPECT_CONTAINS(out.reason, row->says);
    RL_EXPECT_EQ(0, (int)out.findings_len);
    rl_observation_free(&out);
}

static void refuses_a_static_link(void)
{
    struct rl_observation out;
    explore_program(&(struct program){.text = "int main(void) { return 0; }\n", .cflag = "-static"}, &out);
    RL_EXPECT_STREQ("unsupported", rl_run_status_name(out.status));
    RL_EXPECT_CONTAINS(out.reason, "-static");
    rl_observation_free(&out);
}

/* A function of the program's own that is called like one of libc's is the program's, and not the runtime's.
 */
static void keeps_the_programs_names_apart(void)
{
    struct rl_observation out;
    explore_program(
        &(struct program){.text =
                              "#include <assert.h>\nint write(int a);\nint write(int a) { return a + 1; }\n"
                              "char *index(int a);\nchar *index(int a) { return a ? \"x\" : 0; }\n"
                              "int main(void) { assert(write(1) == 2); assert(!index(0)); return 0; }\n",
                          .cflag = "-fno-builtin"},
        &out);
    RL_EXPECT_STREQ("ok", rl_run_status_name(out.status));
    RL_EXPECT_TRUE(out.complete);
    RL_EXPECT_EQ(0, (int)out.findings_len);
    rl_observation_free(&out);
}

static void every_model_exists(void)
{
    struct rl_text text = RL_TEXT_INIT;
    size_t length = 0, models = 0;
    const struct rl_abi_row *rows = rl_abi_rows(&length);
    for (size_t i = 0; i < length; i++) {
        if (rows[i].kind == RL_ABI_MODEL && strcmp(rows[i].name, "main") != 0)
            rl_text_addf(&text, "extern char m%zu[] __asm__(\"%s\");\n", models++, rows[i].name);
    }
    rl_text_add(&text, "void *all[] = {");
    for (size_t i = 0; i < models; i++)
        rl_text_addf(&text, "m%zu, ", i);
    rl_text_add(&text, "0};\nint main(void) { return 0; }\n");
    struct rl_observation out;
    explore_program(&(struct program){.text = text.data}, &out);
    if (out.compiler_output)
        RL_EXPECT_STREQ("", out.compiler_output);
    RL_EXPECT_STREQ("ok", rl_run_status_name(out.status));
    RL_EXPECT_TRUE(models > 200);
    rl_observation_free(&out);
    rl_text_free(&text);
}

static void no_name_stands_twice(void)
{
    size_t length = 0;
    const struct rl_abi_row *rows = rl_abi_rows(&length);
    for (size_t i = 0; i < length; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(rows[i].name, rows[j].name) == 0)
                RL_FAIL("%s stands twice in abi.def", rows[i].name);
        }
    }
}

static const struct rl_case cases[] = {
    RL_CASE_P(refuses, "fork", &refusals[0]),
    RL_CASE_P(refuses, "exec", &refusals[1]),
    RL_CASE_P(refuses, "getchar", &refusals[2]),
    RL_CASE_P(refuses, "read", &refusals[3]),
    RL_CASE_P(refuses, "c11_threads", &refusals[4]),
    RL_CASE_P(refuses, "longjmp", &refusals[5]),
    RL_CASE_P(refuses, "raise", &refusals[6]),
    RL_CASE_P(refuses, "unknown", &refusals[7]),
    RL_CASE_P(refuses, "constructor", &refusals[8]),
    RL_CASE_P(refuses, "defines_a_hook", &refusals[9]),
    RL_CASE_P(refuses, "defines_pthread", &refusals[10]),
    RL_CASE_P(refuses, "calls_the_runtime", &refusals[11]),
    RL_CASE_P(refuses, "annotates_by_hand", &refusals[12]),
    RL_CASE_P(refuses, "no_main", &refusals[13]),
    RL_CASE_P(refuses, "does_not_compile", &refusals[14]),
    RL_CASE(refuses_a_static_link),
    RL_CASE(keeps_the_programs_names_apart),
    RL_CASE(every_model_exists),
    RL_CASE(no_name_stands_twice),
    RL_CASE_END,
};
RL_SUITE(front_imports, cases);
