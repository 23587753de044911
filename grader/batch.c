/* SPDX-License-Identifier: MIT */
/* Runs the tasks in rounds: all of them, then what could not be judged, a bounded number of times. */
#include "batch_internal.h"
#include "pool.h"

#include "sanitizers/process.h"

#include <stdlib.h>
#include <time.h>

/* So many failures in a row may be the machine's, and the next thousand would be, too. */
enum { SICK_AFTER = 8 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void check_up(struct rl_batch_run *run, const struct rl_task *task)
{
    char *why = NULL;
    bool store_fails = run->unkept_in_a_row >= SICK_AFTER; /* no submission can do that */
    if (!store_fails && run->batch->healthy && run->batch->healthy(run->batch->ctx, true, &why))
        run->in_a_row = 0;
    else
        run->stop =
            rl_text_format("stopped after %d submissions in a row that could not be judged; the last: %s%s%s",
                           SICK_AFTER, task->fault, why ? "; " : "", why ? why : "");
    free(why);
}

static void count(struct rl_batch_run *run, const struct rl_task *task, enum rl_task_state before)
{
    pthread_mutex_lock(&run->lock);
    run->counts.infra -= before == RL_TASK_INFRA;
    run->counts.infra += task->state == RL_TASK_INFRA;
    run->counts.judged += task->state == RL_TASK_JUDGED;
    run->counts.reused += task->state == RL_TASK_REUSED;
    if (task->state == RL_TASK_INFRA) {
        run->in_a_row++;
        run->unkept_in_a_row = task->unkept ? run->unkept_in_a_row + 1 : 0;
    } else if (task->state == RL_TASK_JUDGED) {
        run->in_a_row = run->unkept_in_a_row = 0;
    }
    if (run->in_a_row >= SICK_AFTER && !run->stop && !rl_interrupted)
        check_up(run, task);
    pthread_mutex_unlock(&run->lock);
}

static bool is_stopped(struct rl_batch_run *run)
{
    pthread_mutex_lock(&run->lock);
    bool stopped = run->stop != NULL;
    pthread_mutex_unlock(&run->lock);
    return stopped || rl_interrupted;
}

static void work(void *ctx, size_t index)
{
    struct rl_batch_run *run = ctx;
    struct rl_task *task = &run->batch->tasks[run->order[index]];
    enum rl_task_state before = task->state;
    if (is_stopped(run))
        return;
    rl_batch_do(run, task);
    if (!rl_interrupted)
        count(run, task, before);
}

static void tick(void *ctx)
{
    struct rl_batch_run *run = ctx;
    pthread_mutex_lock(&run->lock);
    struct rl_batch_counts counts = run->counts;
    pthread_mutex_unlock(&run->lock);
    counts.tasks = run->batch->len;
    counts.seconds = now() - run->begin;
    counts.left = counts.tasks - counts.judged - counts.reused;
    run->batch->tick(run->batch->ctx, &counts);
}

/* The tasks without a verdict. Those of a lab stand together, as they were given. */
static size_t choose(struct rl_batch_run *run)
{
    size_t count = 0;
    for (size_t i = 0; i < run->batch->len; i++)
        if (run->batch->tasks[i].state == RL_TASK_OPEN || run->batch->tasks[i].state == RL_TASK_INFRA)
            run->order[count++] = i;
    return count;
}

static size_t failed(const struct rl_batch *batch)
{
    size_t count = 0;
    for (size_t i = 0; i < batch->len; i++)
        count += batch->tasks[i].state == RL_TASK_INFRA;
    return count;
}

static bool is_healthy(struct rl_batch_run *run)
{
    char *why = NULL;
    if (!run->batch->healthy || run->batch->healthy(run->batch->ctx, false, &why))
        return true;
    free(run->stop);
    run->stop = why;
    return false;
}

/* A task that stays open without failing waited for another one's verdict: that is no try of its own. */
static void run_rounds(struct rl_batch_run *run)
{
    unsigned tries = 0;
    for (size_t left = choose(run); left > 0 && is_healthy(run); left = choose(run)) {
        rl_pool_run(left, run->batch->jobs, work, run->batch->tick ? tick : NULL, run);
        if (is_stopped(run) || (failed(run->batch) > 0 && tries++ >= run->batch->retries))
            break;
    }
}

bool rl_batch_run(struct rl_batch *batch, char **why)
{
    struct rl_batch_run run = {.batch = batch, .lock = PTHREAD_MUTEX_INITIALIZER, .begin = now()};
    run.order = rl_alloc((batch->len + 1) * sizeof *run.order);
    run_rounds(&run);
    if (batch->tick)
        tick(&run);
    size_t left = choose(&run);
    *why = run.stop;
    rl_batch_forget_claims(&run);
    free(run.order);
    return left == 0;
}
