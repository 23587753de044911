/* SPDX-License-Identifier: MIT */
/* Strings and lists of strings, on top of sanitizers/text.h. */
#include "words.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void *must(void *block)
{
    if (!block) {
        fputs("racelab: out of memory\n", stderr);
        abort();
    }
    return block;
}

char *rl_text_vformat(const char *format, va_list args)
{
    char *text = NULL;
    if (vasprintf(&text, format, args) < 0)
        must(NULL);
    return text;
}

char *rl_text_replace(const char *text, const char *what, const char *with)
{
    if (!text || !*what)
        return rl_text_copy(text);
    char *out = NULL;
    size_t length = 0;
    FILE *stream = must(open_memstream(&out, &length));
    for (const char *hit; (hit = strstr(text, what)); text = hit + strlen(what)) {
        fwrite(text, 1, (size_t)(hit - text), stream);
        fputs(with, stream);
    }
    fputs(text, stream);
    if (fclose(stream))
        must(NULL);
    return out;
}

bool rl_text_starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

bool rl_text_ends(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && strcmp(text + length - tail, end) == 0;
}

const char *rl_text_base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *rl_text_read_file(const char *path, size_t *length)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    char *text = NULL;
    size_t used = 0, room = 0;
    for (;;) {
        if (room - used < 2)
            text = rl_grow(text, room = room * 2 + 4096);
        ssize_t got = read(fd, text + used, room - used - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int error = errno;
            free(text);
            close(fd);
            errno = error;
            return NULL;
        }
        if (got == 0)
            break;
        used += (size_t)got;
    }
    close(fd);
    text[used] = '\0';
    if (length)
        *length = used;
    return text;
}

size_t rl_text_count_lines(const char *text)
{
    size_t lines = 0;
    for (const char *at = text; *at; at++)
        lines += *at == '\n' || !at[1];
    return lines;
}

char *rl_text_line(const char *text, int number)
{
    while (--number > 0 && text) {
        text = strchr(text, '\n');
        text = text ? text + 1 : NULL;
    }
    if (!text || number < 0)
        return NULL;
    text += strspn(text, " \t");
    return rl_text_showable(text, strcspn(text, "\r\n"));
}

bool rl_text_write_file(const char *path, const char *text, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    while (length > 0) {
        ssize_t put = write(fd, text, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            int error = errno;
            close(fd);
            errno = error;
            return false;
        }
        text += put;
        length -= (size_t)put;
    }
    return close(fd) == 0;
}

void rl_list_take(struct rl_list *list, char *item)
{
    rl_list_add(list, item);
    free(item);
}

bool rl_list_has(const struct rl_list *list, const char *item)
{
    for (size_t i = 0; i < list->length; i++)
        if (strcmp(list->items[i], item) == 0)
            return true;
    return false;
}

char *rl_list_join(const struct rl_list *list, const char *between)
{
    char *out = NULL;
    size_t length = 0;
    FILE *stream = must(open_memstream(&out, &length));
    for (size_t i = 0; i < list->length; i++)
        fprintf(stream, "%s%s", i ? between : "", list->items[i]);
    if (fclose(stream))
        must(NULL);
    return out;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

void rl_list_sort(struct rl_list *list)
{
    if (list->length > 1)
        qsort(list->items, list->length, sizeof *list->items, by_text);
}
