/* SPDX-License-Identifier: MIT */
/* What an address is: a global, a heap block, a thread's stack or thread-local variable. */
#include <string.h>
#include "emit.h"
#include "internal.h"

void rlx_place_of(uintptr_t addr, uintptr_t len, struct place *out)
{
    memset(out, 0, sizeof *out);
    out->addr = addr;
    out->size = len;
    out->thread = -1;
    if (addr < 4096) {
        out->kind = "null";
    } else if (addr >= RLX_HEAP && addr < RLX_STACKS) {
        const struct rlx_block *block = rlx_heap_block(addr);
        out->kind = "heap";
        if (block) {
            out->addr = block->addr;
            out->size = block->size;
            out->offset = (int64_t)(addr - block->addr);
            out->alloc_pc = block->alloc_pc;
            out->alloc_thread = block->alloc_thread;
            out->free_pc = block->free_pc;
        }
    } else if (addr >= RLX_STACKS && addr < RLX_DONORS) {
        out->kind = "stack";
        out->thread = (int)((addr - RLX_STACKS) / RLX_STACK_EACH);
    } else if (addr >= RLX_DONORS && addr < RLX_TRACKED) {
        out->kind = "tls";
        out->thread = (int)((addr - RLX_DONORS) / RLX_DONOR_EACH);
        out->offset = (int64_t)(addr + RLX->tls_offset - RLX->thread[out->thread].fs);
    } else {
        out->kind = "global";
    }
}

void rlx_emit_place(const char *key, const struct place *place, const char *type)
{
    rlx_json_open(key, '{');
    rlx_json_text("kind", place->kind);
    rlx_json_hex("addr", place->addr);
    rlx_json_number("size", (long long)place->size);
    rlx_json_number("offset", place->offset);
    if (place->alloc_pc) {
        rlx_json_hex("alloc_pc", place->alloc_pc);
        rlx_json_number("alloc_thread", place->alloc_thread);
    }
    if (place->free_pc)
        rlx_json_hex("free_pc", place->free_pc);
    if (place->thread >= 0)
        rlx_json_number("thread", place->thread);
    if (type)
        rlx_json_text("type", type);
    rlx_json_close('}');
}

void rlx_emit_object(const char *key, uintptr_t addr, uintptr_t len, const char *type)
{
    struct place place;
    if (type && strcmp(type, "futex") == 0)
        addr &= ~3UL; /* the word; its sleepers are kept one byte further */
    rlx_place_of(addr, len, &place);
    rlx_emit_place(key, &place, type);
}

void rlx_emit_thread(const char *key, int thread)
{
    rlx_json_open(key, '{');
    rlx_json_text("kind", "thread");
    rlx_json_number("thread", thread);
    rlx_json_close('}');
}
