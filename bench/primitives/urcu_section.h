/* SPDX-License-Identifier: MIT */
/* The read-side section of one flavour of liburcu; included by a file that has chosen it in primitives/rcu.h.
 */
#include "primitives/rcu.h"

#include "bench.h"

static int thing;
static int *current = &thing;

void URCU_LOOP(struct bench_worker *worker);

void URCU_LOOP(struct bench_worker *worker)
{
    rcu_register_thread();
    while (bench_goes_on(worker)) {
        rcu_read_lock();
        (void)rcu_dereference(current);
        rcu_read_unlock();
        URCU_BETWEEN;
        worker->count++;
    }
    rcu_unregister_thread();
}
