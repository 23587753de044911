/* SPDX-License-Identifier: MIT */
/* The results as an SVG: a panel for each promise and section, time of an operation over the number of
 * threads. */
#include "bench.h"

#include <math.h>
#include <string.h>

enum { PANEL_WIDTH = 320, PANEL_HEIGHT = 220, COLUMNS = 3, MARGIN = 48, LINES_MAX = 8, PANELS_MAX = 64 };

static const char *const colours[LINES_MAX] = {"#0b6e99", "#d9480f", "#2b8a3e", "#862e9c",
                                               "#e67700", "#1864ab", "#c92a2a", "#495057"};

/* What one panel shows: rows of the same group, section and share of reads. */
struct panel {
    const struct bench_result *first;
    double least;
    double most;
};

static bool belongs(const struct panel *panel, const struct bench_result *result)
{
    return result->threads > 0 && strcmp(result->group, panel->first->group) == 0 &&
           result->section_ns == panel->first->section_ns && result->reads == panel->first->reads;
}

static size_t find_panels(const struct bench_results *results, struct panel panels[PANELS_MAX])
{
    size_t len = 0;
    for (size_t i = 0; i < results->len; i++) {
        const struct bench_result *result = &results->items[i];
        size_t at = 0;
        if (result->threads == 0 || result->ns <= 0)
            continue;
        while (at < len && !belongs(&panels[at], result))
            at++;
        if (at == PANELS_MAX)
            continue;
        if (at == len)
            panels[len++] = (struct panel){result, result->ns, result->ns};
        panels[at].least = fmin(panels[at].least, result->ns);
        panels[at].most = fmax(panels[at].most, result->ns);
    }
    return len;
}

static double across(unsigned threads)
{
    return MARGIN + log2(threads) / 3 * (PANEL_WIDTH - MARGIN - 90);
}

/* Logarithmic, from a decade below the least to a decade above the most. */
static double down(const struct panel *panel, double ns)
{
    double low = floor(log10(panel->least));
    double high = ceil(log10(panel->most * 1.001));
    return PANEL_HEIGHT - 30 - (log10(ns) - low) / (high - low) * (PANEL_HEIGHT - 60);
}

/* "10 ns", "1 µs", "100 ms". */
static const char *duration(double ns, char *text, size_t size)
{
    static const char *const units[] = {"ns", "µs", "ms", "s"};
    size_t unit = 0;
    while (ns > 999 && unit < 3) {
        ns /= 1000;
        unit++;
    }
    snprintf(text, size, "%g %s", ns, units[unit]);
    return text;
}

static void draw_axes(FILE *file, const struct panel *panel)
{
    fprintf(file, "<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s", MARGIN, panel->first->group);
    if (panel->first->section_ns)
        fprintf(file, ", %u ns", panel->first->section_ns);
    if (panel->first->reads)
        fprintf(file, ", %u %% reads", panel->first->reads);
    fprintf(file, "</text>\n");
    for (unsigned threads = 1; threads <= 8; threads *= 2)
        fprintf(file, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%u</text>\n", across(threads),
                PANEL_HEIGHT - 12, threads);
    for (double ns = pow(10, floor(log10(panel->least))); ns <= panel->most * 10; ns *= 10) {
        char label[32];
        if (down(panel, ns) < 20)
            break;
        fprintf(file,
                "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dee2e6\"/>"
                "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
                MARGIN, down(panel, ns), PANEL_WIDTH - 90, down(panel, ns), MARGIN - 4, down(panel, ns) + 3,
                duration(ns, label, sizeof label));
    }
}

static void draw_line(FILE *file, const struct bench_results *results, const struct panel *panel,
                      const char *name, bool ours, unsigned line)
{
    double x = 0;
    double y = 0;
    fprintf(file, "<polyline fill=\"none\" stroke-width=\"1.6\"%s stroke=\"%s\" points=\"",
            ours ? "" : " stroke-dasharray=\"4 3\"", colours[line]);
    for (size_t i = 0; i < results->len; i++) {
        const struct bench_result *result = &results->items[i];
        if (!belongs(panel, result) || strcmp(result->name, name) != 0)
            continue;
        x = across(result->threads);
        y = down(panel, result->ns);
        fprintf(file, "%.1f,%.1f ", x, y);
    }
    fprintf(file, "\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"2\" fill=\"%s\"/>\n", x, y, colours[line]);
    fprintf(file, "<text x=\"%d\" y=\"%u\" fill=\"%s\"%s>%s</text>\n", PANEL_WIDTH - 84, 34 + 14 * line,
            colours[line], ours ? " font-weight=\"bold\"" : "", name);
}

static void draw_panel(FILE *file, const struct bench_results *results, const struct panel *panel)
{
    const char *names[LINES_MAX];
    unsigned len = 0;
    draw_axes(file, panel);
    for (size_t i = 0; i < results->len; i++) {
        const struct bench_result *result = &results->items[i];
        unsigned at = 0;
        if (!belongs(panel, result))
            continue;
        while (at < len && strcmp(names[at], result->name) != 0)
            at++;
        if (at < len || len == LINES_MAX)
            continue;
        names[len] = result->name;
        draw_line(file, results, panel, result->name, result->ours, len++);
    }
}

bool bench_write_svg(FILE *file, const struct bench_results *results)
{
    struct panel panels[PANELS_MAX];
    size_t len = find_panels(results, panels);
    size_t height = (len + COLUMNS - 1) / COLUMNS * PANEL_HEIGHT + 40;
    fprintf(
        file,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%zu\" font-family=\"sans-serif\" "
        "font-size=\"10\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
        "<text x=\"10\" y=\"20\" font-size=\"12\">Time of one operation over threads; bold and solid: ours, "
        "dashed: peers. %s</text>\n",
        COLUMNS * PANEL_WIDTH, height, bench_machine());
    for (size_t i = 0; i < len; i++) {
        fprintf(file, "<g transform=\"translate(%zu,%zu)\">\n", i % COLUMNS * PANEL_WIDTH,
                i / COLUMNS * PANEL_HEIGHT + 30);
        draw_panel(file, results, &panels[i]);
        fprintf(file, "</g>\n");
    }
    fprintf(file, "</svg>\n");
    return !ferror(file);
}
