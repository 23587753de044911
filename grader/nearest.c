/* SPDX-License-Identifier: MIT */
/* Which known name somebody may have meant who typed another one: edit distance with swapped neighbours. */
#include "words.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 128 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn one into the other. */
static int distance(const char *left, const char *right)
{
    int rows = (int)strlen(left), columns = (int)strlen(right);
    if (rows > LONGEST || columns > LONGEST)
        return INT_MAX;
    int cost[3][LONGEST + 1];
    for (int j = 0; j <= columns; j++)
        cost[0][j] = j;
    for (int i = 1; i <= rows; i++) {
        int *row = cost[i % 3], *above = cost[(i + 2) % 3], *two_above = cost[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= columns; j++) {
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (left[i - 1] != right[j - 1]));
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return cost[rows % 3][columns];
}

/* Lower is nearer; INT_MAX: not near at all. A name that contains what was typed counts as one edit away. */
static int farness(const char *typed, const char *name)
{
    const char *last = strchr(name, '/');
    size_t length = strlen(typed);
    int edits = distance(typed, name);
    if (length >= 3 && strstr(name, typed))
        edits = least(edits, 1);
    if (last) /* "mutex" may stand for "fixes/mutex" */
        edits = least(edits, distance(typed, last + 1));
    int limit = length < 4 ? 1 : length < 8 ? 2 : (int)length / 3;
    return edits <= limit ? edits : INT_MAX;
}

void rl_nearest_names(const char *typed, const struct rl_list *names, size_t most, struct rl_list *out)
{
    for (int edits = 0; edits <= LONGEST && out->length < most; edits++)
        for (size_t i = 0; i < names->length && out->length < most; i++)
            if (farness(typed, names->items[i]) == edits && !rl_list_has(out, names->items[i]))
                rl_list_addf(out, "%s", names->items[i]);
}

char *rl_nearest_hint(const char *typed, const struct rl_list *names)
{
    struct rl_list near = RL_LIST_INIT;
    rl_nearest_names(typed, names, 3, &near);
    char *joined = rl_list_join(&near, " or ");
    char *hint = near.length ? rl_text_format("; did you mean %s?", joined) : rl_text_copy("");
    free(joined);
    rl_list_free(&near);
    return hint;
}
