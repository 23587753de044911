/* SPDX-License-Identifier: MIT */
/* Writes verdicts in the formats that were asked for. */
#include "outputs.h"

#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct rl_format *format_of(const char *spec, const char **file)
{
    const char *equals = strchr(spec, '=');
    char *name = equals ? rl_text_format("%.*s", (int)(equals - spec), spec) : rl_text_copy(spec);
    const struct rl_format *format = rl_format_find(name);
    *file = equals ? equals + 1 : format ? format->file_name : NULL;
    free(name);
    return format;
}

bool rl_outputs_add(struct rl_outputs *outputs, const char *spec, char **why)
{
    const char *file;
    const struct rl_format *format = format_of(spec, &file);
    char *names = rl_format_names();
    bool is_stdout = file && strcmp(file, "-") == 0;
    *why = NULL;
    if (!format)
        *why =
            rl_text_format("there is no format \"%.*s\"; there are %s", (int)strcspn(spec, "="), spec, names);
    else if (!*file)
        *why = rl_text_format("--output %s names no file; \"%s%s\" is one, \"%s-\" is stdout", spec, spec,
                              format->file_name, spec);
    else if (is_stdout && outputs->to_stdout)
        *why = rl_text_copy("two outputs to stdout would run into each other; name a file for one of them");
    free(names);
    if (*why)
        return false;
    outputs->to_stdout = outputs->to_stdout || is_stdout;
    rl_list_add(&outputs->specs, spec);
    return true;
}

static const char *env(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

/* A build that wants the same bytes every time names the time. */
static const char *now_text(char *out, size_t size)
{
    const char *epoch = env("SOURCE_DATE_EPOCH");
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm parts;
    return gmtime_r(&now, &parts) && strftime(out, size, "%Y-%m-%dT%H:%M:%SZ", &parts) ? out : NULL;
}

/* The variables with which Classroom 50 calls an autograder. */
static struct rl_classroom50 classroom50_of_environment(char *time_text, size_t size)
{
    const char *mode = env("MODE");
    return (struct rl_classroom50){
        .classroom = env("CLASSROOM"),
        .assignment = env("ASSIGNMENT"),
        .assignment_type = mode ? mode : "individual",
        .owner = env("USERNAME"),
        .submission = env("SUBMISSION_TAG"),
        .commit = env("COMMIT_URL"),
        .release = env("RELEASE_URL"),
        .review = env("REVIEW_URL"),
        .datetime = now_text(time_text, size),
    };
}

/* Only a file can be replaced by another one: a pipe or a device is written to. */
static bool is_replaced(const char *path)
{
    struct stat status;
    return stat(path, &status) != 0 || S_ISREG(status.st_mode);
}

/* A reader that comes while it is written sees the old file: it is written beside it and renamed. */
static bool write_file(const struct rl_format *format, const char *path, const json_t *verdicts,
                       const struct rl_format_options *options)
{
    bool replaced = is_replaced(path);
    char *beside = replaced ? rl_text_format("%s.%ld.new", path, (long)getpid()) : rl_text_copy(path);
    FILE *file = fopen(beside, replaced ? "wxe" : "we");
    bool good = file && format->write(file, verdicts, options) == 0;
    int error = errno;
    if (file && fclose(file) != 0 && good) {
        error = errno;
        good = false;
    }
    if (good && replaced && rename(beside, path) != 0) {
        error = errno;
        good = false;
    }
    if (!good) {
        if (file && replaced)
            unlink(beside);
        rl_cli_error("%s cannot be written: %s", path, strerror(error));
    }
    free(beside);
    return good;
}

bool rl_outputs_write(const struct rl_outputs *outputs, const json_t *verdicts, enum rl_feedback feedback,
                      const char *title)
{
    char time_text[32];
    struct rl_classroom50 classroom50 = classroom50_of_environment(time_text, sizeof time_text);
    struct rl_format_options options = {feedback, title, &classroom50};
    bool good = true;
    for (size_t i = 0; i < outputs->specs.length; i++) {
        const char *file;
        const struct rl_format *format = format_of(outputs->specs.items[i], &file);
        if (strcmp(file, "-") == 0)
            good = format->write(stdout, verdicts, &options) == 0 && good;
        else
            good = write_file(format, file, verdicts, &options) && good;
    }
    return good;
}

void rl_outputs_free(struct rl_outputs *outputs)
{
    rl_list_free(&outputs->specs);
}
