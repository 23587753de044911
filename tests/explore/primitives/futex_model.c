/* SPDX-License-Identifier: MIT */
/* base/futex.h for the explorer, in terms of what it models: lists of sleepers, each with a semaphore.
 *
 * The comparison and the falling asleep are one step against a wake, as in the kernel. Which of several
 * sleepers is woken is the first come; a wake never wakes more than it is asked to. With
 * FUTEX_SPURIOUS the first wait on a word returns as if a signal had come, so a caller that takes a return
 * for a wakeup is found out. A deadline may always be found to have passed. */
#include "base/futex.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

struct sleeper {
    const _Atomic uint32_t *word;
    sem_t wake;
    struct sleeper *next;
    bool woken;
};

/* By the word's address, so that calls on different words have nothing in common. */
enum { BUCKETS = 64 };
static struct bucket {
    pthread_mutex_t lock;
    struct sleeper *sleepers; /* protected by lock */
    bool interrupted;         /* protected by lock */
} buckets[BUCKETS];

static struct bucket *bucket_of(const _Atomic uint32_t *word)
{
    return &buckets[(uintptr_t)word / sizeof *word % BUCKETS];
}

static enum rl_futex_result fall_asleep(const _Atomic uint32_t *word, uint32_t expected, struct sleeper *self)
{
    struct bucket *bucket = bucket_of(word);
    pthread_mutex_lock(&bucket->lock);
    enum rl_futex_result result = RL_FUTEX_WOKEN;
    if (atomic_load_explicit(word, memory_order_relaxed) != expected)
        result = RL_FUTEX_CHANGED;
#ifdef FUTEX_SPURIOUS
    else if (!bucket->interrupted) {
        bucket->interrupted = true;
        result = RL_FUTEX_INTERRUPTED;
    }
#endif
    else {
        struct sleeper **last = &bucket->sleepers;
        while (*last)
            last = &(*last)->next;
        self->word = word;
        self->next = NULL;
        self->woken = false;
        sem_init(&self->wake, 0, 0);
        *last = self;
    }
    pthread_mutex_unlock(&bucket->lock);
    return result;
}

enum rl_futex_result rl_futex_wait(const _Atomic uint32_t *word, uint32_t expected)
{
    struct sleeper self;
    enum rl_futex_result result = fall_asleep(word, expected, &self);
    if (result == RL_FUTEX_WOKEN) {
        while (sem_wait(&self.wake) != 0)
            ;
        sem_destroy(&self.wake);
    }
    return result;
}

enum rl_futex_result rl_futex_wait_until(const _Atomic uint32_t *word, uint32_t expected, clockid_t clock,
                                         const struct timespec *deadline)
{
    (void)clock;
    struct sleeper self;
    enum rl_futex_result result = fall_asleep(word, expected, &self);
    if (result != RL_FUTEX_WOKEN)
        return result;
    if (sem_timedwait(&self.wake, deadline) != 0) {
        struct bucket *bucket = bucket_of(word);
        pthread_mutex_lock(&bucket->lock);
        if (!self.woken) {
            result = RL_FUTEX_TIMED_OUT;
            struct sleeper **link = &bucket->sleepers;
            while (*link != &self)
                link = &(*link)->next;
            *link = self.next;
        }
        pthread_mutex_unlock(&bucket->lock);
    }
    sem_destroy(&self.wake);
    return result;
}

int rl_futex_wake(const _Atomic uint32_t *word, int count)
{
    int woken = 0;
    struct bucket *bucket = bucket_of(word);
    pthread_mutex_lock(&bucket->lock);
    struct sleeper **link = &bucket->sleepers;
    while (*link && woken < count) {
        struct sleeper *sleeper = *link;
        if (sleeper->word != word) {
            link = &sleeper->next;
            continue;
        }
        *link = sleeper->next;
        sleeper->woken = true;
        sem_post(&sleeper->wake);
        woken++;
    }
    pthread_mutex_unlock(&bucket->lock);
    return woken;
}
