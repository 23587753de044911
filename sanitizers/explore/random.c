/* SPDX-License-Identifier: MIT */
/* Randomised strategies: a uniform choice at each step, and PCT: priorities with a few random changes of
 * them. */
#include <string.h>
#include "internal.h"

static uint64_t next_random(void)
{
    uint64_t x = RLX->random += 0x9e3779b97f4a7c15ULL;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

static uint32_t below(uint32_t n)
{
    return (uint32_t)((next_random() >> 32) * n >> 32);
}

/* PCT: a thread's priority; lower runs first. Change points push the running thread to the back. */
#define CHANGES 8
static struct {
    uint32_t priority[RLX_MAX_THREADS];
    uint64_t known;
    uint32_t change[CHANGES];
    uint32_t changes, depth;
    uint32_t longest;
} pct;

/* POS: every pending operation has a random priority. One that conflicts with the operation that went first
 * gets a new one, so that each order of the conflicting pairs is about as likely as the others. */
static struct {
    uint32_t priority[RLX_MAX_THREADS];
    uint32_t at[RLX_MAX_THREADS]; /* the thread's number of operations when it was drawn, from 1 */
} pos;

static int pos_thread(uint64_t all)
{
    int best = -1;
    for (uint64_t rest = all; rest; rest &= rest - 1) {
        int id = __builtin_ctzll(rest);
        uint32_t now = RLX->thread[id].published;
        if (pos.at[id] != now) {
            pos.at[id] = now;
            pos.priority[id] = below(0xffffffff);
        }
        if (best < 0 || pos.priority[id] > pos.priority[best])
            best = id;
    }
    for (uint64_t rest = all & ~(1ULL << best); rest; rest &= rest - 1) {
        int id = __builtin_ctzll(rest);
        if (rlx_ops_depend(&RLX->thread[id].op, &RLX->thread[best].op))
            pos.at[id] = 0;
    }
    return best;
}

void rlx_random_begin(uint64_t number)
{
    memset(pos.at, 0, sizeof pos.at);
    pct.known = 0;
    pct.depth = (uint32_t)(number % 4); /* bugs of depth 1 to 4 in turn */
    if (RLX->depth > pct.longest)
        pct.longest = RLX->depth;
    pct.changes = pct.depth;
    for (uint32_t i = 0; i < pct.changes; i++)
        pct.change[i] = below(pct.longest ? pct.longest : 20);
}

static int pct_thread(uint64_t all)
{
    for (uint64_t rest = all & ~pct.known; rest; rest &= rest - 1) {
        int id = __builtin_ctzll(rest);
        pct.known |= 1ULL << id;
        pct.priority[id] = 1000 + below(1000000);
    }
    for (uint32_t i = 0; i < pct.changes; i++)
        if (pct.change[i] == RLX->depth)
            pct.priority[RLX->last] = 2000000 + i;
    if (RLX->others_first)
        pct.priority[RLX->last] = 3000000 + RLX->turns;
    int best = __builtin_ctzll(all);
    for (uint64_t rest = all; rest; rest &= rest - 1) {
        int id = __builtin_ctzll(rest);
        if (pct.priority[id] < pct.priority[best])
            best = id;
    }
    return best;
}

int rlx_random_thread(uint64_t enabled, uint64_t weak)
{
    uint64_t all = enabled;
    if (weak && (!enabled || below(8) == 0))
        all |= weak; /* a timeout or spurious wakeup now and then */
    if (!(all & (all - 1)))
        return __builtin_ctzll(all);
    int turn = rlx_turn(all);
    if (turn >= 0)
        return turn;
    if (RLX->mode == RLX_PCT)
        return pct_thread(all);
    if (RLX->mode == RLX_POS)
        return pos_thread(all);
    uint32_t number = 0;
    for (uint64_t rest = all; rest; rest &= rest - 1)
        number++;
    for (uint32_t skip = below(number); skip; skip--)
        all &= all - 1;
    return __builtin_ctzll(all);
}

int rlx_random_choice(int alternatives)
{
    return (int)below((uint32_t)alternatives);
}
