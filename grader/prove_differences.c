/* SPDX-License-Identifier: MIT */
/* Two verdicts side by side: the fields in which they differ, each on a line. */
#include "prove_repeat.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MOST = 8, VALUE_MOST = 160 };

struct comparing {
    struct rl_list *out;
    size_t found;
};

void rl_repeat_strip(json_t *verdict)
{
    json_object_del(verdict, "this_run");
}

static char *shown(const json_t *value)
{
    if (!value)
        return rl_text_copy("nothing");
    char *whole = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    size_t length = strlen(whole), cut = VALUE_MOST;
    while (cut < length && (whole[cut] & 0xc0) == 0x80) /* not within a character */
        cut--;
    char *text = length > VALUE_MOST ? rl_text_format("%.*s…", (int)cut, whole) : rl_text_copy(whole);
    free(whole);
    return text;
}

static void differ(struct comparing *with, const char *path, const json_t *before, const json_t *after)
{
    if (with->found++ >= SHOWN_MOST)
        return;
    char *was = shown(before), *is = shown(after);
    rl_list_addf(with->out, "%s: was %s, is %s", *path ? path : "the verdict", was, is);
    free(was);
    free(is);
}

static void compare(struct comparing *with, const char *path, const json_t *before, const json_t *after);

static void compare_objects(struct comparing *with, const char *path, const json_t *before,
                            const json_t *after)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)before, key, value)
    {
        char *below = rl_text_format("%s%s%s", path, *path ? "." : "", key);
        compare(with, below, value, json_object_get(after, key));
        free(below);
    }
    json_object_foreach((json_t *)after, key, value)
    {
        char *below = rl_text_format("%s%s%s", path, *path ? "." : "", key);
        if (!json_object_get(before, key))
            differ(with, below, NULL, value);
        free(below);
    }
}

static void compare_arrays(struct comparing *with, const char *path, const json_t *before,
                           const json_t *after)
{
    size_t most =
        json_array_size(before) > json_array_size(after) ? json_array_size(before) : json_array_size(after);
    for (size_t i = 0; i < most; i++) {
        char *below = rl_text_format("%s[%zu]", path, i);
        compare(with, below, json_array_get(before, i), json_array_get(after, i));
        free(below);
    }
}

static void compare(struct comparing *with, const char *path, const json_t *before, const json_t *after)
{
    if (json_is_object(before) && json_is_object(after))
        compare_objects(with, path, before, after);
    else if (json_is_array(before) && json_is_array(after))
        compare_arrays(with, path, before, after);
    else if (!json_equal(before, after))
        differ(with, path, before, after);
}

bool rl_repeat_compare(const json_t *before, const json_t *after, struct rl_list *differences)
{
    char *was = json_dumps(before, JSON_COMPACT), *is = json_dumps(after, JSON_COMPACT);
    struct comparing with = {.out = differences};
    bool same = was && is && strcmp(was, is) == 0;
    if (!same)
        compare(&with, "", before, after);
    if (!same && with.found == 0)
        rl_list_add(differences, "the order of the fields");
    if (with.found > SHOWN_MOST)
        rl_list_addf(differences, "and %zu fields more", with.found - SHOWN_MOST);
    free(was);
    free(is);
    return same;
}
