/* SPDX-License-Identifier: MIT */
/* Random programs for the differential test, from a seed. */
#include "program.h"

#include <string.h>

/* splitmix64 (Steele, Lea, Flood 2014): the generator's only source of chance. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

struct maker {
    uint64_t random;
    char *text;
    size_t length;
    unsigned threads;
    int left;          /* operations that this thread may still have */
    unsigned features; /* which kinds of objects this program uses */
};

enum {
    MUTEXES = 1,
    CONDS = 2,
    SEMS = 4,
    RWLOCKS = 8,
    ATOMICS = 16,
    PLAINS = 32,
    TRIES = 64,
    TIMES = 128,
    BARRIERS = 256,
    ONCES = 512,
    SPINS = 1024,
    ROBUSTS = 2048,
    CANCELS = 4096,
    LOOPS = 8192,
    SPINNING = 16384
};

/* Seeds from here on make programs with the primitives that are used less. */
#define RARE_SEEDS 1000000u
/* Seeds from here on make programs that wait in loops, and wake. */
#define LOOP_SEEDS 3000000u
/* Seeds from here on make programs that wait by looking again and again. */
#define SPINNING_SEEDS 4000000u

static unsigned below(struct maker *m, unsigned n)
{
    return (unsigned)(next_random(&m->random) % n);
}

static void put(struct maker *m, char op, unsigned object)
{
    if (m->length + 3 < DIFF_PROGRAM_MAX) {
        m->text[m->length++] = op;
        m->text[m->length++] = (char)('0' + object);
        m->text[m->length] = 0;
    }
    m->left--;
}

static char pick(struct maker *m, const char *ops)
{
    return ops[below(m, (unsigned)strlen(ops))];
}

/* An operation that may stand anywhere. */
static void put_simple(struct maker *m)
{
    unsigned wants = m->features & (SEMS | ATOMICS | PLAINS);
    for (int tries = 0; tries < 8; tries++) {
        unsigned kind = 1u << below(m, 8);
        if (!(kind & wants))
            continue;
        if (kind == SEMS)
            put(m, pick(m, m->features & TRIES ? m->features & TIMES ? "PPQqd" : "PPQq" : "PPQ"),
                below(m, 2));
        else if (kind == ATOMICS)
            put(m, pick(m, "llssfe"), below(m, 2));
        else
            put(m, pick(m, "kSS"), below(m, 2));
        return;
    }
    put(m, pick(m, m->features & PLAINS ? "kS" : "ls"), below(m, 2));
}

static void put_mutex_section(struct maker *m)
{
    unsigned object = below(m, 2);
    bool try = (m->features & TRIES) && below(m, 4) == 0;
    put(m, try ? 'T' : 'L', object);
    int inside = 1 + (int)below(m, 2);
    for (int i = 0; i < inside && m->left > 1; i++) {
        if (!try && (m->features & CONDS) && below(m, 2) == 0)
            put(m, pick(m, m->features & TIMES ? "WDGGB" : "WWGGB"), object);
        else if (!try && m->left > 3 && below(m, 4) == 0) {
            put(m, 'L', 1 - object);
            put_simple(m);
            put(m, 'U', 1 - object);
        } else
            put_simple(m);
    }
    put(m, try ? 'V' : 'U', object);
}

static void put_rwlock_section(struct maker *m)
{
    unsigned object = below(m, 2);
    bool try = (m->features & TRIES) && below(m, 3) == 0;
    put(m, pick(m, try ? "xy" : "rrw"), object);
    put_simple(m);
    put(m, try ? 'z' : 'u', object);
}

/* Something of the primitives that are used less. */
static void put_rare(struct maker *m)
{
    unsigned object = below(m, 2), kind;
    do
        kind = BARRIERS << below(m, 5);
    while (!(m->features & kind));
    if (kind == BARRIERS) {
        put(m, 'b', 0);
    } else if (kind == ONCES) {
        put(m, 'o', 0);
    } else if (kind == SPINS) {
        put(m, 'p', object);
        put_simple(m);
        put(m, 'v', object);
    } else if (kind == ROBUSTS) {
        put(m, 'R', 0);
        if (below(m, 2))
            put(m, 'K', 0);
        if (below(m, 2))
            put(m, 'M', 0);
        else
            put(m, 'X', 0);
    } else {
        put(m, pick(m, "CCcH"), below(m, m->threads));
    }
}

/* It waits until an atomic is set; it sets it and tells; or it tells without cause. */
static void put_waiting(struct maker *m)
{
    unsigned object = below(m, 3) ? 0 : 1;
    switch (below(m, 5)) {
    case 0:
    case 1:
        put(m, 'N', object);
        return;
    case 2:
        put(m, 'L', object);
        put(m, 's', object);
        if (below(m, 4))
            put(m, pick(m, "GB"), object);
        put(m, 'U', object);
        return;
    case 3:
        put(m, 's', object);
        put(m, pick(m, "GB"), object);
        return;
    default:
        put(m, pick(m, m->features & TRIES ? "GTl" : "Gl"), object);
        if (m->text[m->length - 2] == 'T')
            put(m, 'V', object);
    }
}

/* It waits for what others set, takes a lock by trying, or gives what others wait for. */
static void put_spinning(struct maker *m)
{
    unsigned object = below(m, 3) ? 0 : 1;
    char how;
    switch (below(m, 6)) {
    case 0:
        put(m, pick(m, "AaaEFOOO"), object);
        return;
    case 1:
        put(m, pick(m, "gh"), object);
        put(m, pick(m, "sf"), 1 - object);
        put(m, 'i', object);
        return;
    case 2:
        how = pick(m, "jjntLT");
        put(m, how, object);
        put(m, pick(m, "slfA"), object);
        put(m, how == 'T' ? 'V' : 'U', object);
        if (how == 'n' || how == 't')
            put(m, 'U', 1 - object);
        return;
    case 3:
        put(m, pick(m, "ZJm"), object);
        return;
    default:
        put(m, pick(m, "sssPfeli"), object);
    }
}

static void put_thread(struct maker *m)
{
    while (m->left > 0) {
        if (m->features & SPINNING) {
            put_spinning(m);
            continue;
        }
        if (m->features & LOOPS) {
            put_waiting(m);
            continue;
        }
        if (m->features >= BARRIERS && below(m, 2)) {
            put_rare(m);
            continue;
        }
        unsigned kind = below(m, 8);
        if (kind < 3 && (m->features & MUTEXES) && m->left >= 3)
            put_mutex_section(m);
        else if (kind < 5 && (m->features & RWLOCKS) && m->left >= 3)
            put_rwlock_section(m);
        else if (kind == 5 && (m->features & CONDS))
            put(m, pick(m, "GB"), below(m, 2));
        else
            put_simple(m);
    }
}

void diff_program_make(uint64_t seed, char program[DIFF_PROGRAM_MAX])
{
    struct maker m = {.random = seed * 2 + 1, .text = program};
    program[0] = 0;
    m.features = (unsigned)next_random(&m.random) & 255;
    if (m.features & CONDS)
        m.features |= MUTEXES;
    if (!(m.features & (MUTEXES | SEMS | RWLOCKS | ATOMICS)))
        m.features |= ATOMICS;
    if (seed >= SPINNING_SEEDS)
        m.features = SPINNING;
    else if (seed >= LOOP_SEEDS)
        m.features = LOOPS | (m.features & TRIES);
    else if (seed >= RARE_SEEDS)
        m.features |= BARRIERS << below(&m, 5) | (below(&m, 3) ? 0 : BARRIERS << below(&m, 5));
    unsigned threads = 2 + below(&m, 2);
    m.threads = threads;
    int total = (threads == 2 ? 8 : 6) - (seed >= RARE_SEEDS ? 2 : 0);
    for (unsigned t = 0; t < threads; t++) {
        if (t) {
            program[m.length++] = '/';
            program[m.length] = 0;
        }
        m.left = total / (int)threads + (below(&m, 3) == 0 ? 1 : 0);
        put_thread(&m);
    }
}

bool diff_program_drop(const char *program, size_t n, char out[DIFF_PROGRAM_MAX])
{
    size_t seen = 0;
    for (size_t i = 0; program[i];) {
        size_t step = program[i] == '/' ? 1 : 2;
        if (step == 2 && seen++ == n) {
            memcpy(out, program, i);
            strcpy(out + i, program + i + 2);
            return true;
        }
        i += step;
    }
    return false;
}
