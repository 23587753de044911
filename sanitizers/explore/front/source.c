/* SPDX-License-Identifier: MIT */
/* Reads single lines of source files. */
#include "source.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sanitizers/text.h"
#include "sanitizers/toolchain.h"

/* The path of a file that is shown as `file`: of the sources themselves, or beside one of them, or as it is.
 */
static bool find_path(const char *const *sources, const char *file, char path[PATH_MAX])
{
    struct stat status;
    for (size_t i = 0; sources && sources[i]; i++) {
        if (strcmp(rl_toolchain_display_name(sources, sources[i]), file) == 0) {
            snprintf(path, PATH_MAX, "%s", sources[i]);
            return true;
        }
    }
    if (stat(file, &status) == 0 && S_ISREG(status.st_mode)) {
        snprintf(path, PATH_MAX, "%s", file);
        return true;
    }
    for (size_t i = 0; sources && sources[i]; i++) {
        const char *slash = strrchr(sources[i], '/');
        if (!slash)
            continue;
        int length = snprintf(path, PATH_MAX, "%.*s/%s", (int)(slash - sources[i]), sources[i], file);
        if (length < PATH_MAX && stat(path, &status) == 0 && S_ISREG(status.st_mode))
            return true;
    }
    return false;
}

/* Tabs and other control characters become blanks: a source file must not steer the terminal. */
static char *tidy(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length && isspace((unsigned char)text[length - 1]))
        length--;
    text[length] = '\0';
    for (char *c = text; *c; c++) {
        if (iscntrl((unsigned char)*c))
            *c = ' ';
    }
    return length ? rl_text_copy(text) : NULL;
}

char *rl_source_line(const char *const *sources, const char *file, int line)
{
    char path[PATH_MAX];
    char buffer[1024];
    if (!file || line <= 0 || !find_path(sources, file, path))
        return NULL;
    FILE *stream = fopen(path, "re");
    char *found = NULL;
    for (int i = 1; stream && i <= line && fgets(buffer, sizeof buffer, stream);) {
        bool whole = strchr(buffer, '\n') || feof(stream);
        if (i == line) {
            found = tidy(buffer);
            break;
        }
        i += whole;
    }
    if (stream)
        fclose(stream);
    return found;
}
