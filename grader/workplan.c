/* SPDX-License-Identifier: MIT */
/* What a working copy of a lab consists of: it compiles where it lies, and gives no answer away. */
#include "workcopy.h"

#include "sanitizers/resources.h"
#include "sanitizers/toolchain.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add(struct rl_workplan *plan, const char *name, char *text, size_t length)
{
    plan->files = rl_grow(plan->files, (plan->len + 1) * sizeof *plan->files);
    plan->files[plan->len++] = (struct rl_workfile){rl_text_copy(name), text, length};
}

static bool has(const struct rl_workplan *plan, const char *name)
{
    for (size_t i = 0; i < plan->len; i++)
        if (strcmp(plan->files[i].name, name) == 0)
            return true;
    return false;
}

static bool add_file(struct rl_workplan *plan, const char *folder, const char *from, const char *name,
                     char **why)
{
    size_t length = 0;
    char *path = rl_text_format("%s/%s", folder, from), *text = rl_text_read_file(path, &length);
    if (text)
        add(plan, name, text, length);
    else
        *why = rl_text_format("%s cannot be read: %s; `racelab doctor` says where the labs are looked for",
                              path, strerror(errno));
    free(path);
    return text != NULL;
}

/* What stands between `open` and `close` of each #include of the text. */
static void find_includes(const char *text, char open, char close, struct rl_list *out)
{
    const char ends[] = {close, '\n', '\0'};
    for (const char *line = text; line && *line;) {
        const char *at = line + strspn(line, " \t");
        if (*at == '#') {
            at += 1 + strspn(at + 1, " \t");
            if (rl_text_starts(at, "include")) {
                at += strlen("include");
                at += strspn(at, " \t");
                size_t length = *at == open ? strcspn(at + 1, ends) : 0;
                if (length > 0)
                    rl_list_addf(out, "%.*s", (int)length, at + 1);
            }
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
}

/* Headers that the files so far include and that lie in primitives/ (or are named from the folder above it,
 * as "base/futex.h"), with those that these include, go to include/. */
static bool add_needed(struct rl_workplan *plan, const struct rl_list *texts, char **why)
{
    struct rl_list names = RL_LIST_INIT;
    char *above = rl_text_format("%s/..", rl_resources_primitives());
    const char *const places[] = {rl_resources_primitives(), above};
    bool good = true;
    for (size_t i = 0; i < texts->length; i++)
        find_includes(texts->items[i], '"', '"', &names);
    for (size_t i = 0; good && i < names.length; i++) {
        char *target = rl_text_format("include/%s", names.items[i]);
        for (size_t j = 0; good && j < 2 && !has(plan, names.items[i]) && !has(plan, target); j++) {
            char *path = rl_text_format("%s/%s", places[j], names.items[i]);
            if (!strstr(names.items[i], "..") && access(path, R_OK) == 0) {
                good = add_file(plan, places[j], names.items[i], target, why);
                if (good)
                    find_includes(plan->files[plan->len - 1].text, '"', '"', &names);
            }
            free(path);
        }
        free(target);
    }
    free(above);
    rl_list_free(&names);
    return good;
}

/* racelab's own headers, <racelab/…>. */
static bool add_racelab(struct rl_workplan *plan, const struct rl_list *texts, char **why)
{
    struct rl_list names = RL_LIST_INIT;
    bool good = true;
    for (size_t i = 0; i < texts->length; i++)
        find_includes(texts->items[i], '<', '>', &names);
    rl_list_sort(&names);
    for (size_t i = 0; good && i < names.length; i++) {
        char *target = rl_text_format("include/%s", names.items[i]);
        if (rl_text_starts(names.items[i], "racelab/") && !strstr(target, "..") && !has(plan, target))
            good = add_file(plan, rl_resources_include(), names.items[i], target, why);
        free(target);
    }
    rl_list_free(&names);
    return good;
}

/* The texts in which a learner's fix may need a header: the lab's own files, and its fixes. */
static void read_texts(const struct rl_lab *lab, struct rl_list *out)
{
    static const char *const below[] = {"", "fixes/"};
    for (int i = 0; i < 2; i++) {
        char *folder = rl_text_format("%s/%s", lab->folder, below[i]);
        DIR *stream = opendir(folder);
        for (struct dirent *entry; stream && (entry = readdir(stream));) {
            if (!rl_text_ends(entry->d_name, ".c") && !rl_text_ends(entry->d_name, ".h"))
                continue;
            char *path = rl_text_format("%s/%s", folder, entry->d_name),
                 *text = rl_text_read_file(path, NULL);
            if (text)
                rl_list_take(out, text);
            free(path);
        }
        if (stream)
            closedir(stream);
        free(folder);
    }
}

static bool needs_quoted(const struct rl_lab *lab)
{
    struct rl_list texts = RL_LIST_INIT;
    struct rl_workplan plan = {0};
    char *why = NULL;
    read_texts(lab, &texts);
    bool needed = add_needed(&plan, &texts, &why) && plan.len > 0;
    free(why);
    rl_workplan_free(&plan);
    rl_list_free(&texts);
    return needed;
}

char *rl_workplan_compile_line(const struct rl_lab *lab, const struct rl_manifest *manifest)
{
    struct rl_list words = RL_LIST_INIT;
    rl_list_addf(&words, "clang -g -fsanitize=thread -I. -Iinclude");
    if (needs_quoted(lab))
        rl_list_add(&words, "-iquote include");
    for (unsigned i = 0; i < manifest->compile.cflags_count; i++)
        rl_list_add(&words, manifest->compile.cflags[i]);
    rl_list_addf(&words, "scenario.c %s -pthread", manifest->source);
    for (unsigned i = 0; i < manifest->compile.libs_count; i++)
        rl_list_add(&words, manifest->compile.libs[i]);
    rl_list_add(&words, "&& ./a.out");
    char *line = rl_list_join(&words, " ");
    rl_list_free(&words);
    return line;
}

static void add_compile_flags(struct rl_workplan *plan, const struct rl_manifest *manifest, bool quoted)
{
    const struct rl_toolchain clang = {.kind = RL_COMPILER_CLANG};
    struct rl_list flags = RL_LIST_INIT;
    rl_toolchain_add_compile_flags(&clang, RL_BUILD_TSAN, &flags);
    rl_list_add(&flags, "-I.");
    rl_list_add(&flags, "-Iinclude");
    if (quoted) {
        rl_list_add(&flags, "-iquote");
        rl_list_add(&flags, "include");
    }
    for (unsigned i = 0; i < manifest->compile.cflags_count; i++)
        rl_list_add(&flags, manifest->compile.cflags[i]);
    rl_list_add(&flags, "");
    char *text = rl_list_join(&flags, "\n");
    add(plan, "compile_flags.txt", text, strlen(text));
    rl_list_free(&flags);
}

static char *replace(char *text, const char *what, const char *with)
{
    char *out = rl_text_replace(text, what, with);
    free(text);
    return out;
}

/* Of a link that leads out of the lab only its words are left: there is nothing at its other end here. */
static char *without_links_out(char *text)
{
    static const char leads_out[] = "](../";
    struct rl_text out = RL_TEXT_INIT;
    const char *from = text;
    rl_text_add(&out, "");
    for (const char *at = text; (at = strstr(at, leads_out)); at++) {
        const char *open = at, *end = strchr(at, ')');
        while (open > from && *open != '[' && *open != '\n')
            open--;
        if (*open != '[' || !end)
            continue;
        rl_text_add_bytes(&out, from, (size_t)(open - from));
        rl_text_add_bytes(&out, open + 1, (size_t)(at - open - 1));
        from = end + 1;
    }
    rl_text_add(&out, from);
    free(text);
    return rl_text_take(&out);
}

/* The lab's README, with its compile lines as they are here, and what this folder is after its title. */
static bool add_readme(struct rl_workplan *plan, const struct rl_lab *lab, const struct rl_manifest *manifest,
                       char **why)
{
    if (!add_file(plan, lab->folder, "README.md", "README.md", why))
        return false;
    struct rl_workfile *readme = &plan->files[plan->len - 1];
    char *line = rl_workplan_compile_line(lab, manifest),
         *pair = rl_text_format("scenario.c %s", manifest->source);
    const char *start = rl_lab_kind_start(manifest->kind);
    char *labs_pair = rl_text_format("scenario.c %s", start);
    char *text = replace(readme->text, "-I../../include", "-Iinclude");
    text = replace(text, "-iquote ../../../primitives", "-iquote include");
    text = without_links_out(replace(text, labs_pair, pair));
    size_t title = strcspn(text, "\n"), story = title + strspn(text + title, "\n");
    readme->text = rl_text_format(
        "%.*s\n\n> This is your working copy. **`%s`** is yours to mend; the header says what its\n"
        "> functions promise, `scenario.c` starts the threads and says what must hold. Here racelab need not "
        "be\n"
        "> told the lab:\n"
        ">\n"
        ">     racelab check       judges your file; `racelab watch` does so whenever you save it\n"
        ">     racelab hint        says where to look; `racelab hint 2` and `hint 3` say more\n"
        ">     racelab replay      shows the last failure step by step\n"
        ">     racelab reset       puts everything back as it was, and keeps what you wrote\n"
        ">     racelab solution    shows the lab's own fixes, once yours has passed\n"
        ">\n"
        "> By hand: `%s`\n"
        ">\n"
        "> What the text below calls %s is your `%s`. Its files in `wrong/` can be named to\n"
        "> `racelab check` though they are not here; `racelab solution` shows those in `fixes/`.\n\n%s",
        (int)title, text, manifest->source, line, start, manifest->source, text + story);
    readme->length = strlen(readme->text);
    free(text);
    free(labs_pair);
    free(pair);
    free(line);
    return true;
}

static bool add_headers(struct rl_workplan *plan, const struct rl_lab *lab, char **why)
{
    struct rl_list names = RL_LIST_INIT;
    DIR *stream = opendir(lab->folder);
    for (struct dirent *entry; stream && (entry = readdir(stream));)
        if (rl_text_ends(entry->d_name, ".h") && entry->d_name[0] != '.')
            rl_list_add(&names, entry->d_name);
    if (stream)
        closedir(stream);
    rl_list_sort(&names);
    bool good = true;
    for (size_t i = 0; good && i < names.length; i++)
        good = add_file(plan, lab->folder, names.items[i], names.items[i], why);
    rl_list_free(&names);
    return good;
}

static void add_marker(struct rl_workplan *plan, const struct rl_lab *lab)
{
    char *text = rl_text_format(
        "# racelab reads here which lab this folder is a working copy of.\nformat: 1\nlab: %s\n", lab->name);
    add(plan, RL_WORKCOPY_FILE, text, strlen(text));
}

bool rl_workplan_possible(const struct rl_lab *lab, const struct rl_manifest *manifest, char **why)
{
    *why = NULL;
    if (manifest->kind == RL_LAB_MEASURE)
        *why = rl_text_format("%s measures: there is nothing to mend in it. `racelab run %s` runs it, "
                              "`racelab compare` runs all that measure",
                              lab->id, lab->id);
    else if (!manifest->source || manifest->kind == RL_LAB_PROCESS)
        *why = rl_text_format("%s is of kind %s and has no file to mend; `racelab show %s` says what to do",
                              lab->id, rl_lab_kind_name(manifest->kind), lab->id);
    return *why == NULL;
}

bool rl_workplan_make(const struct rl_lab *lab, const struct rl_manifest *manifest, struct rl_workplan *out,
                      char **why)
{
    struct rl_list texts = RL_LIST_INIT;
    *out = (struct rl_workplan){0};
    *why = NULL;
    if (!rl_workplan_possible(lab, manifest, why))
        return false;
    bool good = add_file(out, lab->folder, rl_lab_kind_start(manifest->kind), manifest->source, why) &&
                add_headers(out, lab, why) && add_file(out, lab->folder, "scenario.c", "scenario.c", why) &&
                add_readme(out, lab, manifest, why);
    read_texts(lab, &texts);
    good = good && add_racelab(out, &texts, why);
    size_t before = out->len;
    good = good && add_needed(out, &texts, why);
    rl_list_free(&texts);
    if (good) {
        add_compile_flags(out, manifest, out->len > before);
        add_marker(out, lab);
    } else {
        rl_workplan_free(out);
    }
    return good;
}

void rl_workplan_free(struct rl_workplan *plan)
{
    for (size_t i = 0; i < plan->len; i++) {
        free(plan->files[i].name);
        free(plan->files[i].text);
    }
    free(plan->files);
    *plan = (struct rl_workplan){0};
}
