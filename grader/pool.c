/* SPDX-License-Identifier: MIT */
/* A pool of threads that lives as long as its tasks. */
#include "pool.h"

#include "sanitizers/text.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    size_t next;  /* protected by lock */
    size_t tasks; /* read-only after init */
    size_t alive; /* threads; protected by lock */
    void (*run)(void *ctx, size_t index);
    void *ctx;
};

unsigned rl_pool_processors(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > 0 ? (unsigned)count : 1;
}

static bool take(struct pool *pool, size_t *index)
{
    pthread_mutex_lock(&pool->lock);
    bool got = pool->next < pool->tasks;
    if (got)
        *index = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return got;
}

static void *work(void *argument)
{
    struct pool *pool = argument;
    for (size_t index; take(pool, &index);)
        pool->run(pool->ctx, index);
    pthread_mutex_lock(&pool->lock);
    pool->alive--;
    pthread_cond_signal(&pool->ended);
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Workers leave signals to the caller's thread, whose wait they interrupt. */
static size_t start(struct pool *pool, pthread_t *threads, size_t wanted)
{
    sigset_t all, before;
    size_t started = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pool->alive = wanted;
    while (started < wanted && pthread_create(&threads[started], NULL, work, pool) == 0)
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_mutex_lock(&pool->lock);
    pool->alive -= wanted - started;
    pthread_mutex_unlock(&pool->lock);
    return started;
}

static void wait_for_all(struct pool *pool, void (*tick)(void *ctx))
{
    pthread_mutex_lock(&pool->lock);
    while (pool->alive > 0) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += 100 * 1000 * 1000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&pool->ended, &pool->lock, &until);
        if (tick) {
            pthread_mutex_unlock(&pool->lock);
            tick(pool->ctx);
            pthread_mutex_lock(&pool->lock);
        }
    }
    pthread_mutex_unlock(&pool->lock);
}

void rl_pool_run(size_t tasks, unsigned jobs, void (*run)(void *ctx, size_t index), void (*tick)(void *ctx),
                 void *ctx)
{
    struct pool pool = {.lock = PTHREAD_MUTEX_INITIALIZER, .tasks = tasks, .run = run, .ctx = ctx};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&pool.ended, &attributes);
    pthread_condattr_destroy(&attributes);
    size_t wanted = jobs ? jobs : rl_pool_processors();
    wanted = wanted > tasks ? tasks : wanted;
    pthread_t *threads = rl_alloc((wanted + 1) * sizeof *threads);
    size_t started = wanted > 0 ? start(&pool, threads, wanted) : 0;
    if (started == 0)
        for (size_t index; take(&pool, &index);)
            run(ctx, index);
    wait_for_all(&pool, tick);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    pthread_cond_destroy(&pool.ended);
}
