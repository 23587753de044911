/* SPDX-License-Identifier: MIT */
/* Private directories for temporary files. */
#define _GNU_SOURCE
#include "workdir.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct rl_list open_dirs; /* protected by lock; removed names are emptied strings */
static pid_t owner;              /* protected by lock: a forked child removes nothing */

static void remove_tree_at(int parent, const char *name, bool itself);

static void remove_contents(int fd)
{
    DIR *directory = fdopendir(fd);
    if (!directory) {
        close(fd);
        return;
    }
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            remove_tree_at(dirfd(directory), entry->d_name, true);
    }
    closedir(directory);
}

/* Follows no symbolic link: what a program put into its directory cannot lead out of it. */
static void remove_tree_at(int parent, const char *name, bool itself)
{
    if (itself && unlinkat(parent, name, 0) == 0)
        return;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 && errno == EACCES && fchmodat(parent, name, 0700, 0) == 0)
        fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd >= 0) {
        fchmod(fd, 0700);
        remove_contents(fd);
    }
    if (itself)
        unlinkat(parent, name, AT_REMOVEDIR);
}

void rl_workdir_clear(const char *path)
{
    remove_tree_at(AT_FDCWD, path, false);
}

static void remove_all(void)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; getpid() == owner && i < open_dirs.length; i++) {
        if (*open_dirs.items[i])
            remove_tree_at(AT_FDCWD, open_dirs.items[i], true);
    }
    if (getpid() == owner)
        rl_list_free(&open_dirs);
    pthread_mutex_unlock(&lock);
}

char *rl_workdir_create(char **why)
{
    const char *tmp = getenv("TMPDIR");
    char *path = rl_text_format("%s/racelab-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(path)) {
        if (why)
            *why = rl_text_format(
                "cannot make a temporary directory %s: %s; set TMPDIR to a directory with room that "
                "can be written to",
                path, strerror(errno));
        free(path);
        return NULL;
    }
    pthread_mutex_lock(&lock);
    if (!owner)
        atexit(remove_all);
    owner = getpid();
    size_t place = 0; /* of one that is removed: the list is as long as many are open at a time */
    while (place < open_dirs.length && *open_dirs.items[place])
        place++;
    if (place < open_dirs.length) {
        free(open_dirs.items[place]);
        open_dirs.items[place] = rl_text_copy(path);
    } else {
        rl_list_add(&open_dirs, path);
    }
    pthread_mutex_unlock(&lock);
    return path;
}

void rl_workdir_remove(char *path)
{
    if (!path)
        return;
    remove_tree_at(AT_FDCWD, path, true);
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < open_dirs.length; i++) {
        if (strcmp(open_dirs.items[i], path) == 0)
            *open_dirs.items[i] = '\0';
    }
    pthread_mutex_unlock(&lock);
    free(path);
}
