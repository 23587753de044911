/* SPDX-License-Identifier: MIT */
/* The models of libc: races through its functions are found, correct uses are clean, results are libc's. */
#include "shim/rl_test.h"

#include <string.h>

#include "front_programs.h"

struct use {
    const char *globals, *first, *second;
    int races;          /* is there a data race? */
    const char *object; /* that its finding names; NULL: any */
};

#define BUFFERS           "static char a[16] = \"one\", b[16] = \"two\";"
#define LOCK              "static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;"
#define LOCKED(statement) "pthread_mutex_lock(&m); " statement " pthread_mutex_unlock(&m);"

static const struct use uses[] = {
    {BUFFERS, "strcpy(a, \"x\");", "printf(\"%s\\n\", a);", 1, "'a'"},
    {BUFFERS, "strcpy(a, \"x\");", "printf(\"%s\\n\", b);", 0, NULL},
    {BUFFERS LOCK, LOCKED("strcpy(a, \"x\");"), LOCKED("printf(\"%s\\n\", a);"), 0, NULL},
    {BUFFERS, "memcpy(a, \"x\", 2);", "memcpy(b, a, 2);", 1, "'a'"},
    {BUFFERS, "memcpy(a, \"x\", 2);", "memcpy(b, a + 2, 2);", 0, NULL},
    {BUFFERS, "memset(a, 0, 8);", "b[9] = (char)memcmp(a, b, 8);", 1, "'a'"},
    {BUFFERS, "a[12] = 1;", "printf(\"%.3s\", a);", 0, NULL},
    {BUFFERS, "snprintf(a, sizeof a, \"%d\", 12);", "b[0] = (char)strlen(a);", 1, "'a'"},
    {BUFFERS, "snprintf(a, 3, \"123456\");", "b[0] = a[8];", 0, NULL},
    {"static int n;", "printf(\"abc%n\", &n);", "n = 2;", 1, "'n'"},
    {"static int n;", "sscanf(\"7\", \"%d\", &n);", "n = 2;", 1, "'n'"},
    {"static int n;", "sscanf(\"x\", \"%d\", &n);", "n = 2;", 0, NULL},
    {"static char a[8] = \"a b\", b[8] = \"c d\";", "strtok(a, \" \");", "strtok(b, \" \");", 1,
     "strtok keeps"},
    {"static char a[8] = \"a b\", b[8] = \"c d\";", "char *r; strtok_r(a, \" \", &r);",
     "char *r; strtok_r(b, \" \", &r);", 0, NULL},
    {"static time_t t = 1;", "(void)localtime(&t);", "(void)gmtime(&t);", 1, "localtime keeps"},
    {"static time_t t = 1;", "struct tm x; localtime_r(&t, &x);", "struct tm x; gmtime_r(&t, &x);", 0, NULL},
    {"static int v[3] = {3, 1, 2}; static int c(const void *x, const void *y) { return *(int *)x - *(int "
     "*)y; }",
     "qsort(v, 3, sizeof v[0], c);", "(void)v[1];", 1, "'v["},
    {BUFFERS, "printf(\"a\\n\"); (void)rand(); (void)time(NULL);",
     "puts(\"b\"); (void)rand(); (void)getenv(\"X\");", 0, NULL},
    {"static char *p;", "p = strdup(\"x\"); free(p);", "", 0, NULL},
    {"#include <unistd.h>\nstatic int x;", "x = 1; sleep(1);", "sleep(2); x = 2;", 1, "'x'"},
};

static void counts_accesses(const void *param)
{
    const struct use *use = param;
    struct rl_observation out;
    explore_program(
        &(struct program){.text = two_threads(use->globals, use->first, use->second), .budget = 2000}, &out);
    RL_EXPECT_STREQ("ok", rl_run_status_name(out.status));
    if (out.status != RL_RUN_OK)
        RL_FAIL("%s", out.reason);
    RL_EXPECT_EQ(use->races, count_hazard(&out, RL_HAZARD_DATA_RACE) > 0);
    if (use->races && use->object && out.findings_len)
        RL_EXPECT_CONTAINS(out.findings[0].object, use->object);
    if (!use->races)
        RL_EXPECT_EQ(0, (int)out.findings_len);
    rl_observation_free(&out);
}

/* One thread, every function: the asserts of the program are libc's own results. */
static const char results[] =
    "#define _GNU_SOURCE\n#include <assert.h>\n#include <errno.h>\n#include <math.h>\n#include <stdio.h>\n"
    "#include <stdlib.h>\n#include <string.h>\n#include <time.h>\n#include <unistd.h>\n"
    "static int up(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }\n"
    "int main(int argc, char **argv)\n{\n"
    "    char text[64], *end; int n = 0; long l = 0; double d = 0; char word[16] = \"\";\n"
    "    (void)argc; (void)argv;\n"
    "    assert(snprintf(text, sizeof text, \"%5d|%-3s|%.2f|%c|%lx|%zu|%%\", 42, \"ab\", 1.5, 'z', 255L, "
    "(size_t)7) == 23);\n"
    "    assert(strcmp(text, \"   42|ab |1.50|z|ff|7|%\") == 0);\n"
    "    assert(sscanf(\"12 -3 4.5 word\", \"%d %ld %lf %15s\", &n, &l, &d, word) == 4);\n"
    "    assert(n == 12 && l == -3 && d == 4.5 && strcmp(word, \"word\") == 0);\n"
    "    assert(strtol(\"0x1fz\", &end, 16) == 31 && *end == 'z'); assert(atoi(\" 17\") == 17);\n"
    "    strcpy(text, \"a,b,,c\"); assert(strcmp(strtok(text, \",\"), \"a\") == 0);\n"
    "    assert(strcmp(strtok(NULL, \",\"), \"b\") == 0); assert(strcmp(strtok(NULL, \",\"), \"c\") == 0);\n"
    "    assert(strtok(NULL, \",\") == NULL);\n"
    "    strcpy(text, \"x=1\"); end = text; assert(strcmp(strsep(&end, \"=\"), \"x\") == 0 && strcmp(end, "
    "\"1\") == 0);\n"
    "    strcpy(text, \"ab\"); strcat(text, \"cd\"); strncat(text, \"efgh\", 2); assert(strcmp(text, "
    "\"abcdef\") == 0);\n"
    "    assert(strchr(text, 'c') == text + 2 && !strchr(text, 'z') && strrchr(text, 'f') == text + 5);\n"
    "    assert(strstr(text, \"cde\") == text + 2 && strspn(text, \"abc\") == 3 && strcspn(text, \"e\") == "
    "4);\n"
    "    memmove(text + 1, text, 5); assert(strcmp(text, \"aabcde\") == 0); assert(memchr(text, 'c', 6) == "
    "text + 3);\n"
    "    assert(strncmp(\"abc\", \"abd\", 2) == 0 && strcmp(\"abc\", \"abd\") < 0 && strcasecmp(\"ABC\", "
    "\"abc\") == 0);\n"
    "    int v[100]; for (int i = 0; i < 100; i++) v[i] = (i * 37) % 100; qsort(v, 100, sizeof v[0], up);\n"
    "    for (int i = 0; i < 100; i++) assert(v[i] == i);\n"
    "    int key = 42; assert(*(int *)bsearch(&key, v, 100, sizeof v[0], up) == 42);\n"
    "    srand(3); int r = rand(); srand(3); assert(rand() == r && r >= 0 && rand() <= RAND_MAX);\n"
    "    assert(!getenv(\"PATH\") && getpid() > 0 && !isatty(1)); errno = 0; assert(strerror(EINVAL)[0]);\n"
    "    char *copy = strdup(\"copy\"); assert(strcmp(copy, \"copy\") == 0); free(copy);\n"
    "    assert(asprintf(&copy, \"%d\", 5) == 1 && copy[0] == '5'); free(copy);\n"
    "    time_t epoch = 86400; struct tm day; assert(gmtime_r(&epoch, &day)->tm_mday == 2 && timegm(&day) == "
    "86400);\n"
    "    assert(strftime(text, sizeof text, \"%Y-%m-%d\", &day) == 10 && strcmp(text, \"1970-01-02\") == "
    "0);\n"
    "    struct timespec before, after; clock_gettime(CLOCK_MONOTONIC, &before); usleep(1000);\n"
    "    clock_gettime(CLOCK_MONOTONIC, &after);\n"
    "    assert(after.tv_sec * 1000000000L + after.tv_nsec - before.tv_sec * 1000000000L - before.tv_nsec >= "
    "1000000);\n"
    "    int e; assert(frexp(8.0, &e) == 0.5 && e == 4 && sqrt(16.0) == 4.0 && modf(1.5, &d) == 0.5);\n"
    "    printf(\"%s %d\\n\", \"printed\", 1); fputs(\"line\\n\", stdout); fprintf(stderr, \"error\\n\"); "
    "putchar('c');\n"
    "    assert(write(1, \"raw\", 3) == 3);\n"
    "    return 0;\n}\n";

static void gives_the_results_of_libc(const void *compiler)
{
    struct rl_observation out;
    explore_program(&(struct program){.text = results, .compiler = compiler}, &out);
    if (out.status != RL_RUN_OK)
        RL_FATAL("%s", out.reason);
    if (out.findings_len)
        RL_FAIL("%s", out.findings[0].words);
    RL_EXPECT_TRUE(out.complete);
    rl_observation_free(&out);
}

/* What is printed is kept in program order, and shown on a replay. */
static void captures_output_in_order(void)
{
    struct rl_observation out;
    explore_program(&(struct program){.text = results, .replay = "zzzz-0"}, &out);
    const char *tag = out.reason ? strstr(out.reason, "begin with ") : NULL;
    RL_ASSERT_NOT_NULL(tag);
    char replay[] = "tags-0";
    memcpy(replay, tag + strlen("begin with "), 4);
    rl_observation_free(&out);
    explore_program(&(struct program){.text = results, .replay = replay}, &out);
    RL_EXPECT_STREQ("printed 1\nline\nerror\ncraw", out.output);
    RL_EXPECT_FALSE(out.output_truncated);
    rl_observation_free(&out);
}

static void refuses_other_descriptors(void)
{
    struct rl_observation out;
    explore_program(
        &(struct program){
            .text = "#include <unistd.h>\nint main(void)\n{\n    return (int)write(7, \"x\", 1);\n}\n"},
        &out);
    RL_EXPECT_STREQ("unsupported", rl_run_status_name(out.status));
    RL_EXPECT_CONTAINS(out.reason, "program.c:4 calls write");
    rl_observation_free(&out);
}

static void finds_an_overlapping_memcpy(void)
{
    struct rl_observation out;
    explore_program(
        &(struct program){.text =
                              "#include <string.h>\nchar a[9];\nint main(void)\n{\n    memcpy(a, a + 1, 4);\n"
                              "    return 0;\n}\n"},
        &out);
    RL_ASSERT_EQ(1, count_hazard(&out, RL_HAZARD_UNDEFINED_BEHAVIOUR));
    RL_EXPECT_EQ(5, out.findings[0].sides[0].place.line);
    RL_EXPECT_CONTAINS(out.findings[0].words, "memmove");
    rl_observation_free(&out);
}

#define USE(label, index) RL_CASE_P(counts_accesses, label, &uses[index])
static const struct rl_case cases[] = {
    USE("strcpy_printf", 0),
    USE("different_buffers", 1),
    USE("under_a_lock", 2),
    USE("memcpy", 3),
    USE("memcpy_of_other_bytes", 4),
    USE("memset_memcmp", 5),
    USE("precision_bounds_a_string", 6),
    USE("snprintf_strlen", 7),
    USE("snprintf_of_few_bytes", 8),
    USE("printf_n", 9),
    USE("sscanf", 10),
    USE("sscanf_that_converts_nothing", 11),
    USE("strtok", 12),
    USE("strtok_r", 13),
    USE("localtime", 14),
    USE("localtime_r", 15),
    USE("qsort", 16),
    USE("harmless_ones", 17),
    USE("strdup", 18),
    USE("sleep_orders_nothing", 19),
    RL_CASE_P(gives_the_results_of_libc, "clang", "clang"),
    RL_CASE_P(gives_the_results_of_libc, "gcc", "gcc"),
    RL_CASE(captures_output_in_order),
    RL_CASE(refuses_other_descriptors),
    RL_CASE(finds_an_overlapping_memcpy),
    RL_CASE_END,
};
RL_SUITE(front_models, cases);
