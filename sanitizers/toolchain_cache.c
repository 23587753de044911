/* SPDX-License-Identifier: MIT */
/* Keeps objects in memory, where no program that runs here can change them. */
#define _GNU_SOURCE
#include "toolchain_cache.h"
#include "text.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct kept {
    char *key;
    char *words; /* the compiler's */
    void *object;
    size_t length;
    struct kept *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct rl_list sources; /* protected by lock */
static struct kept *all;       /* protected by lock; entries are never changed nor removed */

static bool is_source(const char *path)
{
    for (size_t i = 0; i < sources.length; i++)
        if (strcmp(sources.items[i], path) == 0)
            return true;
    return false;
}

void rl_toolchain_cache_source(const char *path)
{
    pthread_mutex_lock(&lock);
    if (!is_source(path))
        rl_list_add(&sources, path);
    pthread_mutex_unlock(&lock);
}

char *rl_toolchain_cache_key(const char *const *argv, const char *source)
{
    pthread_mutex_lock(&lock);
    bool kept = is_source(source);
    pthread_mutex_unlock(&lock);
    struct rl_text key = RL_TEXT_INIT;
    for (; kept && *argv; argv++)
        rl_text_addf(&key, "%s\n", *argv);
    return kept ? rl_text_take(&key) : NULL;
}

static const struct kept *find(const char *key)
{
    pthread_mutex_lock(&lock);
    const struct kept *entry = all;
    while (entry && strcmp(entry->key, key) != 0)
        entry = entry->next;
    pthread_mutex_unlock(&lock);
    return entry;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

/* Readable for everybody: the linker may run as another user. */
bool rl_toolchain_cache_get(const char *key, const char *object, struct rl_process_result *run)
{
    const struct kept *entry = find(key);
    int fd = entry ? open(object, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;
    if (fd < 0)
        return false;
    bool good = write_all(fd, entry->object, entry->length);
    good = close(fd) == 0 && good;
    if (!good) {
        unlink(object);
        return false;
    }
    *run = (struct rl_process_result){.end = RL_PROCESS_EXITED,
                                      .output = rl_text_copy(entry->words),
                                      .output_len = strlen(entry->words),
                                      .evidence = rl_text_copy("")};
    return true;
}

static void *read_object(const char *path, size_t *length)
{
    struct stat info;
    void *bytes = NULL;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
        *length = (size_t)info.st_size;
        bytes = rl_alloc(*length);
        if (read(fd, bytes, *length) != (ssize_t)*length) {
            free(bytes);
            bytes = NULL;
        }
    }
    if (fd >= 0)
        close(fd);
    return bytes;
}

void rl_toolchain_cache_put(const char *key, const char *object, const struct rl_process_result *run)
{
    size_t length;
    if (run->end != RL_PROCESS_EXITED || run->exit_status != 0 || run->output_truncated || find(key))
        return;
    void *bytes = read_object(object, &length);
    if (!bytes)
        return;
    struct kept *entry = rl_alloc(sizeof *entry);
    *entry = (struct kept){rl_text_copy(key), rl_text_copy(run->output), bytes, length, NULL};
    pthread_mutex_lock(&lock);
    entry->next = all;
    all = entry;
    pthread_mutex_unlock(&lock);
}
