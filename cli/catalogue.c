/* SPDX-License-Identifier: MIT */
/* Prints the catalogue as Markdown, from the manifests alone. */
#include "catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void rl_catalogue_begin(struct rl_catalogue *catalogue)
{
    *catalogue = (struct rl_catalogue){0};
    fputs("# Catalogue of the labs\n\n"
          "Made by `racelab list --markdown` from the labs' manifests; a test compares. `racelab "
          "verify-labs` proves what\n"
          "stands here. `racelab list --json` has more: every file of every lab, with what each observer "
          "says of it.\n\n"
          "The last four columns tell who sees the bug of the lab's program: `always` in every run, "
          "`sometimes`, or\n"
          "`never`. The explorer runs every interleaving; native is the program as it is, which shows its "
          "bug by a wrong\n"
          "result, a crash or a hang.\n",
          stdout);
}

/* A cell of a table: on one line, without what would end it. */
static void print_cell(const char *text)
{
    for (const char *at = text; *at; at++) {
        if (*at == '|')
            putchar('\\');
        putchar(*at == '\n' ? ' ' : *at);
    }
}

static void print_list(char *const *items, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        printf("%s%s", i ? ", " : "", items[i]);
    if (count == 0)
        putchar('-');
}

static void print_cwe(const struct rl_manifest *manifest)
{
    for (unsigned i = 0; i < manifest->cwe_count; i++)
        printf("%s[%u](https://cwe.mitre.org/data/definitions/%u.html)", i ? ", " : "", manifest->cwe[i],
               manifest->cwe[i]);
    if (manifest->cwe_count == 0)
        putchar('-');
}

static const char *sees(const struct rl_manifest_file *file, enum rl_watcher watcher)
{
    const struct rl_expectation *declared = file ? file->watch[watcher] : NULL;
    if (!declared)
        return "-";
    if (declared->status)
        return rl_run_status_name(*declared->status);
    if (declared->primary || declared->always_count > 0)
        return "always";
    return declared->may_count > 0 || declared->may_also_count > 0 ? "sometimes" : "never";
}

static void count_fixes(struct rl_catalogue *catalogue, const struct rl_manifest *manifest)
{
    for (size_t i = 0; i < manifest->files_count; i++) {
        const struct rl_manifest_file *file = &manifest->files[i];
        bool silent = rl_expectation_is_clean(file->watch[RL_WATCH_TSAN]);
        if (rl_text_starts(file->name, "wrong/")) {
            catalogue->wrong++;
            catalogue->wrong_silent += silent;
        } else if (rl_text_starts(file->name, "fixes/")) {
            catalogue->fixes++;
            catalogue->fixes_reported += !silent;
        }
    }
}

void rl_catalogue_lab(struct rl_catalogue *catalogue, const struct rl_lab *lab,
                      const struct rl_manifest *manifest)
{
    const struct rl_manifest_file *buggy = rl_manifest_file(manifest, rl_lab_kind_start(manifest->kind));
    if (!catalogue->group || strcmp(catalogue->group, lab->group) != 0) {
        printf("\n## %s\n\n"
               "| lab | kind | hazard | CWE | CERT | fixes by | explore | tsan | asan | native |\n"
               "|---|---|---|---|---|---|---|---|---|---|\n",
               lab->group);
        free(catalogue->group);
        catalogue->group = rl_text_copy(lab->group);
    }
    printf("| [%s](../labs/%s)<br>", lab->id, lab->name);
    print_cell(manifest->title);
    fputs(".<br>*", stdout);
    print_cell(manifest->symptom);
    printf("* | %s | %s | ", rl_lab_kind_name(manifest->kind),
           manifest->hazard ? rl_hazard_name(*manifest->hazard) : "-");
    print_cwe(manifest);
    fputs(" | ", stdout);
    print_list(manifest->cert, manifest->cert_count);
    fputs(" | ", stdout);
    print_list(manifest->mechanisms, manifest->mechanisms_count);
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        printf(" | %s", sees(buggy, (enum rl_watcher)i));
    fputs(" |\n", stdout);
    catalogue->labs++;
    count_fixes(catalogue, manifest);
}

void rl_catalogue_end(struct rl_catalogue *catalogue)
{
    printf("\n## ThreadSanitizer alone\n\n"
           "The %zu labs have %zu wrong fixes; on %zu of them ThreadSanitizer is silent in every run. They "
           "have %zu right "
           "ones,\nof which it reports %zu.\n",
           catalogue->labs, catalogue->wrong, catalogue->wrong_silent, catalogue->fixes,
           catalogue->fixes_reported);
    free(catalogue->group);
    *catalogue = (struct rl_catalogue){0};
}
