/* SPDX-License-Identifier: MIT */
/* docs/learner.md, walked through: its commands are typed, its C files written, and what it shows is
 * compared. */
#include "place.h"

#include "grader/words.h"
#include "sanitizers/process.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

static const char any_lines[] = "…", any_text[] = "[…]";

/* One line of the page against one line that was printed; [...] in it stands for any text. */
static bool line_fits(const char *wanted, const char *seen)
{
    const char *gap = strstr(wanted, any_text);
    if (!gap)
        return strcmp(wanted, seen) == 0;
    const char *rest = gap + strlen(any_text);
    return strncmp(wanted, seen, (size_t)(gap - wanted)) == 0 &&
           strlen(seen) >= strlen(wanted) - strlen(any_text) && rl_text_ends(seen, rest);
}

static bool fits(const struct rl_list *wanted, size_t i, const struct rl_list *seen, size_t j)
{
    if (i == wanted->length)
        return j == seen->length;
    if (strcmp(wanted->items[i], any_lines) == 0) {
        for (size_t from = j; from <= seen->length; from++)
            if (fits(wanted, i + 1, seen, from))
                return true;
        return false;
    }
    return j < seen->length && line_fits(wanted->items[i], seen->items[j]) &&
           fits(wanted, i + 1, seen, j + 1);
}

static void split(const char *text, struct rl_list *lines)
{
    while (*text) {
        size_t length = strcspn(text, "\n");
        rl_list_addf(lines, "%.*s", (int)length, text);
        text += length + (text[length] == '\n');
    }
}

struct walk {
    struct place place;
    char *folder; /* where the learner is */
    int commands, files;
};

static void type(struct walk *walk, const char *command, const struct rl_list *wanted)
{
    struct rl_list seen = RL_LIST_INIT;
    walk->commands++;
    if (rl_text_starts(command, "cd ")) {
        char *folder = rl_text_format("%s/%s", walk->folder, command + 3);
        free(walk->folder);
        walk->folder = folder;
        return;
    }
    const char *argv[] = {"sh", "-c", command, NULL};
    struct rl_process_request request = {.argv = argv, .cwd = walk->folder, .wall_ms = 100000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    split(result.output, &seen);
    if (!fits(wanted, 0, &seen, 0)) {
        char *page = rl_list_join(wanted, "\n");
        RL_FAIL("docs/learner.md shows after `%s`\n%s\n\nand this was printed:\n%s", command, page,
                result.output);
        free(page);
    }
    rl_list_free(&seen);
    rl_process_result_free(&result);
}

/* A block of commands, each with what it prints. */
static void run_console(struct walk *walk, const struct rl_list *lines)
{
    for (size_t i = 0; i < lines->length;) {
        struct rl_list wanted = RL_LIST_INIT;
        const char *command = lines->items[i++];
        RL_EXPECT_TRUE(rl_text_starts(command, "$ "));
        while (i < lines->length && !rl_text_starts(lines->items[i], "$ "))
            rl_list_add(&wanted, lines->items[i++]);
        type(walk, command + 2, &wanted);
        rl_list_free(&wanted);
    }
}

static void write_file(struct walk *walk, const struct rl_list *lines)
{
    char *text = rl_list_join(lines, "\n"), *whole = rl_text_format("%s\n", text);
    place_write(&walk->place, "counter-lost-update/counter.c", whole);
    walk->files++;
    free(whole);
    free(text);
}

static void set_environment(const struct walk *walk)
{
    char *folder = rl_text_format("%.*s", (int)(rl_text_base_name(RL_PROGRAM) - RL_PROGRAM - 1), RL_PROGRAM);
    char *path = rl_text_format("%s:%s", folder, getenv("PATH"));
    setenv("PATH", path, 1);
    putenv(walk->place.state);
    unsetenv("RACELAB_LABS");
    free(path);
    free(folder);
}

static void goes_as_the_page_says(void)
{
    struct walk walk = {.place = place_make(RL_LABS)};
    struct rl_list page = RL_LIST_INIT;
    char *text = rl_text_read_file(RL_ROOT "/docs/learner.md", NULL);
    RL_ASSERT_NOT_NULL(text);
    walk.folder = rl_text_copy(walk.place.folder);
    set_environment(&walk);
    split(text, &page);
    for (size_t i = 0; i < page.length; i++) {
        struct rl_list block = RL_LIST_INIT;
        bool console = strcmp(page.items[i], "```console") == 0, file = strcmp(page.items[i], "```c") == 0;
        if (!console && !file)
            continue;
        for (i++; i < page.length && strcmp(page.items[i], "```") != 0; i++)
            rl_list_add(&block, page.items[i]);
        if (console)
            run_console(&walk, &block);
        else
            write_file(&walk, &block);
        rl_list_free(&block);
    }
    RL_EXPECT_GT(walk.commands, 8);
    RL_EXPECT_EQ(2, walk.files);
    rl_list_free(&page);
    free(text);
    unsetenv("RACELAB_STATE");
    free(walk.folder);
    place_free(&walk.place);
}

/* The comparison itself: a page that shows something else does not fit. */
static void compares(void)
{
    struct rl_list seen = RL_LIST_INIT, wanted = RL_LIST_INIT;
    split("fail\nline 2\nof 17 runs\nNext: go\n", &seen);
    split("fail\n…\nof […] runs\n…\n", &wanted);
    RL_EXPECT_TRUE(fits(&wanted, 0, &seen, 0));
    rl_list_free(&wanted);
    split("fail\n…\nof […] rums\n…\n", &wanted);
    RL_EXPECT_FALSE(fits(&wanted, 0, &seen, 0));
    rl_list_free(&wanted);
    split("fail\nline 2\nof 17 runs\n", &wanted);
    RL_EXPECT_FALSE(fits(&wanted, 0, &seen, 0));
    rl_list_free(&wanted);
    split("pass\n…\n", &wanted);
    RL_EXPECT_FALSE(fits(&wanted, 0, &seen, 0));
    rl_list_free(&wanted);
    rl_list_free(&seen);
}

static const struct rl_case cases[] = {RL_CASE(goes_as_the_page_says), RL_CASE(compares), RL_CASE_END};
RL_SUITE(cli_walk, cases);
