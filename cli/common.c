/* SPDX-License-Identifier: MIT */
/* Messages, colours, the progress line, and how commands find labs. */
#include "cli.h"

#include "sanitizers/process.h"
#include "sanitizers/resources.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

int rl_cli_worse(int left, int right)
{
    static const int order[] = {RL_CLI_OK,    RL_CLI_FAIL,  RL_CLI_REVIEW,
                                RL_CLI_USAGE, RL_CLI_INFRA, RL_CLI_INTERRUPTED};
    int worst = RL_CLI_OK;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (order[i] == left || order[i] == right)
            worst = order[i];
    return worst;
}

static void complain(const char *before, const char *format, va_list args)
{
    rl_cli_progress_end();
    fflush(stdout);
    char *text = rl_text_vformat(format, args), *showable = rl_text_showable(text, strlen(text));
    fprintf(stderr, "racelab: %s%s%s\n", before, *before ? ": " : "", showable);
    free(showable);
    free(text);
}

void rl_cli_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain("", format, args);
    va_end(args);
}

int rl_cli_usage(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    complain(command, format, args);
    va_end(args);
    fprintf(stderr, "Type `racelab %s --help` for its usage.\n", command);
    return RL_CLI_USAGE;
}

bool rl_cli_course(struct rl_course *course)
{
    char *why = NULL;
    const char *root = rl_resources_labs();
    if (!root) {
        rl_cli_error(
            "the labs are not where racelab was built or installed; set RACELAB_LABS to their folder");
        return false;
    }
    if (!rl_course_open(root, course, &why)) {
        rl_cli_error("%s", why);
        free(why);
        return false;
    }
    return true;
}

const struct rl_lab *rl_cli_lab(const struct rl_course *course, const char *name, char **variant, int *status)
{
    char *why = NULL;
    const struct rl_lab *lab =
        variant ? rl_course_find_variant(course, name, variant, &why) : rl_course_find(course, name, &why);
    if (!lab) {
        rl_cli_error("%s", why);
        *status = RL_CLI_USAGE;
    }
    free(why);
    return lab;
}

struct rl_manifest *rl_cli_manifest(const struct rl_lab *lab)
{
    struct rl_list problems = RL_LIST_INIT;
    struct rl_manifest *manifest = rl_lab_manifest(lab, &problems);
    for (size_t i = 0; i < problems.length; i++)
        rl_cli_error("%s", problems.items[i]);
    if (!manifest)
        rl_cli_error(
            "the lab %s cannot be used until its manifest is mended; docs/lab-format.md is the reference",
            lab->id);
    rl_list_free(&problems);
    return manifest;
}

char *rl_cli_shown_path(const char *path)
{
    char *here = getcwd(NULL, 0), *real = realpath(path, NULL), *shown = NULL;
    if (here && real) {
        size_t length = strlen(here);
        if (strncmp(real, here, length) == 0 && real[length] == '/')
            shown = rl_text_copy(real + length + 1);
    }
    if (!shown)
        shown = rl_text_copy(real ? real : path);
    free(here);
    free(real);
    return shown;
}

const struct rl_style *rl_cli_style(FILE *stream)
{
    static const struct rl_style plain = {"", "", "", "", "", ""};
    static const struct rl_style coloured = {"\033[1m",  "\033[2m",  "\033[31m",
                                             "\033[32m", "\033[33m", "\033[0m"};
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool wanted = !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0;
    return wanted && isatty(fileno(stream)) ? &coloured : &plain;
}

int rl_cli_width(void)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40)
        return 80;
    return size.ws_col > 100 ? 100 : size.ws_col;
}

static struct {
    struct timespec begin;
    bool running;
    bool shown;
} progress;

void rl_cli_progress_begin(void)
{
    const char *terminal = getenv("TERM");
    clock_gettime(CLOCK_MONOTONIC, &progress.begin);
    progress.running = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
    progress.shown = false;
}

void rl_cli_progress(const char *format, ...)
{
    struct timespec now;
    if (!progress.running)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double seconds =
        (double)(now.tv_sec - progress.begin.tv_sec) + (double)(now.tv_nsec - progress.begin.tv_nsec) / 1e9;
    if (seconds < 1.0)
        return;
    va_list args;
    va_start(args, format);
    char *text = rl_text_vformat(format, args);
    va_end(args);
    fprintf(stderr, "\r\033[K%.*s", rl_cli_width() - 1, text);
    fflush(stderr);
    progress.shown = true;
    free(text);
}

void rl_cli_progress_end(void)
{
    if (progress.shown)
        fputs("\r\033[K", stderr);
    progress.shown = false;
    progress.running = false;
}

void rl_cli_print_json(json_t *object)
{
    json_dumpf(object, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(object);
}
