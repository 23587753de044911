/* SPDX-License-Identifier: MIT */
/* What the runtime's own files tell each other, and no model of a primitive needs. */
#ifndef RLX_INTERNAL_H
#define RLX_INTERNAL_H

#include "rlx.h"

#define RLX_CLOCK_START 1700000000000000000ULL

extern unsigned char rlx_has_wrfsbase;
extern int rlx_argc;
extern char **rlx_argv;

const char *rlx_kind_name(int kind);
int rlx_kind_blocks(int kind);
void rlx_publish(struct rlx_thread *self);
void rlx_reach(struct rlx_thread *self, uintptr_t addr);
void rlx_stack_check(struct rlx_thread *self, uintptr_t addr, int write, uintptr_t pc);
const char *rlx_stack_life(uintptr_t addr, int thread);
void rlx_stack_leave(struct rlx_thread *self, uintptr_t pc);
void rlx_stack_end(struct rlx_thread *self, uintptr_t pc);
int rlx_is_watched(uintptr_t addr);
void rlx_dirty_parts(void (*call)(uintptr_t start, uintptr_t end, uintptr_t index));
int rlx_readonly(uintptr_t addr);
void rlx_progress(void);
/* What an address is. */
struct place {
    const char *kind;
    uintptr_t addr, size;
    int64_t offset;
    uintptr_t alloc_pc, free_pc;
    int alloc_thread, thread;
};
void rlx_place_of(uintptr_t addr, uintptr_t len, struct place *out);
void rlx_emit_place(const char *key, const struct place *place, const char *type);
void rlx_emit_object(const char *key, uintptr_t addr, uintptr_t len, const char *type);
void rlx_emit_thread(const char *key, int thread);
void rlx_emit_findings(void);
uint32_t rlx_found_longest(void); /* deviations of the longest schedule that is kept */
int rlx_found_slow(void);         /* a finding that takes long to show again */
const char *rlx_found_schedule(int index);
int rlx_outcomes(void);
const char *rlx_outcome_schedule(int index);
uint32_t rlx_outcomes_longest(void);

void rlx_state_init(void);
void rlx_emit_lab(void);
void rlx_emit_replay(void);
struct rlx_block *rlx_heap_blocks(int thread, uint32_t *number);
const char *rlx_schedule_keep(void);
int rlx_next_path(void);
void rlx_incomplete(const char *why);
void rlx_shorten(void);
int rlx_found_only_races(void);
void rlx_trace_before(struct rlx_thread *thread, uint64_t enabled, uint64_t weak);
/* Nobody can go on. 1: look again, somebody can now. 0: by a timeout or a spurious wakeup. Else it does not
 * return. */
int rlx_stuck(uint64_t weak);
int rlx_spin_release(void);
void rlx_report_endless(uintptr_t pc);
uint64_t rlx_local_state(const struct rlx_thread *self);
uint64_t rlx_hash_frames(uint64_t hash, const struct rlx_thread *thread);
uint64_t rlx_keys_hash(const struct rlx_thread *thread);
uint64_t rlx_cancel_hash(const struct rlx_thread *thread);
_Noreturn void rlx_too_long(void);
_Noreturn void rlx_point_last(struct rlx_thread *self);
_Noreturn void rlx_finish(int why);
void rlx_keys_end(struct rlx_thread *self);
void rlx_rcu_thread_end(struct rlx_thread *self, uintptr_t pc);
int rlx_rcu_pending(void);
void rlx_trace_step(struct rlx_thread *thread);
void rlx_trace_hash(const struct rlx_thread *thread);
uint64_t rlx_hash_memory(uint64_t hash, uintptr_t from, uintptr_t to);
uint64_t rlx_hash_program(void);
uint64_t rlx_objects_hash(void);
void rlx_cycle_check(void);
void rlx_circle_met(uint64_t hash);
void rlx_circle_follow(void);
void rlx_spin_check(struct rlx_thread *self);
int rlx_spin_repeats(struct rlx_thread *self, uintptr_t pc);
void rlx_spin_read(struct rlx_thread *self, uintptr_t addr, uint32_t len);
void rlx_objects_reset(void);
void rlx_find_wrfsbase(void);
void rlx_donors(uint32_t wanted);
void rlx_threads_init(void);
void rlx_heap_init(void);
void rlx_found_init(void);
void rlx_config_read(void);
const char *rlx_type_name(int type);

/* Adds a value to a hash of the state. */
static inline uint64_t rlx_mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 29;
}

/* Is what was touched changed there? Length 0: an object, by its address. */
static inline int rlx_touches(const struct rlx_touch *touch, uintptr_t addr, uint32_t len)
{
    if (!touch->len || !len)
        return touch->addr == addr;
    return touch->addr < addr + len && addr < touch->addr + touch->len;
}

/* What lets others go on: a thread is never parked before it, or they would wait for what it holds. */
static inline int rlx_lets_go(const struct rlx_op *op)
{
    for (int i = 0; i < op->touches; i++)
        if (op->on[i].how == RLX_UNLOCK)
            return 1;
    return op->kind == RLX_OP_SEM_POST;
}

/* Spinning can only be seen where the same place comes again; that place is chosen anew from time to time,
 * and not where something is changed, since loops that wait also look. A function that is called twice in
 * each round is no such place: the outermost is taken. */
static inline int rlx_may_spin(struct rlx_thread *self)
{
    const struct rlx_spin *spin = &self->spin;
    int kind = self->op.kind;
    if (self->op.pc == spin->pc || self->depth < spin->depth)
        return kind != RLX_OP_END && kind != RLX_OP_EXIT && !rlx_lets_go(&self->op);
    if (++self->spin.age <= 16 && spin->pc)
        return 0;
    if (spin->age <= 64 && (kind == RLX_OP_START || kind == RLX_OP_WRITE || kind == RLX_OP_STORE ||
                            kind == RLX_OP_CREATE || kind == RLX_OP_JOIN))
        return 0;
    return kind != RLX_OP_END && kind != RLX_OP_EXIT && !rlx_lets_go(&self->op);
}

/* What loops that wait are made of. (Plain reads are looked at where one place comes again: rlx_may_spin.) */
static inline int rlx_is_look(const struct rlx_thread *self)
{
    switch (self->op.kind) {
    case RLX_OP_MUTEX_LOCK:
    case RLX_OP_SPIN_LOCK:
    case RLX_OP_RWLOCK_RDLOCK:
    case RLX_OP_RWLOCK_WRLOCK:
    case RLX_OP_SEM_WAIT: /* a loop around a try may begin with one of these */
        return self->looks.made != 0;
    case RLX_OP_LOAD:
    case RLX_OP_RMW:
    case RLX_OP_CAS:
    case RLX_OP_TRYJOIN:
    case RLX_OP_MUTEX_TRYLOCK:
    case RLX_OP_SEM_TRYWAIT:
    case RLX_OP_RWLOCK_TRYRDLOCK:
    case RLX_OP_RWLOCK_TRYWRLOCK:
    case RLX_OP_SPIN_TRYLOCK:
        return 1;
    default:
        return 0;
    }
}

void rlx_park(struct rlx_thread *self, enum rlx_idle idle);
void rlx_goes_round(struct rlx_thread *self, enum rlx_idle idle);
int rlx_look_repeats(struct rlx_thread *self, uint64_t hash);
void rlx_await(struct rlx_thread *self, uint64_t hash);
void rlx_await_learn(const struct rlx_thread *self, uint64_t hash);
uint64_t rlx_withheld_ready(void);
int rlx_turn(uint64_t enabled);
uint64_t rlx_awaiting(uint64_t enabled);
void rlx_look_changes(struct rlx_thread *self, const struct rlx_object *object, uint64_t change);
void rlx_spin_read_quiet(struct rlx_thread *self, uintptr_t addr, uint32_t len);
void rlx_spin_reached(struct rlx_thread *owner, uintptr_t addr);
int rlx_spin_shared(const struct rlx_thread *thread, uintptr_t addr, uintptr_t len);
void rlx_look_state(struct rlx_thread *self, const struct rlx_object *object);
void rlx_look_deeper(struct rlx_thread *self, const struct rlx_object *mutex, int by);
void rlx_look_refused(struct rlx_thread *self, const struct rlx_object *lock);
void rlx_look_overwritten(uintptr_t addr, uint32_t len);
void rlx_withhold(struct rlx_thread *thread);
void rlx_look_read(struct rlx_thread *self, uintptr_t addr, uint32_t len);

#endif
