/* SPDX-License-Identifier: MIT */
/* Thread-specific data: keys, values, and the destructors that run when a thread ends. */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include "internal.h"

enum { KEYS = 128 };

static struct {
    uint32_t generation;
    uint8_t used[KEYS];
    void (*destroy[KEYS])(void *);
} keys;
static struct {
    uint32_t generation;
    void *value[KEYS];
} values[RLX_MAX_THREADS];

static void begin_execution(void)
{
    if (keys.generation == RLX->generation)
        return;
    keys.generation = RLX->generation;
    for (int i = 0; i < KEYS; i++)
        keys.used[i] = 0;
}

static void **value_of(pthread_key_t key)
{
    int id = rlx_self();
    if (values[id].generation != RLX->generation) {
        values[id].generation = RLX->generation;
        for (int i = 0; i < KEYS; i++)
            values[id].value[i] = 0;
    }
    return &values[id].value[key];
}

/* The thread's values, for what its next steps depend on. 0: it has none. */
uint64_t rlx_keys_hash(const struct rlx_thread *thread)
{
    if (values[thread->id].generation != RLX->generation)
        return 0;
    return rlx_hash_memory(1, (uintptr_t)values[thread->id].value,
                           (uintptr_t)(values[thread->id].value + KEYS));
}

static int valid(pthread_key_t key)
{
    begin_execution();
    return key < KEYS && keys.used[key];
}

/* The number of a key depends on who comes first. */
static void point(int kind, uintptr_t pc)
{
    struct rlx_thread *self = rlx_begin(kind, pc);
    rlx_touch_at(self, (uintptr_t)&keys, 0, RLX_W);
    rlx_point(self);
}

int rlx_pthread_key_create(pthread_key_t *out, void (*destroy)(void *))
{
    uintptr_t pc = RLX_CALLER;
    point(RLX_OP_KEY_CREATE, pc);
    begin_execution();
    for (pthread_key_t key = 0; key < KEYS; key++) {
        if (keys.used[key])
            continue;
        keys.used[key] = 1;
        keys.destroy[key] = destroy;
        rlx_write_quiet(out, sizeof *out, pc);
        *out = key;
        for (int t = 0; t < RLX_MAX_THREADS; t++)
            values[t].value[key] = 0;
        return 0;
    }
    return EAGAIN;
}

int rlx_pthread_key_delete(pthread_key_t key)
{
    point(RLX_OP_KEY_DELETE, RLX_CALLER);
    if (!valid(key))
        return EINVAL;
    keys.used[key] = 0;
    return 0;
}

int rlx_pthread_setspecific(pthread_key_t key, const void *value)
{
    if (!valid(key))
        return EINVAL;
    if (*value_of(key) != value)
        RLX->current->writes++;
    *value_of(key) = (void *)value;
    return 0;
}

void *rlx_pthread_getspecific(pthread_key_t key)
{
    return valid(key) ? *value_of(key) : 0;
}

void rlx_keys_end(struct rlx_thread *self)
{
    begin_execution();
    if (values[self->id].generation != RLX->generation)
        return;
    for (int round = 0; round < PTHREAD_DESTRUCTOR_ITERATIONS; round++) {
        int again = 0;
        for (pthread_key_t key = 0; key < KEYS; key++) {
            void **slot = value_of(key), *value = *slot;
            if (!keys.used[key] || !value)
                continue;
            *slot = 0;
            if (keys.destroy[key]) {
                keys.destroy[key](value);
                again = 1;
            }
        }
        if (!again)
            return;
    }
}
