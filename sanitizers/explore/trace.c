/* SPDX-License-Identifier: MIT */
/* The trace of a replay: each operation with its object, that object's state before and after, and who else
 * could have run. */
#include <string.h>
#include "emit.h"
#include "internal.h"

static struct {
    uint64_t enabled, weak;
    char before[64];
    int stack;
    uintptr_t callers[RLX_MAX_STACK];
} now;

static char *append(char *at, const char *text)
{
    while (*text)
        *at++ = *text++;
    *at = 0;
    return at;
}

static char *append_number(char *at, uint64_t value)
{
    char digits[24];
    int n = 0;
    do
        digits[n++] = (char)('0' + value % 10);
    while (value /= 10);
    while (n)
        *at++ = digits[--n];
    *at = 0;
    return at;
}

/* The state of an object in words. */
static void describe(const struct rlx_object *object, char *out)
{
    *out = 0;
    if (!object)
        return;
    if (object->dead) {
        append(out, "destroyed");
        return;
    }
    switch (object->type) {
    case RLX_TYPE_MUTEX:
        if (object->owner < 0)
            append(out, "free");
        else
            append_number(append(out, "held by thread "), (uint64_t)object->owner);
        break;
    case RLX_TYPE_FUTEX:
        append(append_number(out, object->waiters), " sleeping");
        break;
    case RLX_TYPE_COND:
        append(append_number(out, object->waiters), " waiting");
        break;
    case RLX_TYPE_SEM:
        append_number(append(out, "value "), object->count);
        break;
    case RLX_TYPE_THREAD:
        if (object->addr)
            append(out,
                   ((const struct rlx_thread *)object->addr)->state == RLX_THREAD_DONE ? "ended" : "running");
        break;
    }
}

void rlx_trace_before(struct rlx_thread *thread, uint64_t enabled, uint64_t weak)
{
    now.enabled = enabled;
    now.weak = weak;
    describe(thread->op.object, now.before);
    now.stack = 0;
    for (uint32_t d = thread->depth; d > 0 && now.stack < RLX_MAX_STACK; d--)
        if (d <= RLX_FRAMES_EACH / sizeof(struct rlx_frame))
            now.callers[now.stack++] = thread->frames[d - 1].pc;
}

static int is_memory(const struct rlx_op *op)
{
    return op->touches && op->on[0].len;
}

static void emit_target(const struct rlx_op *op)
{
    if (is_memory(op))
        rlx_emit_object("object", op->on[0].addr, op->on[0].len,
                        op->kind >= RLX_OP_LOAD && op->kind <= RLX_OP_CAS ? "atomic" : 0);
    else if (op->object && op->object->type == RLX_TYPE_THREAD)
        rlx_emit_thread("object", ((const struct rlx_thread *)op->object->addr)->id);
    else if (op->object)
        rlx_emit_object("object", op->object->addr, 0, rlx_type_name(op->object->type));
}

/* A plain access: what lies there now is what it read or wrote, for nobody else has run since. */
static void emit_plain(const struct rlx_op *op)
{
    uint64_t value = 0;
    uint32_t len = op->on[0].len;
    if (!op->touches || (len != 1 && len != 2 && len != 4 && len != 8))
        return;
    memcpy(&value, (const void *)op->on[0].addr, len);
    if (len == 4)
        value = (uint64_t)(int64_t)(int32_t)value; /* most are int */
    rlx_json_number(op->kind == RLX_OP_READ ? "value_read" : "value_written", (long long)value);
}

static void emit_values(const struct rlx_op *op)
{
    if (op->kind == RLX_OP_READ || op->kind == RLX_OP_WRITE)
        emit_plain(op);
    static const char *const orders[] = {"relaxed", "consume", "acquire", "release", "acq_rel", "seq_cst"};
    if (op->kind < RLX_OP_LOAD || op->kind > RLX_OP_CAS)
        return;
    if (op->kind != RLX_OP_STORE)
        rlx_json_number("value_read", (long long)op->read_value);
    if (op->kind == RLX_OP_STORE || op->kind == RLX_OP_RMW || (op->kind == RLX_OP_CAS && op->weak != 2))
        rlx_json_number("value_written", (long long)op->written_value);
    if (op->order < sizeof orders / sizeof orders[0])
        rlx_json_text("order", orders[op->order]);
}

static void emit_blocked(void)
{
    uint64_t blocked = RLX->alive & ~(now.enabled | now.weak);
    rlx_json_open("blocked", '[');
    for (; blocked; blocked &= blocked - 1) {
        const struct rlx_thread *thread = &RLX->thread[__builtin_ctzll(blocked)];
        if (thread->state != RLX_THREAD_LIVE)
            continue;
        rlx_json_open(0, '{');
        rlx_json_number("thread", thread->id);
        rlx_json_text("op", rlx_kind_name(thread->op.kind));
        if (thread->op.object && thread->op.object->type == RLX_TYPE_THREAD)
            rlx_emit_thread("on", ((const struct rlx_thread *)thread->op.object->addr)->id);
        else if (thread->op.object)
            rlx_emit_object("on", thread->op.object->addr, 0, rlx_type_name(thread->op.object->type));
        rlx_json_close('}');
    }
    rlx_json_close(']');
}

void rlx_trace_step(struct rlx_thread *thread)
{
    const struct rlx_op *op = &thread->op;
    char after[64];
    rlx_json_begin("step");
    rlx_json_number("n", RLX->active_node);
    rlx_json_number("thread", thread->id);
    rlx_json_hex("pc", op->pc);
    rlx_json_open("stack", '[');
    for (int i = 0; i < now.stack; i++)
        rlx_json_hex(0, now.callers[i]);
    rlx_json_close(']');
    rlx_json_text("op", rlx_kind_name(op->kind));
    emit_target(op);
    if (now.before[0])
        rlx_json_text("before", now.before);
    describe(op->object, after);
    if (after[0])
        rlx_json_text("after", after);
    emit_values(op);
    if (op->weak)
        rlx_json_text("result", op->weak == 2 ? "failed" : "timeout or spurious wakeup");
    rlx_json_open("enabled", '[');
    for (uint64_t rest = now.enabled | now.weak; rest; rest &= rest - 1)
        rlx_json_number(0, __builtin_ctzll(rest));
    rlx_json_close(']');
    if (RLX->choices > 1) {
        rlx_json_number("choice", RLX->choice);
        rlx_json_number("of", RLX->choices);
    }
    emit_blocked();
    rlx_json_end();
}
