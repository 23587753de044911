/* SPDX-License-Identifier: MIT */
/* The files that this process built, known by inode and by the time of their last change, which nobody can
 * set. */
#include "reuse.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "sanitizers/text.h"

struct built {
    char *program; /* its path */
    char *words;
    struct stat object_stat, program_stat;
    struct built *next;
};

enum { KEPT_MOST = 512 }; /* more than are explored at a time */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct built *all; /* protected by lock; newest first */

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size &&
           a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

static void drop(struct built **link)
{
    struct built *old = *link;
    *link = old->next;
    free(old->program);
    free(old->words);
    free(old);
}

/* With the lock held. */
static void forget_oldest(void)
{
    struct built **end = &all;
    for (int i = 0; *end && i < KEPT_MOST; i++)
        end = &(*end)->next;
    while (*end)
        drop(end);
}

/* With the lock held. */
static void forget(const char *program)
{
    for (struct built **link = &all; *link; link = &(*link)->next) {
        if (strcmp((*link)->program, program) != 0)
            continue;
        drop(link);
        return;
    }
}

void rl_reuse_note(const char *object, const char *program, const char *words)
{
    struct built *built = rl_alloc(sizeof *built);
    if (stat(object, &built->object_stat) != 0 || stat(program, &built->program_stat) != 0) {
        free(built);
        return;
    }
    built->program = rl_text_copy(program);
    built->words = rl_text_copy(words);
    pthread_mutex_lock(&lock);
    forget(program);
    built->next = all;
    all = built;
    forget_oldest();
    pthread_mutex_unlock(&lock);
}

bool rl_reuse_find(const char *object, const char *program, char **words)
{
    struct stat object_now, program_now;
    bool found = false;
    if (stat(object, &object_now) != 0 || stat(program, &program_now) != 0)
        return false;
    pthread_mutex_lock(&lock);
    for (const struct built *built = all; built && !found; built = built->next) {
        found = strcmp(built->program, program) == 0 && same_file(&object_now, &built->object_stat) &&
                same_file(&program_now, &built->program_stat);
        if (found)
            *words = rl_text_copy(built->words);
    }
    pthread_mutex_unlock(&lock);
    return found;
}
