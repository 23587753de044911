/* SPDX-License-Identifier: MIT */
/* What a replay shows besides findings: each step, the program's output, and hashes of the trace and the
 * final state. */
#include <string.h>
#include "emit.h"
#include "internal.h"

void rlx_trace_step(struct rlx_thread *thread)
{
    const struct rlx_op *op = &thread->op;
    rlx_json_begin("step");
    rlx_json_number("n", RLX->active_node);
    rlx_json_number("thread", thread->id);
    rlx_json_hex("pc", op->pc);
    rlx_json_open("stack", '[');
    for (uint32_t d = thread->depth; d > 0 && thread->depth - d < RLX_MAX_STACK; d--)
        rlx_json_hex(0, thread->frames[d - 1].pc);
    rlx_json_close(']');
    rlx_json_text("op", rlx_kind_name(op->kind));
    rlx_json_end();
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9e3779b97f4a7c15ULL;
    return hash ^ hash >> 29;
}

static uint64_t state_hash(void)
{
    uint64_t hash = 1;
    for (uintptr_t p = RLX->data_start; p + 8 <= RLX->data_end; p += 8)
        hash = mix(hash, *(const uint64_t *)p);
    uint32_t number;
    const struct rlx_block *blocks = rlx_heap_blocks(&number);
    for (uint32_t i = 0; i < number; i++)
        for (uintptr_t p = blocks[i].addr; p < blocks[i].addr + blocks[i].size; p++)
            hash = mix(hash, *(const unsigned char *)p);
    return hash;
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
    rlx_json_hex("state", state_hash());
    rlx_json_end();
}
