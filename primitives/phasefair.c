/* SPDX-License-Identifier: MIT */
/* Phase-fair tickets.
 *
 * I1. At most one writer is present: the one whose number is writers_out.
 * I2. A reader that comes while no writer is present is inside at once; one that comes while a writer is
 *     present comes in when the bits change: the writer has left, even if the next one, of the other phase,
 *     is present.
 * I3. A writer is inside when as many readers have left as had come before it was present: no other reader
 *     is inside, for those that came later wait for it. */
#include "phasefair.h"

#include "base/check.h"
#include "pause.h"

enum { WRITER_BITS = RL_PHASEFAIR_PRESENT | RL_PHASEFAIR_PHASE };

void rl_phasefair_read_lock(struct rl_phasefair *lock)
{
    /* [PF1] acquire: pairs with [PF8]. What the last writer wrote is visible if none is present. */
    uint32_t writer = atomic_fetch_add_explicit(&lock->readers_in, RL_PHASEFAIR_READER, memory_order_acquire);
    writer &= WRITER_BITS;
    struct rl_pause pause = RL_PAUSE_INIT;
    /* [PF2] acquire: pairs with [PF8]. What the writer that was present wrote is visible from here. */
    while (writer && (atomic_load_explicit(&lock->readers_in, memory_order_acquire) & WRITER_BITS) == writer)
        rl_pause_turn(&pause);
}

void rl_phasefair_read_unlock(struct rl_phasefair *lock)
{
    /* [PF3] release: pairs with [PF6]. The next writer writes after this reader has read. */
    uint32_t left = atomic_fetch_add_explicit(&lock->readers_out, RL_PHASEFAIR_READER, memory_order_release);
    /* [PF9] relaxed: no partner. The reader's own coming was before, so it is counted in what is read. */
    uint32_t come = atomic_load_explicit(&lock->readers_in, memory_order_relaxed);
    RL_CHECK((come & ~(uint32_t)WRITER_BITS) != left,
             "phasefair: read_unlock with no reader inside. Unlock what "
             "this thread has locked, as it was locked, and once.");
}

void rl_phasefair_write_lock(struct rl_phasefair *lock)
{
    /* [PF4] relaxed: no partner. Drawing a number shows nothing; that it is drawn once is enough (I1). */
    uint32_t mine = atomic_fetch_add_explicit(&lock->writers_in, 1, memory_order_relaxed);
    struct rl_pause pause = RL_PAUSE_INIT;
    /* [PF5] acquire: pairs with [PF7]. What the last writer wrote is visible from here. */
    while (atomic_load_explicit(&lock->writers_out, memory_order_acquire) != mine)
        rl_pause_turn(&pause);
    uint32_t bits = RL_PHASEFAIR_PRESENT | (mine & RL_PHASEFAIR_PHASE);
    /* [PF10] relaxed: no partner. Tells the readers that come after it to wait; all that this thread
     * needs to see comes by [PF5] and [PF6]. */
    uint32_t come = atomic_fetch_add_explicit(&lock->readers_in, bits, memory_order_relaxed);
    /* [PF6] acquire: pairs with [PF3]. All readers that were inside have read. */
    while (atomic_load_explicit(&lock->readers_out, memory_order_acquire) != come)
        rl_pause_turn(&pause);
}

void rl_phasefair_write_unlock(struct rl_phasefair *lock)
{
    /* [PF11] relaxed: no partner. Only the writer inside changes these two, and it reads its own. */
    uint32_t mine = atomic_load_explicit(&lock->writers_out, memory_order_relaxed);
    /* [PF8] release: pairs with [PF1] and [PF2]. The readers that wait see what was written. */
    uint32_t bits =
        atomic_fetch_and_explicit(&lock->readers_in, ~(uint32_t)WRITER_BITS, memory_order_release);
    RL_CHECK(bits & RL_PHASEFAIR_PRESENT,
             "phasefair: write_unlock with no writer inside. Unlock what this thread "
             "has locked, as it was locked, and once.");
    /* [PF7] release: pairs with [PF5]. The next writer sees what was written, and the bits cleared. */
    atomic_store_explicit(&lock->writers_out, mine + 1, memory_order_release);
}

void rl_phasefair_destroy(struct rl_phasefair *lock)
{
    /* [PF12] relaxed: no partner. The caller has made sure that the others are done. */
    RL_CHECK(atomic_load_explicit(&lock->readers_in, memory_order_relaxed) ==
                 /* [PF13] relaxed: no partner. As [PF12]. */
                 atomic_load_explicit(&lock->readers_out, memory_order_relaxed),
             "phasefair: destroy in use. Unlock it, and join or stop its users, before.");
}
