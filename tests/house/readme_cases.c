/* SPDX-License-Identifier: MIT */
/* The tables of README.md, held against what there is: every lab and every primitive has its row, and no
 * other. */
#include "shim/rl_test.h"

#include <dirent.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *path)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    if (getdelim(&text, &length, '\0', file) < 0) {
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

/* The part of README.md between the two comments; the caller frees it. NULL: it is not there. */
static char *section(const char *begin, const char *end)
{
    char *text = read_file(RL_ROOT "/README.md");
    char *from = text ? strstr(text, begin) : NULL;
    char *to = from ? strstr(from, end) : NULL;
    char *part = to ? strndup(from, (size_t)(to - from)) : NULL;
    free(text);
    return part;
}

static int rows(const char *table)
{
    int count = 0;
    for (const char *at = table; at && (at = strstr(at, "\n| [")); at++)
        count++;
    return count;
}

static json_t *list_labs(void)
{
    FILE *pipe = popen("'" RL_RACELAB "' list --json", "r");
    json_t *course = pipe ? json_loadf(pipe, 0, NULL) : NULL;
    if (pipe && pclose(pipe) != 0)
        RL_FAIL("racelab list --json failed");
    return course;
}

/* A text field, escaped as a table needs it. */
static const char *field(const json_t *lab, const char *key)
{
    const char *text = json_string_value(json_object_get(lab, key));
    return text ? text : "-";
}

static void every_lab_has_its_row(void)
{
    char *table = section("<!-- labs:", "<!-- end of labs -->");
    json_t *course = list_labs();
    const json_t *labs = json_object_get(course, "labs");
    json_t *lab;
    size_t i;
    RL_EXPECT_NOT_NULL(table);
    RL_EXPECT_GT(json_array_size(labs), 0);
    json_array_foreach(labs, i, lab)
    {
        char row[1024];
        snprintf(row, sizeof row, "| [%s](labs/%s/%s) | %s | %s |\n", field(lab, "id"), field(lab, "group"),
                 field(lab, "id"), field(lab, "title"), field(lab, "hazard"));
        if (table && !strstr(table, row))
            RL_FAIL("README.md lacks this row of its table of labs:\n%s", row);
    }
    RL_EXPECT_EQ(json_array_size(labs), rows(table));
    json_decref(course);
    free(table);
}

static void every_primitive_has_its_row(void)
{
    char *table = section("<!-- primitives:", "<!-- end of primitives -->");
    DIR *folder = opendir(RL_ROOT "/primitives");
    int headers = 0;
    RL_ASSERT_NOT_NULL(folder);
    RL_EXPECT_NOT_NULL(table);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char row[1024], *dot = strrchr(entry->d_name, '.');
        if (!dot || strcmp(dot, ".h") != 0)
            continue;
        headers++;
        snprintf(row, sizeof row, "| [%s](primitives/%s) | ", entry->d_name, entry->d_name);
        if (table && !strstr(table, row))
            RL_FAIL("README.md lacks a row of its table of primitives: %s…", row);
    }
    closedir(folder);
    RL_EXPECT_EQ(headers, rows(table));
    free(table);
}

static void opens_with_the_two_commands(void)
{
    char *text = read_file(RL_ROOT "/README.md");
    const char *start = "# racelab\n\n    ./racelab demo ";
    RL_ASSERT_NOT_NULL(text);
    RL_EXPECT_EQ(0, strncmp(text, start, strlen(start)));
    char *second = strstr(text, "\n    ./racelab test ");
    RL_EXPECT_TRUE(second && second - text < 200);
    free(text);
}

/* Every command that the README types is one that racelab has. */
static void its_commands_exist(void)
{
    char *text = read_file(RL_ROOT "/README.md");
    int commands = 0;
    RL_ASSERT_NOT_NULL(text);
    for (char *at = text; (at = strstr(at, "    ./racelab ")); at++) {
        const char *name = at + strlen("    ./racelab ");
        int length = (int)strspn(name, "abcdefghijklmnopqrstuvwxyz-");
        char line[512];
        snprintf(line, sizeof line, "'" RL_RACELAB "' %.*s --help >/dev/null 2>&1", length, name);
        commands++;
        if (system(line) != 0)
            RL_FAIL("README.md types ./racelab %.*s, and racelab %.*s --help fails", length, name, length,
                    name);
    }
    RL_EXPECT_GT(commands, 4);
    free(text);
}

/* Links inside the checkout: a folder that was renamed leaves none behind. */
static void links_lead_somewhere(const void *name)
{
    char path[512];
    snprintf(path, sizeof path, RL_ROOT "/%s", (const char *)name);
    char *text = read_file(path);
    int links = 0;
    RL_ASSERT_NOT_NULL(text);
    for (char *at = text; (at = strstr(at, "](")); at++) {
        size_t length = strcspn(at + 2, ")#");
        if (length == 0 || strncmp(at + 2, "http", 4) == 0)
            continue;
        links++;
        snprintf(path, sizeof path, RL_ROOT "/%.*s", (int)length, at + 2);
        FILE *file = fopen(path, "r");
        if (!file)
            RL_FAIL("%s links to %.*s, which is not there", (const char *)name, (int)length, at + 2);
        else
            fclose(file);
    }
    RL_EXPECT_GT(links, 0);
    free(text);
}

static const struct rl_case cases[] = {
    RL_CASE(every_lab_has_its_row),
    RL_CASE(every_primitive_has_its_row),
    RL_CASE(opens_with_the_two_commands),
    RL_CASE(its_commands_exist),
    RL_CASE_P(links_lead_somewhere, "readme", "README.md"),
    RL_CASE_P(links_lead_somewhere, "contributing", "CONTRIBUTING.md"),
    RL_CASE_END,
};
RL_SUITE(readme, cases);
