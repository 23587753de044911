/* SPDX-License-Identifier: MIT */
/* The oracles of the primitives: each runs one against its contract, and answers NULL or what is wrong.
 *
 * They know nothing of the test shim, so that the mutants' driver can link them without it. What an oracle
 * looks at is plain memory, unless named otherwise: under ThreadSanitizer a missing order is a race. None of
 * them sleeps or looks at a clock; a primitive that loses a wakeup hangs them, and the caller's time limit
 * ends that. */
#ifndef RL_ORACLE_H
#define RL_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/thread.h"

enum { ORACLE_THREADS_MAX = 32 };

/* Starts `count` threads on body(&arguments[i * size]), all at the same time, and joins them. */
void oracle_run(unsigned count, void *(*body)(void *), void *arguments, size_t size);

/* The first thing that went wrong, in any thread; printf's format. Answers it. */
const char *oracle_wrong(const char *format, ...) __attribute__((format(printf, 1, 2)));
const char *oracle_verdict(void); /* NULL: nothing */
void oracle_reset(void);

/* Lets others run, so that what can happen between two steps does, also on one CPU. */
void oracle_stir(unsigned *seed);

/* How much stress: the plain flavours' number, and less where a sanitizer makes it slow. RL_STRESS
 * multiplies. */
unsigned oracle_rounds(unsigned plain);

/* ---- Exclusion (exclusion.c), over one table of locks (locks.c). */

enum lock_kind { LOCK_EXCLUSIVE, LOCK_READ_WRITE };

struct lock_ops {
    const char *name;
    enum lock_kind kind;
    bool fifo; /* first come, first served */
    size_t size;
    void (*init)(void *lock);
    void (*lock)(void *lock, unsigned thread);
    void (*unlock)(void *lock, unsigned thread);
    bool (*trylock)(void *lock, unsigned thread);   /* or NULL */
    void (*read_lock)(void *lock, unsigned thread); /* READ_WRITE only */
    void (*read_unlock)(void *lock, unsigned thread);
    unsigned (*arrivals)(void *lock); /* fifo: changes when a thread has queued up */
};

extern const struct lock_ops lock_table[]; /* ended by a row without a name */
const struct lock_ops *lock_find(const char *name);

/* `threads` threads, `rounds` times each, inside one at a time. dwell, or NULL, is called inside. */
const char *exclusion_check(const struct lock_ops *ops, unsigned threads, unsigned rounds,
                            void (*dwell)(void));
/* Readers see what writers left, and are inside together; writers alone. */
const char *read_write_check(const struct lock_ops *ops, unsigned readers, unsigned writers, unsigned rounds);
/* Those who wait come in as they came. */
const char *fifo_check(const struct lock_ops *ops, unsigned threads);

/* Readers or writers first, as rdpref, wrpref and phasefair promise; NULL for other names (preference.c). */
const char *preference_check(const char *name);

/* ---- Waiting (waiting.c): no lost wakeup, nobody passes early. */
const char *semaphore_check(unsigned rounds);
const char *buffer_check(unsigned producers, unsigned consumers,
                         unsigned rounds); /* a condition variable's */
const char *broadcast_check(unsigned waiters, unsigned rounds);
const char *theft_check(void);
const char *timeout_check(void);
const char *barrier_check(unsigned parties, unsigned rounds);
const char *once_check(unsigned threads, unsigned rounds);
const char *latch_check(unsigned threads, unsigned rounds);
const char *sequence_check(unsigned readers, unsigned writers, unsigned rounds);

/* ---- Reclamation (reclaim.c). */
struct reclaim_ops {
    const char *name;
    bool waits; /* retire waits for readers: it cannot be called from one */
    void (*begin)(void);
    void (*join)(unsigned thread);
    void (*leave)(unsigned thread);
    void *(*enter)(unsigned thread, _Atomic(void *) *from); /* begins to read: what `from` shows */
    void (*exit)(unsigned thread);
    void (*retire)(unsigned thread, void *object); /* object_retired(object) when nobody reads it */
};

extern const struct reclaim_ops reclaim_table[]; /* ended by a row without a name */
const struct reclaim_ops *reclaim_find(const char *name);
void object_retired(void *object);
void *object_entry(void *object); /* room for a scheme's entry */

const char *reclaim_check(const struct reclaim_ops *ops, unsigned readers, unsigned writers, unsigned rounds);
/* One reader stays inside while much is retired: nothing of what it may see is reclaimed; then all is. */
const char *reclaim_held_check(const struct reclaim_ops *ops);

/* ---- Queues (queues.c), against a sequential model (linear.c). */
struct queue_ops {
    const char *name;
    bool lifo;
    unsigned capacity; /* 0: none */
    unsigned producers_max;
    unsigned consumers_max;
    void (*begin)(void);
    void (*join)(unsigned thread);
    void (*leave)(unsigned thread);
    bool (*push)(unsigned thread, uintptr_t value);
    bool (*pop)(unsigned thread, uintptr_t *value);
};

extern const struct queue_ops queue_table[]; /* ended by a row without a name */
const struct queue_ops *queue_find(const char *name);

/* Every element arrives once; those of one producer in order, in a queue. */
const char *queue_check(const struct queue_ops *ops, unsigned producers, unsigned consumers, unsigned rounds);
/* All programs of two threads with two operations each, `rounds` times each: every history has a sequential
 * order. */
const char *linearizability_check(const struct queue_ops *ops, unsigned rounds);

enum { HISTORY_MAX = 12 };
struct history_event {
    bool push;
    bool done; /* what the call answered */
    uintptr_t value;
    unsigned begin; /* points in time, all different */
    unsigned end;
};
bool history_is_linearizable(const struct history_event *events, size_t len, bool lifo, unsigned capacity);

#endif
