/* SPDX-License-Identifier: MIT */
/* The dependence order of one execution: who touched what last, and what each event is ordered after. */
#ifndef RLX_DEPS_H
#define RLX_DEPS_H

#include "rlx.h"

/* The newest event of one thread that touched these bytes of an object in this way. */
struct rlx_entry {
    uint8_t thread;
    uint8_t how;
    uint8_t mask; /* bytes of the 8 */
    uint8_t unused;
    uint32_t event;
    uint32_t link; /* its predecessors of the same sort: 0 or an index into the links */
    uint32_t next; /* entry of the same object */
};
#define RLX_ENTRY ((struct rlx_entry *)RLX_ENTRIES)
#define RLX_LINK  ((struct rlx_link *)RLX_LINKS)

int rlx_hows_depend(int a, int b);
/* First entry of the object, 0: none. Memory is looked up by `addr` in steps of 8, objects by their address.
 */
uint32_t rlx_entries_of(uintptr_t addr, int memory);
uint8_t rlx_mask(const struct rlx_touch *touch, uintptr_t base);
static inline uint32_t rlx_event_clock(const struct rlx_event *event, int thread)
{
    return thread < event->n ? RLX_CLOCK[event->clock + (uint32_t)thread] : 0;
}
static inline uint32_t rlx_dep_clock(const struct rlx_thread *thread, int other)
{
    return (uint32_t)other < thread->dep.n ? thread->dep.v[other] : 0;
}
/* Looks for events that could have come after `op` of `thread`, and plans to try that. */
void rlx_reverse(struct rlx_thread *thread, const struct rlx_op *op);

#endif
