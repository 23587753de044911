/* SPDX-License-Identifier: MIT */
/* What a read-side section costs: RCU, epochs and hazard pointers, ours and liburcu's and ck's. No writer
 * runs. */
#include "bench.h"

#include "primitives/epoch.h"
#include "primitives/hazard.h"
#include "primitives/rcumb.h"
#include "primitives/rcuqs.h"

#ifdef RL_BENCH_CK
#include <ck_epoch.h>
#endif

static int thing;
static _Atomic(void *) current = &thing;

static inline void look(void)
{
    (void)atomic_load_explicit(&current, memory_order_acquire);
}

#define SECTION(name, THREAD, join, enter, exit, leave)                                                      \
    static void name##_loop(struct bench_worker *worker)                                                     \
    {                                                                                                        \
        THREAD *me = &name##_threads[worker->number];                                                        \
        join;                                                                                                \
        while (bench_goes_on(worker)) {                                                                      \
            enter;                                                                                           \
            look();                                                                                          \
            exit;                                                                                            \
            worker->count++;                                                                                 \
        }                                                                                                    \
        leave;                                                                                               \
    }

static struct rl_rcuqs rcuqs = RL_RCUQS_INIT;
static struct rl_rcuqs_thread rcuqs_threads[BENCH_THREADS_MAX];
SECTION(rcuqs, struct rl_rcuqs_thread, rl_rcuqs_join(&rcuqs, me), (void)0, rl_rcuqs_quiescent(me),
        rl_rcuqs_leave(me))

static struct rl_rcumb rcumb = RL_RCUMB_INIT;
static struct rl_rcumb_thread rcumb_threads[BENCH_THREADS_MAX];
SECTION(rcumb, struct rl_rcumb_thread, rl_rcumb_join(&rcumb, me), rl_rcumb_read_lock(me),
        rl_rcumb_read_unlock(me), rl_rcumb_leave(me))

static struct rl_epoch epoch = RL_EPOCH_INIT;
static struct rl_epoch_thread epoch_threads[BENCH_THREADS_MAX];
SECTION(epoch, struct rl_epoch_thread, rl_epoch_join(&epoch, me), rl_epoch_enter(me), rl_epoch_exit(me),
        rl_epoch_leave(me))

static struct rl_hazard hazard = RL_HAZARD_INIT;
static struct rl_hazard_thread hazard_threads[BENCH_THREADS_MAX];
SECTION(hazard, struct rl_hazard_thread, rl_hazard_join(&hazard, me),
        (void)rl_hazard_protect(me, 0, &current), rl_hazard_clear(me, 0), rl_hazard_leave(me))

static void ours_prepare(unsigned threads)
{
    (void)threads;
    epoch = (struct rl_epoch)RL_EPOCH_INIT; /* threads stay in a domain for good */
    hazard = (struct rl_hazard)RL_HAZARD_INIT;
}

#ifdef RL_BENCH_CK
static ck_epoch_t ck_epoch;
static ck_epoch_record_t ck_epoch_threads[BENCH_THREADS_MAX];
SECTION(ck_epoch, ck_epoch_record_t, ck_epoch_register(&ck_epoch, me, NULL), ck_epoch_begin(me, NULL),
        ck_epoch_end(me, NULL), (void)0)

static void ck_epoch_prepare(unsigned threads)
{
    (void)threads;
    ck_epoch_init(&ck_epoch);
}
#endif

/* liburcu's flavours each need a file of their own: bench_urcu_FLAVOUR_loop. */
#ifdef RL_BENCH_URCU
void bench_urcu_memb_loop(struct bench_worker *worker);
void bench_urcu_mb_loop(struct bench_worker *worker);
void bench_urcu_qsbr_loop(struct bench_worker *worker);
#endif

static const struct bench_row rows[] = {
    {"read-qs", "rcuqs", true, sizeof(struct rl_rcuqs), ours_prepare, rcuqs_loop, NULL, 1, 0},
    {"read-mb", "rcumb", true, sizeof(struct rl_rcumb), ours_prepare, rcumb_loop, NULL, 1, 0},
    {"read-epoch", "epoch", true, sizeof(struct rl_epoch), ours_prepare, epoch_loop, NULL, 1, 0},
    {"read-hazard", "hazard", true, sizeof(struct rl_hazard), ours_prepare, hazard_loop, NULL, 1, 0},
#ifdef RL_BENCH_CK
    {"read-epoch", "ck epoch", false, sizeof(ck_epoch_t), ck_epoch_prepare, ck_epoch_loop, NULL, 1, 0},
#endif
#ifdef RL_BENCH_URCU
    {"read-qs", "urcu qsbr", false, 0, ours_prepare, bench_urcu_qsbr_loop, NULL, 1, 0},
    {"read-mb", "urcu mb", false, 0, ours_prepare, bench_urcu_mb_loop, NULL, 1, 0},
    {"read-memb", "urcu memb", false, 0, ours_prepare, bench_urcu_memb_loop, NULL, 1, 0},
#endif
};

void bench_rcu(const struct bench_options *options, struct bench_results *results)
{
    static const unsigned none[] = {0};
    bench_rows(options, rows, sizeof rows / sizeof *rows, NULL, none, 1, none, 1, results);
}
