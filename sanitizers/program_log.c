/* SPDX-License-Identifier: MIT */
/* Reads what a sanitizer printed to files of its own. */
#define _GNU_SOURCE
#include "program.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_MOST = 64 * 1024 };

/* The program could have put a link, or a FIFO, there. */
static FILE *open_file(const char *path)
{
    struct stat info;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    FILE *file = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? fdopen(fd, "r") : NULL;
    if (!file && fd >= 0)
        close(fd);
    return file;
}

static void add_file(struct rl_text *text, const char *path)
{
    FILE *file = open_file(path);
    if (!file)
        return;
    char buffer[4096];
    size_t length;
    while (text->length < LOG_MOST && (length = fread(buffer, 1, sizeof buffer, file)) > 0)
        rl_text_add_bytes(text, buffer, length);
    fclose(file);
}

char *rl_program_read_log(const struct rl_program *program)
{
    struct rl_text text = RL_TEXT_INIT;
    char *pattern = rl_text_format("%s.*", program->log);
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_file(&text, found.gl_pathv[i]);
        globfree(&found);
    }
    free(pattern);
    return rl_text_take(&text);
}
