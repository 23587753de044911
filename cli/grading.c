/* SPDX-License-Identifier: MIT */
/* The progress of grading: a bar with what is left and about how long that takes. */
#include "grading.h"

#include <string.h>
#include <unistd.h>

static char *time_left(const struct rl_batch_counts *counts)
{
    if (counts->judged < 3 || counts->left == 0)
        return rl_text_copy("");
    double seconds = counts->seconds / (double)counts->judged * (double)counts->left;
    if (seconds < 90)
        return rl_text_format(", about %.0f s", seconds);
    if (seconds < 5400)
        return rl_text_format(", about %.0f min", seconds / 60);
    return rl_text_format(", about %.1f h", seconds / 3600);
}

static char *words(const struct rl_batch_counts *counts)
{
    char *left = time_left(counts);
    char *infra = counts->infra ? rl_text_format(", %zu to try again", counts->infra) : rl_text_copy("");
    char *text = rl_text_format("%zu of %zu graded, %zu left%s%s", counts->tasks - counts->left,
                                counts->tasks, counts->left, left, infra);
    free(infra);
    free(left);
    return text;
}

static void bar(const struct rl_batch_counts *counts, char *out, size_t width)
{
    size_t full = counts->tasks ? (counts->tasks - counts->left) * width / counts->tasks : width;
    memset(out, '-', width);
    memset(out, '#', full);
    out[width] = '\0';
}

void rl_grading_tick(void *ctx, const struct rl_batch_counts *counts)
{
    struct rl_grading *grading = ctx;
    char drawn[21], *text = words(counts);
    size_t tenth = counts->tasks ? (counts->tasks - counts->left) * 10 / counts->tasks : 10;
    bar(counts, drawn, sizeof drawn - 1);
    if (isatty(STDERR_FILENO))
        rl_cli_progress("[%s] %s", drawn, text);
    else if (tenth > grading->told)
        fprintf(stderr, "racelab: %s\n", text);
    grading->told = tenth;
    free(text);
}
