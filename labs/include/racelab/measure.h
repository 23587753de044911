/* SPDX-License-Identifier: MIT */
/* What a lab of kind `measure` prints: tables, a comparison of processes with threads, and a curve; as text,
 * JSON or SVG.
 *
 *     measure_start(argc, argv, "creation-cost", "What it costs to create …");
 *     measure_table("caption", "way|time (us)|ratio");     columns, separated by '|'
 *     measure_text("fork"); measure_number(80.1, 1);       cells, row by row; a number with so many decimals
 *     measure_compare("cost", "what was seen of the process", "… of the thread", "the evidence");
 *     measure_point("fork", 16, 212.5);                    a curve's point
 *     return measure_finish();
 *
 * Options of every such program: --json, --svg FILE (where there is a curve), --quick (fewer repetitions). */
#ifndef RACELAB_MEASURE_H
#define RACELAB_MEASURE_H

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    MEASURE_CELLS = 512,
    MEASURE_TABLES = 8,
    MEASURE_CLAIMS = 16,
    MEASURE_POINTS = 256,
    MEASURE_COLUMNS = 8
};

struct measure_table {
    char caption[160];
    char columns[MEASURE_COLUMNS][40];
    int width, first, count; /* columns; its cells in `cells` */
};
struct measure_cell {
    char text[120];
    double number;
    int is_number;
};
struct measure_claim {
    char aspect[40], process[160], thread[160], evidence[200];
};
struct measure_dot {
    char series[40];
    double x, y;
};

static struct {
    const char *name, *title, *svg, *x_axis, *y_axis;
    int json, quick;
    struct measure_table tables[MEASURE_TABLES];
    int tables_len;
    struct measure_cell cells[MEASURE_CELLS];
    int cells_len;
    struct measure_claim claims[MEASURE_CLAIMS];
    int claims_len;
    struct measure_dot points[MEASURE_POINTS];
    int points_len;
} measure_;

/* Seconds of a clock that only moves forward. */
__attribute__((unused)) static double measure_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

__attribute__((unused)) static void measure_start(int argc, char **argv, const char *name, const char *title)
{
    measure_.name = name;
    measure_.title = title;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            measure_.json = 1;
        } else if (strcmp(argv[i], "--quick") == 0) {
            measure_.quick = 1;
        } else if (strcmp(argv[i], "--svg") == 0 && i + 1 < argc) {
            measure_.svg = argv[++i];
        } else {
            fprintf(stderr, "%s: unknown option '%s'\nusage: %s [--json] [--quick] [--svg FILE]\n", name,
                    argv[i], argv[0]);
            exit(2);
        }
    }
}

/* How many repetitions: a tenth of `usual`, but at least one, with --quick. */
__attribute__((unused)) static int measure_times(int usual)
{
    return !measure_.quick ? usual : usual < 10 ? 1 : usual / 10;
}

__attribute__((unused)) static void measure_table(const char *caption, const char *columns)
{
    struct measure_table *table = &measure_.tables[measure_.tables_len++];
    snprintf(table->caption, sizeof table->caption, "%s", caption);
    table->first = measure_.cells_len;
    while (*columns && table->width < MEASURE_COLUMNS) {
        int length = (int)strcspn(columns, "|");
        snprintf(table->columns[table->width++], sizeof table->columns[0], "%.*s", length, columns);
        columns += length;
        columns += *columns == '|';
    }
}

static struct measure_cell *measure_cell_(void)
{
    if (measure_.cells_len == MEASURE_CELLS) {
        fprintf(stderr, "%s: more cells than a table of measure.h holds\n", measure_.name);
        exit(4);
    }
    measure_.tables[measure_.tables_len - 1].count++;
    return &measure_.cells[measure_.cells_len++];
}

__attribute__((unused, format(printf, 1, 2))) static void measure_text(const char *format, ...)
{
    struct measure_cell *cell = measure_cell_();
    va_list args;
    va_start(args, format);
    vsnprintf(cell->text, sizeof cell->text, format, args);
    va_end(args);
}

__attribute__((unused)) static void measure_number(double number, int decimals)
{
    struct measure_cell *cell = measure_cell_();
    cell->number = number;
    cell->is_number = 1;
    snprintf(cell->text, sizeof cell->text, "%.*f", decimals, number);
}

/* One statement on processes and threads, with what was seen. */
__attribute__((unused, format(printf, 4, 5))) static void
measure_compare(const char *aspect, const char *process, const char *thread, const char *evidence, ...)
{
    struct measure_claim *claim = &measure_.claims[measure_.claims_len++];
    va_list args;
    snprintf(claim->aspect, sizeof claim->aspect, "%s", aspect);
    snprintf(claim->process, sizeof claim->process, "%s", process);
    snprintf(claim->thread, sizeof claim->thread, "%s", thread);
    va_start(args, evidence);
    vsnprintf(claim->evidence, sizeof claim->evidence, evidence, args);
    va_end(args);
}

/* The curve's axes; both are logarithmic. */
__attribute__((unused)) static void measure_axes(const char *x, const char *y)
{
    measure_.x_axis = x;
    measure_.y_axis = y;
}

__attribute__((unused)) static void measure_point(const char *series, double x, double y)
{
    struct measure_dot *dot = &measure_.points[measure_.points_len++];
    snprintf(dot->series, sizeof dot->series, "%s", series);
    dot->x = x;
    dot->y = y;
}

/* The width of a UTF-8 text on a terminal, for texts without wide characters. */
static int measure_width_(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += (*text & 0xc0) != 0x80;
    return width;
}

static void measure_pad_(const char *text, int width, int right)
{
    int pad = width - measure_width_(text);
    printf("%*s%s%*s", right && pad > 0 ? pad : 0, "", text, !right && pad > 0 ? pad : 0, "");
}

static void measure_print_table_(const struct measure_table *table)
{
    int widths[MEASURE_COLUMNS] = {0};
    const struct measure_cell *cells = &measure_.cells[table->first];
    for (int c = 0; c < table->width; c++) {
        widths[c] = measure_width_(table->columns[c]);
        for (int i = c; i < table->count; i += table->width)
            if (measure_width_(cells[i].text) > widths[c])
                widths[c] = measure_width_(cells[i].text);
    }
    printf("\n%s\n", table->caption);
    for (int c = 0; c < table->width; c++) {
        int right = table->count > c && cells[c].is_number;
        printf("  ");
        measure_pad_(table->columns[c], c == table->width - 1 && !right ? 0 : widths[c], right);
    }
    printf("\n");
    for (int i = 0; i < table->count; i++) {
        int c = i % table->width;
        printf("  ");
        measure_pad_(cells[i].text, c == table->width - 1 && !cells[i].is_number ? 0 : widths[c],
                     cells[i].is_number);
        if (c == table->width - 1)
            printf("\n");
    }
}

static void measure_print_text_(void)
{
    printf("%s\n", measure_.title);
    for (int t = 0; t < measure_.tables_len; t++)
        measure_print_table_(&measure_.tables[t]);
    for (int i = 0; i < measure_.claims_len; i++) {
        const struct measure_claim *claim = &measure_.claims[i];
        printf("\n%s\n  process: %s\n  thread:  %s\n  seen:    %s\n", claim->aspect, claim->process,
               claim->thread, claim->evidence);
    }
}

static void measure_json_text_(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char)*text < 32)
            printf("\\u%04x", *text);
        else
            putchar(*text);
    }
    putchar('"');
}

static void measure_json_table_(const struct measure_table *table)
{
    printf("{\"caption\":");
    measure_json_text_(table->caption);
    printf(",\"columns\":[");
    for (int c = 0; c < table->width; c++) {
        printf("%s", c ? "," : "");
        measure_json_text_(table->columns[c]);
    }
    printf("],\"rows\":[");
    for (int i = 0; i < table->count; i++) {
        const struct measure_cell *cell = &measure_.cells[table->first + i];
        printf("%s", i % table->width ? "," : i ? ",[" : "[");
        if (cell->is_number && isfinite(cell->number))
            printf("%.6g", cell->number);
        else
            measure_json_text_(cell->text);
        if (i % table->width == table->width - 1)
            putchar(']');
    }
    printf("]}");
}

static void measure_print_json_(void)
{
    printf("{\"schema\":\"racelab/measure/v1\",\"lab\":");
    measure_json_text_(measure_.name);
    printf(",\"tables\":[");
    for (int t = 0; t < measure_.tables_len; t++) {
        printf("%s", t ? "," : "");
        measure_json_table_(&measure_.tables[t]);
    }
    printf("],\"comparison\":[");
    for (int i = 0; i < measure_.claims_len; i++) {
        const struct measure_claim *claim = &measure_.claims[i];
        printf("%s{\"aspect\":", i ? "," : "");
        measure_json_text_(claim->aspect);
        printf(",\"process\":");
        measure_json_text_(claim->process);
        printf(",\"thread\":");
        measure_json_text_(claim->thread);
        printf(",\"evidence\":");
        measure_json_text_(claim->evidence);
        printf("}");
    }
    printf("],\"points\":[");
    for (int i = 0; i < measure_.points_len; i++) {
        printf("%s{\"series\":", i ? "," : "");
        measure_json_text_(measure_.points[i].series);
        printf(",\"x\":%.6g,\"y\":%.6g}", measure_.points[i].x, measure_.points[i].y);
    }
    printf("]}\n");
}

struct measure_frame_ {
    double x0, x1, y0, y1; /* decimal logarithms */
};
enum {
    MEASURE_W = 720,
    MEASURE_H = 440,
    MEASURE_LEFT = 80,
    MEASURE_RIGHT = 150,
    MEASURE_TOP = 40,
    MEASURE_BOTTOM = 60
};

static double measure_px_(const struct measure_frame_ *f, double x)
{
    return MEASURE_LEFT + (log10(x) - f->x0) / (f->x1 - f->x0) * (MEASURE_W - MEASURE_LEFT - MEASURE_RIGHT);
}

static double measure_py_(const struct measure_frame_ *f, double y)
{
    return MEASURE_H - MEASURE_BOTTOM -
           (log10(y) - f->y0) / (f->y1 - f->y0) * (MEASURE_H - MEASURE_TOP - MEASURE_BOTTOM);
}

static struct measure_frame_ measure_frame_(void)
{
    struct measure_frame_ f = {1e9, -1e9, 1e9, -1e9};
    for (int i = 0; i < measure_.points_len; i++) {
        double x = log10(measure_.points[i].x), y = log10(measure_.points[i].y);
        f.x0 = fmin(f.x0, x);
        f.x1 = fmax(f.x1, x);
        f.y0 = fmin(f.y0, floor(y));
        f.y1 = fmax(f.y1, ceil(y));
    }
    f.x1 = f.x1 > f.x0 ? f.x1 : f.x0 + 1;
    f.y1 = f.y1 > f.y0 ? f.y1 : f.y0 + 1;
    return f;
}

static void measure_svg_axes_(FILE *out, const struct measure_frame_ *f)
{
    fprintf(out, "<text x='%d' y='24' font-size='15'>%s</text>\n", MEASURE_LEFT, measure_.title);
    fprintf(out, "<text x='%d' y='%d' text-anchor='middle'>%s</text>\n",
            (MEASURE_LEFT + MEASURE_W - MEASURE_RIGHT) / 2, MEASURE_H - 14, measure_.x_axis);
    fprintf(out, "<text transform='translate(18 %d) rotate(-90)' text-anchor='middle'>%s</text>\n",
            MEASURE_H / 2, measure_.y_axis);
    for (double d = f->y0; d <= f->y1 + 0.01; d++) {
        double y = measure_py_(f, pow(10, d));
        fprintf(out, "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='#ddd'/>", MEASURE_LEFT,
                MEASURE_W - MEASURE_RIGHT, y, y);
        fprintf(out, "<text x='%d' y='%.1f' text-anchor='end'>%g</text>\n", MEASURE_LEFT - 6, y + 4,
                pow(10, d));
    }
    for (int i = 0; i < measure_.points_len; i++) {
        if (strcmp(measure_.points[i].series, measure_.points[0].series) != 0)
            continue;
        fprintf(out, "<text x='%.1f' y='%d' text-anchor='middle'>%g</text>\n",
                measure_px_(f, measure_.points[i].x), MEASURE_H - MEASURE_BOTTOM + 18, measure_.points[i].x);
    }
}

static void measure_svg_series_(FILE *out, const struct measure_frame_ *f, int first, int index,
                                double *label_y)
{
    static const char *const colours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                          "#e69f00", "#56b4e9", "#000000"};
    const char *colour = colours[index % 7], *series = measure_.points[first].series;
    double x = 0, y = 0;
    fprintf(out, "<polyline fill='none' stroke='%s' stroke-width='2' points='", colour);
    for (int i = first; i < measure_.points_len; i++) {
        if (strcmp(measure_.points[i].series, series) != 0)
            continue;
        x = measure_px_(f, measure_.points[i].x);
        y = measure_py_(f, measure_.points[i].y);
        fprintf(out, "%.1f,%.1f ", x, y);
    }
    fprintf(out, "'/>\n");
    *label_y = index == 0 ? MEASURE_TOP + 8 : *label_y + 18;
    fprintf(out, "<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' stroke='%s' stroke-width='3'/>",
            MEASURE_W - MEASURE_RIGHT + 12, MEASURE_W - MEASURE_RIGHT + 30, *label_y - 4, *label_y - 4,
            colour);
    fprintf(out, "<text x='%d' y='%.1f'>%s</text>\n", MEASURE_W - MEASURE_RIGHT + 36, *label_y, series);
}

static int measure_write_svg_(void)
{
    FILE *out = fopen(measure_.svg, "w");
    if (!out || measure_.points_len == 0) {
        fprintf(stderr, "%s: %s: %s\n", measure_.name, measure_.svg,
                out ? "this lab has no curve: leave --svg out"
                    : "cannot be written; name a file in a folder you may write to");
        if (out)
            fclose(out);
        return 1;
    }
    struct measure_frame_ frame = measure_frame_();
    double label_y = 0;
    int series = 0;
    fprintf(out,
            "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' "
            "font-size='12'>\n",
            MEASURE_W, MEASURE_H);
    fprintf(out, "<rect width='100%%' height='100%%' fill='white'/>\n");
    measure_svg_axes_(out, &frame);
    for (int i = 0; i < measure_.points_len; i++) {
        int seen = 0;
        for (int k = 0; k < i; k++)
            seen |= strcmp(measure_.points[k].series, measure_.points[i].series) == 0;
        if (!seen)
            measure_svg_series_(out, &frame, i, series++, &label_y);
    }
    fprintf(out, "</svg>\n");
    return fclose(out) == 0 ? 0 : 1;
}

__attribute__((unused)) static int measure_finish(void)
{
    if (measure_.json)
        measure_print_json_();
    else
        measure_print_text_();
    int status = measure_.svg ? measure_write_svg_() : 0;
    return fflush(stdout) != 0 ? 1 : status;
}

#endif
