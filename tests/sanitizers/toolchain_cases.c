/* SPDX-License-Identifier: MIT */
/* The toolchain, work folders, and the order of an observation. */
#define _GNU_SOURCE
#include "observed.h"
#include "sanitizers/text.h"
#include "sanitizers/toolchain.h"
#include "sanitizers/toolchain_words.h"
#include "sanitizers/workdir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *write_file(const char *folder, const char *name, const char *text, mode_t mode)
{
    char *path = rl_text_format("%s/%s", folder, name);
    FILE *file = fopen(path, "we");
    if (file) {
        fputs(text, file);
        fclose(file);
        chmod(path, mode);
    }
    return path;
}

static void finds_a_compiler(void)
{
    char *why = NULL;
    const struct rl_toolchain *found = rl_toolchain_find(NULL, &why);
    RL_ASSERT_NOT_NULL(found);
    RL_EXPECT_GE(found->major, 11);
    RL_EXPECT_TRUE(strncmp(found->version, "clang ", 6) == 0 || strncmp(found->version, "gcc ", 4) == 0);
    RL_EXPECT_TRUE(rl_toolchain_find(NULL, &why) == found);
}

static void names_a_compiler_that_is_too_old(void)
{
    char *folder = rl_workdir_create(NULL), *why = NULL;
    char *old = write_file(folder, "old-clang",
                           "#!/bin/sh\necho '#define __clang_major__ 9'\necho '#define __clang_minor__ 0'\n"
                           "echo '#define __clang_patchlevel__ 1'\necho '#define __GNUC__ 4'\n",
                           0700);
    RL_EXPECT_NULL(rl_toolchain_find(old, &why));
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "clang 9.0.1, which is too old");
    RL_EXPECT_CONTAINS(why, "clang 14");
    free(why);
    free(old);
    rl_workdir_remove(folder);
}

static void names_what_is_no_compiler(void)
{
    char *why = NULL;
    RL_EXPECT_NULL(rl_toolchain_find("/bin/true", &why));
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "neither clang nor gcc");
    free(why);
}

struct folder {
    char *path;
    char *first, *second;
};

static void compile(const struct folder *folder, struct rl_toolchain_result *result, bool link)
{
    const char *const sources[] = {folder->first, folder->second, NULL};
    struct rl_toolchain_command command = {.toolchain = rl_toolchain_find(NULL, NULL),
                                           .build = RL_BUILD_EXPLORE,
                                           .sources = sources,
                                           .work_dir = folder->path};
    command.build = RL_BUILD_ASAN;
    rl_toolchain_compile(&command, result);
    if (link && result->status == RL_TOOLCHAIN_OK)
        rl_toolchain_link(&command, result);
}

static void same_base_names_do_not_collide(void)
{
    struct folder folder = {.path = rl_workdir_create(NULL)};
    char *inner = rl_text_format("%s/inner", folder.path);
    mkdir(inner, 0700);
    folder.first = write_file(folder.path, "a.c", "int one(void);\nint one(void) { return 1; }\n", 0600);
    folder.second = write_file(inner, "a.c", "int two(void);\nint two(void) { return 2; }\n", 0600);
    struct rl_toolchain_result result;
    compile(&folder, &result, false);
    RL_EXPECT_EQ((int)result.status, (int)RL_TOOLCHAIN_OK);
    RL_ASSERT_EQ(result.objects.length, 2u);
    RL_EXPECT_STRNE(result.objects.items[0], result.objects.items[1]);
    RL_EXPECT_EQ(access(result.objects.items[0], R_OK), 0);
    RL_EXPECT_EQ(access(result.objects.items[1], R_OK), 0);
    rl_toolchain_result_free(&result);
    free(folder.first);
    free(folder.second);
    free(inner);
    rl_workdir_remove(folder.path);
}

static void words_have_no_paths(void)
{
    struct folder folder = {.path = rl_workdir_create(NULL)};
    folder.first = write_file(folder.path, "good.c", "int one(void);\nint one(void) { return 1; }\n", 0600);
    folder.second = write_file(folder.path, "bad.c", "int two(void) { return nothing; }\n", 0600);
    struct rl_toolchain_result result;
    compile(&folder, &result, false);
    RL_EXPECT_EQ((int)result.status, (int)RL_TOOLCHAIN_COMPILE_ERROR);
    RL_EXPECT_STREQ(result.reason, "bad.c does not compile");
    RL_ASSERT_NOT_NULL(result.diagnostics);
    RL_EXPECT_CONTAINS(result.diagnostics, "bad.c:1");
    RL_EXPECT_NULL(strstr(result.diagnostics, folder.path));
    rl_toolchain_result_free(&result);
    free(folder.first);
    free(folder.second);
    rl_workdir_remove(folder.path);
}

static void unreadable_source_is_named(void)
{
    struct folder folder = {.path = rl_workdir_create(NULL), .first = rl_text_copy("/no/such/file.c")};
    struct rl_toolchain_result result;
    compile(&folder, &result, false);
    RL_EXPECT_EQ((int)result.status, (int)RL_TOOLCHAIN_COMPILE_ERROR);
    RL_EXPECT_STREQ(result.reason, "cannot read file.c: No such file or directory");
    rl_toolchain_result_free(&result);
    free(folder.first);
    rl_workdir_remove(folder.path);
}

static void a_name_defined_twice_is_named(void)
{
    struct folder folder = {.path = rl_workdir_create(NULL)};
    folder.first = write_file(folder.path, "one.c", "int same(void);\nint same(void) { return 1; }\n", 0600);
    folder.second = write_file(folder.path, "two.c", "int same(void);\nint same(void) { return 1; }\n", 0600);
    struct rl_toolchain_result result;
    compile(&folder, &result, true);
    RL_EXPECT_EQ((int)result.status, (int)RL_TOOLCHAIN_LINK_ERROR);
    RL_EXPECT_CONTAINS(result.reason, "same is defined twice");
    rl_toolchain_result_free(&result);
    free(folder.first);
    free(folder.second);
    rl_workdir_remove(folder.path);
}

static void machine_is_blamed_for_what_is_its_fault(void)
{
    RL_EXPECT_CONTAINS(rl_words_blame_machine("fatal error: error writing to x.s: No space left on device"),
                       "disk is full");
    RL_EXPECT_NULL(rl_words_blame_machine("a.c:1:1: error: unknown type name 'foo'"));
}

static bool is_two(const char *name, bool defined)
{
    return defined && strcmp(name, "two") == 0;
}

static void finds_symbols_of_objects(void)
{
    struct folder folder = {.path = rl_workdir_create(NULL)};
    folder.first = write_file(folder.path, "one.c",
                              "int two(void);\nint one(void);\nint one(void) { return two(); }\n", 0600);
    folder.second = write_file(folder.path, "two.c", "int two(void);\nint two(void) { return 2; }\n", 0600);
    struct rl_toolchain_result result;
    compile(&folder, &result, false);
    RL_ASSERT_EQ(result.objects.length, 2u);
    RL_EXPECT_NULL(rl_toolchain_find_symbol(result.objects.items[0], is_two));
    char *found = rl_toolchain_find_symbol(result.objects.items[1], is_two);
    RL_EXPECT_STREQ(found, "two");
    free(found);
    rl_toolchain_result_free(&result);
    free(folder.first);
    free(folder.second);
    rl_workdir_remove(folder.path);
}

/* ------------------------------------------------------------------------------------------------ work
 * folders */

static void folder_is_private_and_removed_whole(void)
{
    char *folder = rl_workdir_create(NULL), *outside = rl_workdir_create(NULL);
    RL_ASSERT_NOT_NULL(folder);
    struct stat info;
    RL_ASSERT_EQ(stat(folder, &info), 0);
    RL_EXPECT_EQ(info.st_mode & 07777, 0700u);
    char *kept = write_file(outside, "kept", "text", 0600);
    char *locked = rl_text_format("%s/locked", folder), *link = rl_text_format("%s/link", folder);
    mkdir(locked, 0700);
    free(write_file(locked, "inside", "text", 0000));
    chmod(locked, 0000);
    RL_EXPECT_EQ(symlink(outside, link), 0);
    char *name = rl_text_copy(folder);
    rl_workdir_remove(folder);
    RL_EXPECT_NE(access(name, F_OK), 0);
    RL_EXPECT_EQ(access(kept, F_OK), 0);
    rl_workdir_remove(outside);
    free(name);
    free(kept);
    free(locked);
    free(link);
}

static void folder_is_gone_when_the_process_ends(void)
{
    int ends[2];
    RL_ASSERT_EQ(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        static char *folder; /* held to the end: the child is not to be taken for leaking */
        folder = rl_workdir_create(NULL);
        dprintf(ends[1], "%s", folder);
        exit(access(folder, F_OK));
    }
    char name[4096] = "";
    close(ends[1]);
    RL_EXPECT_GT(read(ends[0], name, sizeof name - 1), 0);
    close(ends[0]);
    int status;
    RL_ASSERT_EQ(waitpid(child, &status, 0), child);
    RL_EXPECT_EQ(status, 0);
    RL_EXPECT_NE(access(name, F_OK), 0);
}

static void folder_that_cannot_be_made_is_explained(void)
{
    char *old = getenv("TMPDIR") ? rl_text_copy(getenv("TMPDIR")) : NULL, *why = NULL;
    setenv("TMPDIR", "/no/such/folder", 1);
    RL_EXPECT_NULL(rl_workdir_create(&why));
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "set TMPDIR");
    if (old)
        setenv("TMPDIR", old, 1);
    else
        unsetenv("TMPDIR");
    free(old);
    free(why);
}

/* ------------------------------------------------------------------------------------------ order of
 * findings */

static void add(struct rl_observation *out, enum rl_hazard hazard, int line, const char *schedule)
{
    out->findings = rl_grow(out->findings, (out->findings_len + 1) * sizeof *out->findings);
    struct rl_finding *finding = &out->findings[out->findings_len++];
    *finding = (struct rl_finding){.hazard = hazard, .schedule = rl_text_copy(schedule), .sides_len = 1};
    finding->sides = rl_alloc(sizeof *finding->sides);
    finding->sides[0].place = (struct rl_place){.file = rl_text_copy("a.c"), .line = line};
}

static void findings_are_ordered_and_merged(void)
{
    struct rl_observation out = {0};
    add(&out, RL_HAZARD_ASSERTION, 3, NULL);
    add(&out, RL_HAZARD_DATA_RACE, 9, "5c2d");
    add(&out, RL_HAZARD_DATA_RACE, 7, NULL);
    add(&out, RL_HAZARD_DATA_RACE, 9, "1a");
    add(&out, RL_HAZARD_USE_AFTER_FREE, 20, NULL);
    rl_observation_sort(&out);
    RL_ASSERT_EQ(out.findings_len, 4u);
    RL_EXPECT_STREQ(rl_hazard_name(out.findings[0].hazard), "use-after-free");
    RL_EXPECT_EQ(out.findings[1].sides[0].place.line, 7);
    RL_EXPECT_EQ(out.findings[2].sides[0].place.line, 9);
    RL_EXPECT_STREQ(out.findings[2].schedule, "1a");
    RL_EXPECT_STREQ(rl_hazard_name(out.findings[3].hazard), "assertion");
    rl_observation_free(&out);
    RL_EXPECT_EQ(out.findings_len, 0u);
}

static void outcomes_are_ordered_and_counted(void)
{
    struct rl_observation out = {.outcomes_len = 3};
    out.outcomes = rl_alloc(3 * sizeof *out.outcomes);
    out.outcomes[0] = (struct rl_outcome){.text = rl_text_copy("b"), .count = 1};
    out.outcomes[1] = (struct rl_outcome){.text = rl_text_copy("a"), .count = 2};
    out.outcomes[2] = (struct rl_outcome){.text = rl_text_copy("b"), .count = 4};
    rl_observation_sort(&out);
    RL_ASSERT_EQ(out.outcomes_len, 2u);
    RL_EXPECT_STREQ(out.outcomes[0].text, "a");
    RL_EXPECT_EQ(out.outcomes[1].count, 5u);
    rl_observation_free(&out);
}

static void hazards_are_a_closed_set_with_unique_ranks(void)
{
    for (int i = 0; i < RL_HAZARD_COUNT; i++) {
        enum rl_hazard parsed;
        RL_EXPECT_TRUE(rl_hazard_parse(rl_hazard_name((enum rl_hazard)i), &parsed));
        RL_EXPECT_EQ((int)parsed, i);
        for (int j = 0; j < i; j++)
            RL_EXPECT_NE(rl_hazard_rank((enum rl_hazard)i), rl_hazard_rank((enum rl_hazard)j));
    }
    enum rl_hazard none;
    RL_EXPECT_FALSE(rl_hazard_parse("no-such-hazard", &none));
}

static void observers_are_in_one_table(void)
{
    RL_EXPECT_NOT_NULL(rl_observer_find("tsan"));
    RL_EXPECT_NOT_NULL(rl_observer_find("asan"));
    RL_EXPECT_NOT_NULL(rl_observer_find("native"));
    RL_EXPECT_NULL(rl_observer_find("no-such-observer"));
}

static const struct rl_case cases[] = {
    RL_CASE(finds_a_compiler),
    RL_CASE(names_a_compiler_that_is_too_old),
    RL_CASE(names_what_is_no_compiler),
    RL_CASE(same_base_names_do_not_collide),
    RL_CASE(words_have_no_paths),
    RL_CASE(unreadable_source_is_named),
    RL_CASE(a_name_defined_twice_is_named),
    RL_CASE(machine_is_blamed_for_what_is_its_fault),
    RL_CASE(finds_symbols_of_objects),
    RL_CASE(folder_is_private_and_removed_whole),
    RL_CASE(folder_is_gone_when_the_process_ends),
    RL_CASE(folder_that_cannot_be_made_is_explained),
    RL_CASE(findings_are_ordered_and_merged),
    RL_CASE(outcomes_are_ordered_and_counted),
    RL_CASE(hazards_are_a_closed_set_with_unique_ranks),
    RL_CASE(observers_are_in_one_table),
    RL_CASE_END,
};
RL_SUITE(toolchain, cases);
