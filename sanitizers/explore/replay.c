/* SPDX-License-Identifier: MIT */
/* What a replay shows besides findings: the program's output, and hashes of the trace and the
 * final state. */
#include <string.h>
#include "emit.h"
#include "internal.h"

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 29;
}

void rlx_trace_hash(const struct rlx_thread *thread)
{
    const struct rlx_op *op = &thread->op;
    uint64_t hash = mix(RLX->trace_hash, (uint64_t)thread->id << 8 | op->kind);
    hash = mix(hash, op->pc);
    if (op->touches && op->on[0].len)
        hash = mix(hash, op->on[0].addr);
    else if (op->object)
        hash = mix(hash, op->object->addr);
    if (op->kind >= RLX_OP_LOAD && op->kind <= RLX_OP_CAS)
        hash = mix(hash, op->read_value);
    RLX->trace_hash = hash;
}

void rlx_emit_replay(void)
{
    if (RLX->config.strategy != RLX_REPLAY)
        return;
    unsigned long length;
    bool truncated;
    const char *text = rlx_output_text(&length, &truncated);
    rlx_json_begin("output");
    rlx_json_bytes("text", text, length);
    rlx_json_bool("truncated", truncated);
    rlx_json_end();
    if (!RLX->config.hashes)
        return;
    rlx_json_begin("hashes");
    rlx_json_hex("trace", RLX->trace_hash);
    rlx_json_hex("state", rlx_hash_program());
    rlx_json_end();
}
