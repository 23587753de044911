/* SPDX-License-Identifier: MIT */
/* The shape of a primitive: short files and functions, a header that says what it must, sizes that are true.
 */
#include "shim/rl_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "primitives/barrier.h"
#include "primitives/clh.h"
#include "primitives/condvar.h"
#include "primitives/epoch.h"
#include "primitives/fair.h"
#include "primitives/hazard.h"
#include "primitives/latch.h"
#include "primitives/mcs.h"
#include "primitives/mpmc.h"
#include "primitives/mutex.h"
#include "primitives/once.h"
#include "primitives/phasefair.h"
#include "primitives/rcumb.h"
#include "primitives/rcuqs.h"
#include "primitives/rdpref.h"
#include "primitives/semaphore.h"
#include "primitives/seqlock.h"
#include "primitives/spsc.h"
#include "primitives/stack.h"
#include "primitives/tas.h"
#include "primitives/ticket.h"
#include "primitives/ttas.h"
#include "primitives/wrpref.h"

enum { TEXT = 65536, HEADER_LINES = 80, SOURCE_LINES = 150, FUNCTION_LINES = 30 };

struct shape {
    const char *name;
    size_t bytes;
};

static const char *read_file(const char *name, const char *extension)
{
    static char text[TEXT];
    char path[4096];
    snprintf(path, sizeof path, "%s/primitives/%s%s", RL_ROOT, name, extension);
    FILE *file = fopen(path, "r");
    text[file ? fread(text, 1, sizeof text - 1, file) : 0] = '\0';
    if (file)
        fclose(file);
    return text;
}

static unsigned lines_of(const char *text)
{
    unsigned lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* Lines from a brace in the first column to the one that closes it, with the function's head. */
static unsigned longest_function(const char *text)
{
    unsigned longest = 0;
    for (const char *open = strstr(text, "\n{\n"); open; open = strstr(open + 1, "\n{\n")) {
        const char *close = strstr(open, "\n}\n");
        unsigned lines = 2;
        for (const char *at = open; close && at < close; at++)
            lines += *at == '\n';
        longest = lines > longest ? lines : longest;
    }
    return longest;
}

static void has_its_shape(const void *param)
{
    const struct shape *shape = param;
    static const char *const parts[] = {"SPDX-License-Identifier: MIT",
                                        " * Ordering   ",
                                        " * Progress   ",
                                        " * Misuse     ",
                                        " * Cost       ",
                                        " * Source     ",
                                        "nvariant"};
    const char *header = read_file(shape->name, ".h");
    RL_ASSERT_GT(lines_of(header), 0u);
    RL_EXPECT_LE(lines_of(header), (unsigned)HEADER_LINES);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        RL_EXPECT_CONTAINS(header, parts[i]);
    char size[32];
    snprintf(size, sizeof size, "%zu bytes", shape->bytes);
    RL_EXPECT_CONTAINS(header, size);
    const char *source = read_file(shape->name, ".c");
    RL_ASSERT_GT(lines_of(source), 0u);
    RL_EXPECT_LE(lines_of(source), (unsigned)SOURCE_LINES);
    RL_EXPECT_LE(longest_function(source), (unsigned)FUNCTION_LINES);
    RL_EXPECT_CONTAINS(source, " * I1. ");
    /* The table's row: "| [name](name.h) | … | SIZE" with nothing or what is per element after it. */
    char row[64];
    snprintf(row, sizeof row, "| [%s](%s.h) |", shape->name, shape->name);
    const char *table = strstr(read_file("README", ".md"), row);
    RL_ASSERT_NOT_NULL(table);
    char line[512];
    snprintf(line, sizeof line, "%.*s", (int)strcspn(table, "\n"), table);
    snprintf(size, sizeof size, "| %zu ", shape->bytes);
    RL_EXPECT_CONTAINS(line, size);
}

static void longest_function_counts(void)
{
    RL_EXPECT_EQ(4u, longest_function("int f(void)\n{\n    return 1;\n}\n"));
    RL_EXPECT_EQ(6u,
                 longest_function(
                     "int f(void)\n{\n    return 1;\n}\nint g(void)\n{\n    a();\n    b();\n    c();\n}\n"));
}

#define SHAPE(module)                                                                                        \
    {                                                                                                        \
#module, sizeof(struct rl_##module)                                                                  \
    }
static const struct shape shapes[] = {
    SHAPE(tas),     SHAPE(ttas),      SHAPE(ticket),  SHAPE(mcs),    SHAPE(clh),    SHAPE(mutex),
    SHAPE(fair),    SHAPE(semaphore), SHAPE(condvar), SHAPE(rdpref), SHAPE(wrpref), SHAPE(phasefair),
    SHAPE(seqlock), SHAPE(barrier),   SHAPE(once),    SHAPE(latch),  SHAPE(spsc),   SHAPE(mpmc),
    SHAPE(stack),   SHAPE(hazard),    SHAPE(epoch),   SHAPE(rcuqs),  SHAPE(rcumb)};
#define ROW(i) RL_CASE_P(has_its_shape, #i, &shapes[i])
static const struct rl_case cases[] = {
    ROW(0),     ROW(1),  ROW(2),  ROW(3),  ROW(4),  ROW(5),  ROW(6),  ROW(7),
    ROW(8),     ROW(9),  ROW(10), ROW(11), ROW(12), ROW(13), ROW(14), ROW(15),
    ROW(16),    ROW(17), ROW(18), ROW(19), ROW(20), ROW(21), ROW(22), RL_CASE(longest_function_counts),
    RL_CASE_END};
RL_SUITE(shape, cases);
