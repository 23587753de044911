/* SPDX-License-Identifier: MIT */
/* GoogleTest for cases written in C: the shim's only header, valid as C and as C++.
 *
 *     static void adds(void) { RL_EXPECT_EQ(3, 1 + 2); }
 *     static const struct rl_case cases[] = { RL_CASE(adds), RL_CASE_END };
 *     RL_SUITE(arithmetic, cases);
 *
 * RL_EXPECT_… notes the failure and goes on; RL_ASSERT_… also returns from the function it stands in, which
 * must return void. Both may be used in any thread. Operands are evaluated once. */
#ifndef RL_TEST_H
#define RL_TEST_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One row of a suite's table. Exactly one of run and run_with is set. */
struct rl_case {
    const char *name;
    void (*run)(void);
    void (*run_with)(const void *param);
    const void *param;
    const char *label; /* tells the rows of one function apart; letters, digits, '_', '.', '/': the rest
                          becomes '_' */
    const char *file;
    int line;
};

struct rl_suite {
    const char *name;
    const struct rl_case *cases; /* ended by a row without a name */
    struct rl_suite *next;       /* the shim's */
};

enum rl_relation { RL_EQ, RL_NE, RL_LT, RL_LE, RL_GT, RL_GE };

/* A value on its way into a failure's text: what the compiler knew of its type. */
struct rl_value {
    enum {
        RL_VALUE_BOOL,
        RL_VALUE_CHAR,
        RL_VALUE_SIGNED,
        RL_VALUE_UNSIGNED,
        RL_VALUE_FLOAT,
        RL_VALUE_POINTER
    } kind;
    union {
        long long i;
        unsigned long long u;
        double f;
        const volatile void *p;
    } as;
};

/* Where a check stands. */
struct rl_where {
    const char *file;
    int line;
    bool fatal;
};

void rl_suite_register_(struct rl_suite *suite);

struct rl_value rl_value_bool_(bool value);
struct rl_value rl_value_char_(char value);
struct rl_value rl_value_signed_(long long value);
struct rl_value rl_value_unsigned_(unsigned long long value);
struct rl_value rl_value_float_(double value);
struct rl_value rl_value_pointer_(const volatile void *value);

/* Each answers whether the check holds, and has noted the failure if it does not. */
bool rl_check_truth_(struct rl_where where, bool wanted, const char *text, bool value);
bool rl_check_relation_(struct rl_where where, enum rl_relation relation, const char *left_text,
                        const char *right_text, struct rl_value left, struct rl_value right);
bool rl_check_text_(struct rl_where where, bool equal, const char *left_text, const char *right_text,
                    const char *left, const char *right);
bool rl_check_contains_(struct rl_where where, const char *haystack_text, const char *haystack,
                        const char *needle);
bool rl_check_null_(struct rl_where where, bool null, const char *text, const volatile void *value);
void rl_check_death_(struct rl_where where, const char *text, void (*function)(void), const char *regex);
void rl_fail_(struct rl_where where, const char *format, ...) __attribute__((format(printf, 2, 3)));
void rl_skip_(struct rl_where where, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Has the running case failed so far, in any thread? */
bool rl_test_failed(void);

#ifdef __cplusplus
}
#else

#define RL_CASE(function)                                                                                    \
    {                                                                                                        \
        .name = #function, .run = (function), .file = __FILE__, .line = __LINE__                             \
    }
#define RL_CASE_P(function, text, address)                                                                   \
    {                                                                                                        \
        .name = #function, .run_with = (function), .param = (address), .label = (text), .file = __FILE__,    \
        .line = __LINE__                                                                                     \
    }
#define RL_CASE_END                                                                                          \
    {                                                                                                        \
        .name = NULL                                                                                         \
    }

/* Registers before main; suites of one name in several files join. */
#define RL_SUITE(suite_name, table)                                                                          \
    __attribute__((constructor)) static void rl_suite_add_##suite_name(void)                                 \
    {                                                                                                        \
        static struct rl_suite suite = {.name = #suite_name, .cases = (table), .next = NULL};                \
        rl_suite_register_(&suite);                                                                          \
    }                                                                                                        \
    struct rl_suite /* takes the semicolon */

#define RL_HERE_(is_fatal) ((struct rl_where){.file = __FILE__, .line = __LINE__, .fatal = (is_fatal)})

#define RL_VALUE_(expression)                                                                                \
    _Generic((expression), _Bool                                                                             \
             : rl_value_bool_, char                                                                          \
             : rl_value_char_, signed char                                                                   \
             : rl_value_signed_, short                                                                       \
             : rl_value_signed_, int                                                                         \
             : rl_value_signed_, long                                                                        \
             : rl_value_signed_, long long                                                                   \
             : rl_value_signed_, unsigned char                                                               \
             : rl_value_unsigned_, unsigned short                                                            \
             : rl_value_unsigned_, unsigned                                                                  \
             : rl_value_unsigned_, unsigned long                                                             \
             : rl_value_unsigned_, unsigned long long                                                        \
             : rl_value_unsigned_, float                                                                     \
             : rl_value_float_, double                                                                       \
             : rl_value_float_, default                                                                      \
             : rl_value_pointer_)(expression)

/* Without a failure a fatal check goes on; with one it leaves the function. */
#define RL_FATAL_UNLESS_(check)                                                                              \
    do {                                                                                                     \
        if (!(check))                                                                                        \
            return;                                                                                          \
    } while (0)
#define RL_RELATION_(fatal, relation, left, right)                                                           \
    rl_check_relation_(RL_HERE_(fatal), relation, #left, #right, RL_VALUE_(left), RL_VALUE_(right))

#define RL_EXPECT_TRUE(condition)                                                                            \
    ((void)rl_check_truth_(RL_HERE_(false), true, #condition, (condition) ? true : false))
#define RL_EXPECT_FALSE(condition)                                                                           \
    ((void)rl_check_truth_(RL_HERE_(false), false, #condition, (condition) ? true : false))
#define RL_EXPECT_EQ(left, right) ((void)RL_RELATION_(false, RL_EQ, left, right))
#define RL_EXPECT_NE(left, right) ((void)RL_RELATION_(false, RL_NE, left, right))
#define RL_EXPECT_LT(left, right) ((void)RL_RELATION_(false, RL_LT, left, right))
#define RL_EXPECT_LE(left, right) ((void)RL_RELATION_(false, RL_LE, left, right))
#define RL_EXPECT_GT(left, right) ((void)RL_RELATION_(false, RL_GT, left, right))
#define RL_EXPECT_GE(left, right) ((void)RL_RELATION_(false, RL_GE, left, right))
#define RL_EXPECT_STREQ(left, right)                                                                         \
    ((void)rl_check_text_(RL_HERE_(false), true, #left, #right, (left), (right)))
#define RL_EXPECT_STRNE(left, right)                                                                         \
    ((void)rl_check_text_(RL_HERE_(false), false, #left, #right, (left), (right)))
#define RL_EXPECT_CONTAINS(haystack, needle)                                                                 \
    ((void)rl_check_contains_(RL_HERE_(false), #haystack, (haystack), (needle)))
#define RL_EXPECT_NULL(pointer)     ((void)rl_check_null_(RL_HERE_(false), true, #pointer, (pointer)))
#define RL_EXPECT_NOT_NULL(pointer) ((void)rl_check_null_(RL_HERE_(false), false, #pointer, (pointer)))

#define RL_ASSERT_TRUE(condition)                                                                            \
    RL_FATAL_UNLESS_(rl_check_truth_(RL_HERE_(true), true, #condition, (condition) ? true : false))
#define RL_ASSERT_FALSE(condition)                                                                           \
    RL_FATAL_UNLESS_(rl_check_truth_(RL_HERE_(true), false, #condition, (condition) ? true : false))
#define RL_ASSERT_EQ(left, right) RL_FATAL_UNLESS_(RL_RELATION_(true, RL_EQ, left, right))
#define RL_ASSERT_NE(left, right) RL_FATAL_UNLESS_(RL_RELATION_(true, RL_NE, left, right))
#define RL_ASSERT_LT(left, right) RL_FATAL_UNLESS_(RL_RELATION_(true, RL_LT, left, right))
#define RL_ASSERT_LE(left, right) RL_FATAL_UNLESS_(RL_RELATION_(true, RL_LE, left, right))
#define RL_ASSERT_GT(left, right) RL_FATAL_UNLESS_(RL_RELATION_(true, RL_GT, left, right))
#define RL_ASSERT_GE(left, right) RL_FATAL_UNLESS_(RL_RELATION_(true, RL_GE, left, right))
#define RL_ASSERT_STREQ(left, right)                                                                         \
    RL_FATAL_UNLESS_(rl_check_text_(RL_HERE_(true), true, #left, #right, (left), (right)))
#define RL_ASSERT_STRNE(left, right)                                                                         \
    RL_FATAL_UNLESS_(rl_check_text_(RL_HERE_(true), false, #left, #right, (left), (right)))
#define RL_ASSERT_CONTAINS(haystack, needle)                                                                 \
    RL_FATAL_UNLESS_(rl_check_contains_(RL_HERE_(true), #haystack, (haystack), (needle)))
#define RL_ASSERT_NULL(pointer) RL_FATAL_UNLESS_(rl_check_null_(RL_HERE_(true), true, #pointer, (pointer)))
#define RL_ASSERT_NOT_NULL(pointer)                                                                          \
    RL_FATAL_UNLESS_(rl_check_null_(RL_HERE_(true), false, #pointer, (pointer)))

/* The function must end the process with an error (abort, a signal, a nonzero exit), and what it wrote to
 * stderr must match the POSIX extended expression. It runs in a process of its own, started afresh. */
#define RL_EXPECT_DEATH(function, regex) rl_check_death_(RL_HERE_(false), #function, (function), (regex))

#define RL_FAIL(...) rl_fail_(RL_HERE_(false), __VA_ARGS__)
#define RL_FATAL(...)                                                                                        \
    do {                                                                                                     \
        rl_fail_(RL_HERE_(true), __VA_ARGS__);                                                               \
        return;                                                                                              \
    } while (0)
#define RL_SKIP(...)                                                                                         \
    do {                                                                                                     \
        rl_skip_(RL_HERE_(false), __VA_ARGS__);                                                              \
        return;                                                                                              \
    } while (0)

#endif
#endif
