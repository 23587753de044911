/* SPDX-License-Identifier: MIT */
/* The explorer's runtime: logical threads, visible operations, and what a model of a primitive is made of.
 *
 * A logical thread is a context on the one kernel thread. It runs until it reaches a visible operation,
 * publishes it (rlx_point), and goes on when the scheduler has chosen it; then the operation takes effect, in
 * the thread's own code.
 *
 * How a primitive is added: ADDING.md. */
#ifndef RLX_H
#define RLX_H

#include "abi.h"
#include "layout.h"

/* How an operation touches an object, for the reduction: two operations that touch an object in ways that
 * commute may be reordered. */
enum rlx_how { RLX_R, RLX_W, RLX_ADD, RLX_UNLOCK, RLX_RD, RLX_HOW_COUNT };

enum rlx_enabled { RLX_NO, RLX_YES, RLX_WEAK };

enum rlx_kind {
#define RLX_KIND(symbol, name, enabled) RLX_OP_##symbol,
#include "kinds.def"
    RLX_OP_COUNT
};

enum rlx_type {
    RLX_TYPE_NONE,
    RLX_TYPE_MUTEX,
    RLX_TYPE_COND,
    RLX_TYPE_SEM,
    RLX_TYPE_ATOMIC,
    RLX_TYPE_THREAD,
    RLX_TYPE_CREATE,
    RLX_TYPE_RWLOCK,
    RLX_TYPE_ONCE,
    RLX_TYPE_BARRIER,
    RLX_TYPE_SPIN,
    RLX_TYPE_RCU,
    RLX_TYPE_FUTEX,
    RLX_TYPE_COUNT
};

struct rlx_clock {
    uint32_t n; /* components from here on are 0 */
    uint32_t v[RLX_MAX_THREADS];
};

/* What an operation touches: memory [addr, addr + len), or an object (len 0). */
struct rlx_touch {
    uintptr_t addr;
    uint32_t len;
    uint8_t how;
};

#define RLX_MAX_TOUCHES 6
struct rlx_op {
    uint8_t kind;
    uint8_t touches;
    uint8_t weak;  /* it was chosen as a timeout or spurious wakeup */
    uint8_t order; /* atomics: the memory order */
    struct rlx_touch on[RLX_MAX_TOUCHES];
    uintptr_t pc;
    struct rlx_object *object;
    struct rlx_object *second;
    uint64_t read_value, written_value; /* for the trace; before the operation: what is to be written */
};

struct rlx_waiter {
    int8_t thread;
};

/* What a reader of a readers-writer lock holds. */
struct rlx_read {
    uint32_t depth;
    uintptr_t pc, frame;
};

struct rlx_object {
    uintptr_t addr;
    uint32_t generation; /* execution it was made in */
    uint8_t type;
    uint8_t dead;    /* destroyed or its memory freed */
    uint8_t variant; /* mutex: its type */
    int8_t owner;    /* mutex: thread, or -1 */
    uint32_t count;  /* mutex: depth; sem: value; cond: signals so far */
    uintptr_t pc;    /* mutex: taken where; dead: destroyed where */
    uintptr_t frame;
    struct rlx_object *with; /* cond: the mutex of its waiters */
    uint8_t waiters;
    uint8_t lost;       /* cond: signals that found nobody */
    int8_t head_thread; /* atomic: who heads the release sequence */
    int8_t lost_thread;
    uint64_t readers;               /* rwlock: threads that hold it for reading */
    struct rlx_read *read;          /* rwlock: by thread, valid where readers has its bit */
    uint8_t queue[RLX_MAX_THREADS]; /* cond: waiting threads, first come first */
    uintptr_t lost_pc;
    struct rlx_clock *clock; /* what an acquirer learns */
    struct rlx_clock *head;  /* atomic: the head's own part of it */
    struct rlx_object *next;
};

enum rlx_thread_state { RLX_THREAD_NONE, RLX_THREAD_LIVE, RLX_THREAD_DONE };

struct rlx_frame {
    uintptr_t pc;    /* call site */
    uintptr_t sp;    /* lowest address of the called function's own frame */
    uintptr_t entry; /* where the called function begins */
};

/* How things stood when a thread came back from a wait that nobody ended. */
struct rlx_alone {
    struct rlx_object *cond;
    uintptr_t pc;
    uint64_t hash;
    uint64_t looks;
    uint32_t signals;
    uint32_t writes;
};

#include "spin.h"

struct rlx_thread {
    void *sp;
    uintptr_t fs;
    int id;
    uint8_t state;
    uint8_t detached;
    uint8_t joined;
    uint8_t pending;      /* op is published and has not taken effect */
    uint8_t parked;       /* spins without effect until somebody writes what it read */
    uint8_t wake;         /* cond wait: 0 waiting, 1 signalled */
    uint8_t weak_used;    /* timeouts so far */
    uint8_t weak_granted; /* more than the limit, because everybody waited */
    uint8_t timed;
    uint8_t dying;
    uint8_t ending;    /* its stack is given up */
    uint8_t daemon;    /* liburcu's own: the program does not wait for it */
    uint8_t idle;      /* enum rlx_idle */
    uint8_t impatient; /* parked, though it would not do the same for ever */
    uint8_t weak_failures;
    int result;
    int8_t joiner;
    struct rlx_op op;
    struct rlx_clock hb; /* happens-before */
    struct rlx_clock fence_release;
    struct rlx_clock fence_acquire;
    struct rlx_clock dep; /* dependence: events known to be before */
    uint32_t events;      /* number of its events */
    uint32_t *event_list;
    uint32_t event_room;
    uint32_t held; /* locks */
    uint32_t writes;
    struct rlx_object *holding[32];
    struct rlx_frame *frames; /* shadow call stack, outermost first */
    uint32_t depth;
    uint32_t shallowest; /* depth since the clock last saw a visible operation: a function that hangs is not
                            left */
    uint32_t published;  /* operations so far, each time it is woken counted again */
    uint32_t points;     /* operations so far */
    uint32_t ran;        /* the step at which it last went on */
    uint32_t quiet;      /* plain accesses since the last visible operation */
    uintptr_t low;       /* lowest stack address seen */
    uintptr_t live;      /* the program's frames lie from here up: its stack pointer at the newest call */
    /* What others have reached of its stack, in some execution. */
    uintptr_t reached_from, reached_to;
    uint8_t reached; /* stack or thread-local variables: somebody has */
    struct rlx_shared shared;
    uintptr_t create_pc, end_pc;
    uintptr_t access_pc; /* of the newest plain access */
    void *(*start)(void *);
    void *arg;
    void *value;
    uint64_t clock;
    char *heap_next;
    uint32_t regions;
    struct rlx_spin spin;
    struct rlx_looks looks;
    struct rlx_takes takes;
    uint32_t changes_for_now; /* that it made, or took back */
    uint32_t effects;         /* changes that others can see, of its own */
    uint64_t net;             /* its part of RLX->net */
    uint64_t random;          /* its sequence of random numbers */
    int *error;               /* its errno, or everybody's */
    int saved_error;          /* its errno at its pending operation */
    uint32_t yields;
    uint32_t pauses; /* yields and sleeps */
    uint32_t marks;  /* what labs observe: regions begun and ended, demands met */
    uint64_t awaits; /* the look it is about to make was in vain before: what await.c knows it by */
    int taken;       /* how many of them are to be taken back */
    struct rlx_alone alone;
    struct rlx_object object; /* as something that joins wait for */
};

/* One decision on the current path. */
struct rlx_node {
    uint64_t enabled;   /* thread decision: who could run, timeouts included */
    uint64_t sleep;     /* exploring it here repeats what has been seen */
    uint64_t backtrack; /* to be explored */
    uint32_t event;
    int16_t chosen;
    int16_t alternatives; /* choice: how many; 0: a thread decision */
};

struct rlx_link {
    uint32_t event;
    uint32_t previous;
};

struct rlx_event {
    uint32_t node;
    uint32_t k;     /* the thread's k-th, from 1 */
    uint32_t clock; /* offset in words of the clock arena */
    uint8_t thread;
    uint8_t n; /* components of the clock */
    uint8_t kind;
    uint8_t pad;
};

enum rlx_strategy { RLX_DPOR, RLX_DFS, RLX_RANDOM, RLX_POS, RLX_PCT, RLX_REPLAY };

/* Why an execution ended. */
enum rlx_end {
    RLX_END_NONE,
    RLX_END_EXIT,
    RLX_END_FATAL,
    RLX_END_STUCK,
    RLX_END_ASLEEP,
    RLX_END_CYCLE,
    RLX_END_RESTART,
    RLX_END_STEPS,
    RLX_END_CPU
};

struct rlx_config {
    int strategy, automatic, all_accesses, lab, waits_blocking, large, trace, hashes, spurious, any_waiter,
        weak_limit, weak_failures;
    int scale_step;
    uint32_t max_steps;
    uint64_t budget, seed;
    unsigned long output_cap;
    int evidence;
    const char *replay;
};

struct rlx_deviation {
    uint32_t position;
    int32_t alternative;
};
#define RLX_MAX_DEVIATIONS 65536

struct rlx_state {
    struct rlx_thread *current; /* 0: none, the runtime itself runs */
    uint32_t threads;           /* made in this execution, ended ones included */
    uint32_t live;
    uint64_t alive; /* threads that have published an operation and not ended */
    uint64_t daemons;
    uint64_t newborn; /* threads that have not yet reached their first operation */
    uint64_t parked;
    uint64_t withheld;         /* of them those that could go on, and would repeat another execution */
    uint64_t awaits;           /* threads whose awaits is set */
    int repeats;               /* whatever comes now has been, or will be, in another execution */
    struct rlx_thread *active; /* whose event is taking effect */
    int last, choice, choices;
    uint64_t unconditional; /* threads whose pending operation can always go on */
    uint64_t ready, weakly; /* of the others those that can go on now, or by a timeout */
    uint64_t stale;         /* threads of which that has to be found out again */
    uint32_t generation;    /* number of this execution, from 1 */
    uint32_t steps;         /* visible operations of this execution */
    int turn;               /* in a long execution: whose turn it is, and until which step */
    uint32_t turn_ends;
    uint32_t turns;       /* of them those that only let others run */
    uint8_t others_first; /* the next choice is not the running thread, if anybody else can go on */
    uint64_t effects;     /* changes so far */
    uint64_t lookers;     /* threads that have made a look */
    uint64_t net;         /* changes that will be put back: locks taken */
    uint64_t looks;       /* so often it was seen that something could not be had */
    uint64_t readers;     /* threads whose present cycle read an object's state */
    uint8_t mode;         /* strategy of this execution */
    uint8_t track;        /* keep dependence clocks */
    uint8_t end;
    uint8_t in_runtime;
    uint8_t all_accesses;
    int status; /* the program's exit status */
    void *controller_sp;
    uintptr_t controller_fs;
    struct rlx_config config;

    /* search */
    uint32_t depth;  /* decisions taken in this execution */
    uint32_t forced; /* decisions prescribed by the path */
    uint32_t last_node;
    uint64_t random;
    uint64_t executions, total_steps, asleep;
    int complete;
    const char *why_not;
    uint32_t position; /* decisions counted for the schedule string */
    uint32_t deviations, dropped;
    struct rlx_deviation deviation[RLX_MAX_DEVIATIONS];
    uint32_t wanted, wanted_next;
    struct rlx_deviation want[RLX_MAX_DEVIATIONS];

    /* dependence */
    uint32_t events;
    uint32_t clock_words;
    uint32_t links;
    uint32_t entries;
    uint64_t sleep_now;
    uint32_t active_node, event_room;
    int astray; /* the replayed schedule asked for what could not be */
    int stop;
    int track_wanted;
    int only_spurious;  /* the program is stuck; this decision goes on by a spurious wakeup */
    int stacks_shared;  /* a thread has reached into another's stack */
    int stacks_visible; /* accesses to one's own stack are decisions too */
    int slept;          /* some execution waited for a condition variable */
    int spurious_limit; /* spurious wakeups in one execution, of all threads together */
    int spurious_used;
    volatile int tick; /* the clock of processor time went on */
    uint32_t most_threads;
    int clock_read;       /* the program looks at the time */
    uint64_t circle;      /* the execution came back to this state: is there a way out? (circle.c) */
    uint32_t random_from; /* a replay goes on in a random order from this decision */
    int tells_endless;    /* the replay tells if it does not end */
    int endless;          /* the execution ran up to the limit of steps, and nobody was kept from going on */
    int impatient;        /* a loop that changes nothing was cut short to let others run */
    int weak_atomics;     /* the program uses orders weaker than seq_cst */
    uint64_t never_ended; /* executions that did not end by themselves */
    uint64_t trace_hash;
    uint64_t steps_until; /* the phase ends when total_steps gets there */
    uint64_t new_findings;
    uint64_t cancelled; /* threads whose pending operation the running event rewrote */

    /* arenas */
    uintptr_t misc_next;
    uint32_t records;
    uintptr_t temp_next;
    uintptr_t data_start, data_end; /* the program's initialised data */
    uintptr_t libc_start, libc_end; /* what libc's models keep for it */
    uintptr_t bss_start, bss_end;   /* its zeroed data */
    unsigned char *dirty;           /* one byte a page of the zeroed data; 0: it is small and copied whole */
    uintptr_t tls_offset, tls_size, tls_image_size;
    const void *tls_image;
    uint32_t donors;
    uintptr_t wrfsbase;

    struct rlx_thread thread[RLX_MAX_THREADS];
};

#define RLX       ((struct rlx_state *)RLX_BASE)
#define RLX_NODE  ((struct rlx_node *)RLX_NODES)
#define RLX_EVENT ((struct rlx_event *)RLX_EVENTS)
#define RLX_CLOCK ((uint32_t *)RLX_CLOCKS)

_Noreturn void rlx_die(const char *what, const char *then); /* the runtime itself failed */

/* ---- Visible operations (sched.c) */
void rlx_settle(void);
static inline uintptr_t rlx_caller_frame(const struct rlx_thread *thread)
{
    return thread->depth ? thread->frames[thread->depth - 1].pc : 0;
}
static inline struct rlx_thread *rlx_begin(int kind, uintptr_t pc)
{
    struct rlx_thread *self = RLX->current;
    if (RLX->active)
        rlx_settle();
    self->op.kind = (uint8_t)kind;
    self->op.touches = 0;
    self->op.weak = 0;
    self->op.order = 0;
    self->op.pc = pc;
    self->op.object = 0;
    self->op.second = 0;
    self->op.written_value = 0;
    return self;
}
/* frame: of the entry point that the program called; above it and the return address lie the program's own.
 */
static inline uintptr_t rlx_called_here(uintptr_t frame, uintptr_t pc)
{
    if (RLX->current)
        RLX->current->live = frame + 16;
    return pc;
}
#undef RLX_CALLER
#define RLX_CALLER                                                                                           \
    rlx_called_here((uintptr_t)__builtin_frame_address(0), (uintptr_t)__builtin_return_address(0))
static inline void rlx_touch_at(struct rlx_thread *thread, uintptr_t addr, uint32_t len, int how)
{
    struct rlx_touch *touch = &thread->op.on[thread->op.touches++];
    touch->addr = addr;
    touch->len = len;
    touch->how = (uint8_t)how;
}
static inline void rlx_touch(struct rlx_thread *thread, struct rlx_object *object, int how)
{
    rlx_touch_at(thread, (uintptr_t)object, 0, how);
    if (!thread->op.object)
        thread->op.object = object;
    else
        thread->op.second = object;
}
void rlx_point(struct rlx_thread *self);
int rlx_choose(int alternatives);
/* The running event replaces what `other` waits for: it is now pending with `kind`, touching `object` as W.
 */
void rlx_rewrite(struct rlx_thread *other, int kind, struct rlx_object *object);
/* The running event made `what` different: spinning threads that read it look again. */
void rlx_effect(uintptr_t addr, uint32_t len);
/* The same for a change that is usually put back (a lock, a semaphore's token): `change` and its negative
 * cancel out. */
void rlx_effect_for_now(struct rlx_object *object, uint64_t change);
_Noreturn void rlx_end_execution(int why);

/* ---- Search (search.c, dpor.c, random.c) */
void rlx_search(void);
int rlx_decide(uint64_t enabled, uint64_t weak);
int rlx_decide_choice(int alternatives);
void rlx_random_begin(uint64_t number);
int rlx_random_choice(int alternatives);
int rlx_random_thread(uint64_t enabled, uint64_t weak);
void rlx_deps_reset(void);
void rlx_deps_commit(struct rlx_thread *thread); /* the event of this thread is complete */
void rlx_deps_end(void);                         /* the execution has ended: look at what was left pending */
int rlx_ops_depend(const struct rlx_op *a, const struct rlx_op *b);
void rlx_schedule_text(char *out, unsigned long room);
int rlx_schedule_parse(const char *text);

/* ---- Execution (exec.c, thread.c, switch.S) */
void rlx_execute(void);
void rlx_setup(void);
struct rlx_thread *rlx_thread_make(void *(*start)(void *), void *arg, uintptr_t pc);
_Noreturn void rlx_thread_end(void *value, uintptr_t pc);
void rlx_switch(void **save, void *to, uintptr_t fs);
_Noreturn void rlx_jump(void *to, uintptr_t fs);
void rlx_set_fs(uintptr_t fs);
uintptr_t rlx_get_fs(void);
enum { RLX_LEAVE_RETURN, RLX_LEAVE_EXIT, RLX_LEAVE_NOW, RLX_LEAVE_QUICK };
_Noreturn void rlx_leave(int status, int how, uintptr_t pc);
_Noreturn void rlx_misuse(const char *detail, const char *note,
                          uintptr_t pc); /* a finding; the execution ends */
_Noreturn void rlx_fatal(void);          /* after a finding that the program does not survive */

/* ---- Happens-before and the race shadow (clock.c, shadow.c) */
static inline void rlx_clock_join(struct rlx_clock *into, const struct rlx_clock *from)
{
    for (uint32_t i = 0; i < from->n; i++)
        if (i >= into->n || into->v[i] < from->v[i])
            into->v[i] = from->v[i];
    if (into->n < from->n)
        into->n = from->n;
}
void rlx_hb_fork(struct rlx_thread *parent, struct rlx_thread *child);
void rlx_clock_copy(struct rlx_clock *into, const struct rlx_clock *from);
void rlx_hb_acquire(struct rlx_thread *thread, const struct rlx_object *object);
void rlx_hb_release(struct rlx_thread *thread,
                    struct rlx_object *object); /* joins, and the thread moves on */
/* Joins into a clock that is made when it is needed, and the thread moves on. */
void rlx_hb_release_into(struct rlx_thread *thread, struct rlx_clock **clock);
void rlx_hb_set(struct rlx_thread *thread, struct rlx_object *object); /* replaces, and the thread moves on */
enum { RLX_PLAIN_READ, RLX_PLAIN_WRITE, RLX_ATOMIC_READ, RLX_ATOMIC_WRITE };
void rlx_shadow_access(struct rlx_thread *thread, uintptr_t addr, uintptr_t len, int kind, uintptr_t pc);
void rlx_shadow_freed(struct rlx_thread *thread, uintptr_t addr, uintptr_t len, uintptr_t pc);
/* What a model itself reads or writes at the program's pointers: checked, but no scheduling point. */
void rlx_write_quiet(const void *addr, size_t size, uintptr_t pc);
void rlx_read_quiet(const void *addr, size_t size, uintptr_t pc);
void rlx_check_address(struct rlx_thread *thread, uintptr_t addr, uintptr_t len, int write, uintptr_t pc);

/* ---- Objects (object.c) */
struct rlx_object *rlx_object_find(uintptr_t addr);
struct rlx_object *rlx_object_make(uintptr_t addr, int type);
struct rlx_clock *rlx_object_clock(struct rlx_object *object);
void rlx_lock_leak(struct rlx_thread *thread);
void rlx_begin_thread(struct rlx_thread *thread);
void rlx_objects_freed(uintptr_t addr, uintptr_t len, uintptr_t pc);
int rlx_objects_touch(struct rlx_thread *self, uintptr_t addr, uintptr_t len);
void *rlx_misc_alloc(unsigned long size); /* for ever */
void *rlx_temp_alloc(unsigned long size); /* until the execution ends */

/* ---- Heap (heap.c) */
struct rlx_block {
    uintptr_t addr, size;
    uintptr_t alloc_pc, free_pc;
    uint8_t alloc_thread, free_thread, freed, seen;
};
void rlx_heap_reset(void);
struct rlx_block *
rlx_heap_block(uintptr_t addr); /* that holds or last held addr, redzones included; or NULL */
void rlx_heap_free(void *block, uintptr_t pc);
void rlx_heap_check(struct rlx_thread *thread, uintptr_t addr, uintptr_t len, int write, uintptr_t pc);
void rlx_heap_leaks(void);

#include "found.h"

/* ---- Signals (signal.c) */
void rlx_signals(void);

/* ---- Snapshot (snapshot.c) */
void rlx_snapshot_take(void);
void rlx_snapshot_restore(void);
static inline void rlx_mark_dirty(uintptr_t addr, uintptr_t len)
{
    if (RLX->dirty && addr - RLX->bss_start < RLX->bss_end - RLX->bss_start)
        for (uintptr_t page = addr >> 12; page <= (addr + len - 1) >> 12; page++)
            RLX->dirty[page - (RLX->bss_start >> 12)] = 1;
}

#endif
