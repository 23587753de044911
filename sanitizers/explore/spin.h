/* SPDX-License-Identifier: MIT */
/* What is kept of a thread to see that it waits in a loop: its present cycle (spin.c) and its last looks
 * (look.c). Part of rlx.h. */
#ifndef RLX_SPIN_H
#define RLX_SPIN_H

/* What can be said of a parked thread's last cycle. */
enum rlx_idle {
    RLX_NOT_IDLE, /* it may have changed what others do */
    RLX_IDLE,     /* without it, everything else would be the same */
    RLX_ONE_LOOK, /* the same, and it was one operation at one place */
};

/* A look (a load, an update that may fail, a try) and what its thread had done when it made it. */
struct rlx_look {
    uintptr_t pc;
    uint64_t hash;
    uint64_t net;
    uint64_t clock;
    uint32_t writes, effects, steps, points, changes, reads, yields, marks;
    int taken; /* locks and the like that the thread had */
    int gave;  /* it has had fewer since: others may wait for what it has here */
};
#define RLX_LOOKS      8
#define RLX_READS_KEPT 16

struct rlx_looks {
    uint32_t made; /* so many are kept, the oldest give way */
    struct rlx_look look[RLX_LOOKS];
    uint32_t reads;       /* so far; the last ones are kept */
    uint32_t overwritten; /* the last of them, from 1, that somebody else has changed since */
    uint32_t seen;        /* so many changes for now had been made when another last saw one of them */
    struct rlx_touch read[RLX_READS_KEPT];
};

/* Words of a thread's own stack and thread-local variables that others have used in this execution. What the
 * thread does there, they see. */
#define RLX_SHARED_WORDS 8
struct rlx_shared {
    uint32_t words; /* more than are kept: all of it counts */
    uintptr_t word[RLX_SHARED_WORDS];
};

/* The objects that a thread has taken last. */
#define RLX_TAKES 4
struct rlx_takes {
    uint32_t number; /* more than are kept: it may be any */
    const struct rlx_object *object[RLX_TAKES];
};

struct rlx_spin {
    uintptr_t pc;
    uint32_t rounds;
    uintptr_t at;
    uint32_t age;
    uint32_t depth; /* of calls */
    uint64_t hash;
    uint64_t effects, net;  /* of everybody, when the cycle began */
    int taken, gave;        /* as of a look */
    int disturbed;          /* an object that was read has been changed meanwhile, and changed back */
    uint32_t writes;        /* of its own */
    uint32_t steps, points; /* of everybody, and its own */
    uint32_t pauses;
    uint64_t answer; /* what the look read, when the cycle began */
    uint32_t reads;
    struct rlx_touch read[RLX_READS_KEPT];
};

#endif
