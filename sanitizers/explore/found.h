/* SPDX-License-Identifier: MIT */
/* What was found, as the models tell it (find.c), and the evidence of it (emit.c). */
#ifndef RLX_FOUND_H
#define RLX_FOUND_H

#include <stdint.h>

/* ---- Findings (find.c), evidence (emit.c, evidence.c) */
#define RLX_MAX_SIDES 16
#define RLX_MAX_STACK 12
struct rlx_side {
    int thread, waits_thread; /* waits_thread: -1 none */
    char what[48];
    uintptr_t pc, frame;
    int stack; /* how many of: */
    uintptr_t callers[RLX_MAX_STACK];
    int held;
    uintptr_t holds[8];
    uintptr_t object; /* waited for */
    const char *object_type;
    uintptr_t taken_pc, taken_frame; /* where the holder took it */
};
struct rlx_found {
    int hazard; /* enum rlx_hazard */
    const char *detail;
    const char *note;
    uintptr_t object; /* address, or 0 */
    uintptr_t object_len;
    const char *object_type;
    int sides;
    struct rlx_side side[RLX_MAX_SIDES];
};
enum rlx_hazard {
#define RL_HAZARD(symbol, name, rank, axis, words) RLX_HAZARD_##symbol,
#include "../hazards.def"
    RLX_HAZARD_COUNT
};
void rlx_found(const struct rlx_found *found);
/* stack: 1: the thread stands there now, and its call stack and locks belong to this side; 0: it was there
 * once. */
void rlx_found_side(struct rlx_found *found, int thread, const char *what, uintptr_t pc, uintptr_t frame,
                    int stack);
void rlx_found_simple(int hazard, const char *detail, const char *note, uintptr_t pc);
void rlx_found_object(int hazard, const char *detail, const char *note, uintptr_t pc, uintptr_t object,
                      const char *type);
int rlx_found_any(void);
void rlx_lab_reset(void);
void rlx_lab_end_execution(void);

#endif
