/* SPDX-License-Identifier: MIT */
/* Finds atomic operations and their orders in code. */
#include "pairs.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* What an identifier followed by a parenthesis is. */
enum call { CALL_OTHER, CALL_OPERATION, CALL_IMPLICIT, CALL_SYNC, CALL_FENCE, CALL_OUR_FENCE };

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool ends(const char *text, const char *with)
{
    size_t length = strlen(text);
    size_t tail = strlen(with);
    return length >= tail && strcmp(text + length - tail, with) == 0;
}

static bool is_generic(const char *rest)
{
    static const char *const names[] = {"load",
                                        "store",
                                        "exchange",
                                        "compare_exchange_strong",
                                        "compare_exchange_weak",
                                        "fetch_add",
                                        "fetch_sub",
                                        "fetch_or",
                                        "fetch_xor",
                                        "fetch_and",
                                        "flag_test_and_set",
                                        "flag_clear"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], rest) == 0)
            return true;
    }
    return false;
}

static enum call classify(const char *name)
{
    if (starts(name, "__sync_"))
        return CALL_SYNC;
    if (starts(name, "rl_fence_"))
        return CALL_OUR_FENCE;
    if (ends(name, "atomic_thread_fence") || ends(name, "atomic_signal_fence"))
        return CALL_FENCE;
    if (starts(name, "__atomic_"))
        return ends(name, "_lock_free") ? CALL_OTHER : CALL_OPERATION;
    if (!starts(name, "atomic_"))
        return CALL_OTHER;
    if (ends(name, "_explicit"))
        return CALL_OPERATION;
    return is_generic(name + strlen("atomic_")) ? CALL_IMPLICIT : CALL_OTHER;
}

/* The argument that ends before `end`, without white space; *start: where it begins. */
static void last_argument(const struct source *source, size_t open, size_t end, size_t *start,
                          char out[NAME_BYTES])
{
    int depth = 0;
    size_t at = end;
    while (at - 1 > open) {
        char c = source->code[at - 1];
        depth += c == ')' || c == ']' || c == '}';
        depth -= c == '(' || c == '[' || c == '{';
        if (c == ',' && depth == 0)
            break;
        at--;
    }
    *start = at;
    size_t used = 0;
    for (size_t i = at; i < end && used < NAME_BYTES - 1; i++) {
        if (!isspace((unsigned char)source->code[i]) && source->code[i] != '\\')
            out[used++] = source->code[i];
    }
    out[used] = '\0';
}

/* memory_order_acquire, __ATOMIC_ACQUIRE */
static enum order order_of(const char *argument)
{
    char name[NAME_BYTES];
    size_t skipped = starts(argument, "memory_order_") ? strlen("memory_order_")
                     : starts(argument, "__ATOMIC_")   ? strlen("__ATOMIC_")
                                                       : 0;
    if (skipped == 0)
        return ORDER_NONE;
    size_t i = 0;
    for (; argument[skipped + i]; i++)
        name[i] = (char)tolower((unsigned char)argument[skipped + i]);
    name[i] = '\0';
    enum order order;
    enum order none;
    return pairs_parse_orders(name, &order, &none) == i && i > 0 ? order : ORDER_NONE;
}

static bool read_orders(const struct source *source, size_t open, struct operation *operation)
{
    size_t end = source_close(source, open);
    size_t start;
    char argument[NAME_BYTES];
    last_argument(source, open, end, &start, argument);
    operation->success = order_of(argument);
    operation->failure = ORDER_NONE;
    if (strstr(operation->name, "compare_exchange") && operation->success != ORDER_NONE) {
        operation->failure = operation->success;
        last_argument(source, open, start - 1, &start, argument);
        operation->success = order_of(argument);
    }
    if (operation->success != ORDER_NONE)
        return true;
    pairs_complain(
        source, operation->at,
        "%s: the order '%s' is not one of relaxed, acquire, release, acq_rel, seq_cst by name. Write it out.",
        operation->name, argument);
    return false;
}

static enum order order_of_our_fence(const char *name)
{
    return ends(name, "_acquire") ? ORDER_ACQUIRE : ends(name, "_release") ? ORDER_RELEASE : ORDER_SEQ_CST;
}

static void add(struct operations *operations, const struct operation *operation)
{
    operations->items = source_grow(operations->items, (operations->len + 1) * sizeof *operations->items);
    operations->items[operations->len++] = *operation;
}

static void look(const struct source *source, struct operation *operation, size_t open,
                 struct operations *out)
{
    bool home = ends(source->path, "base/fence.h");
    switch (classify(operation->name)) {
    case CALL_OTHER:
        break;
    case CALL_IMPLICIT:
        pairs_complain(source, operation->at,
                       "%s has no order, so it is seq_cst. Use %s_explicit and say which is needed.",
                       operation->name, operation->name);
        break;
    case CALL_SYNC:
        pairs_complain(source, operation->at,
                       "%s has no order that can be named. Use an atomic_…_explicit function.",
                       operation->name);
        break;
    case CALL_OUR_FENCE:
        operation->success = order_of_our_fence(operation->name);
        operation->failure = ORDER_NONE;
        if (!home)
            add(out, operation);
        break;
    case CALL_FENCE:
        if (!home) {
            pairs_complain(source, operation->at,
                           "%s: ThreadSanitizer does not see a bare fence. Use rl_fence_… of base/fence.h.",
                           operation->name);
            break;
        } /* fall through */
    case CALL_OPERATION:
        if (read_orders(source, open, operation))
            add(out, operation);
        break;
    }
}

void pairs_find_operations(const struct source *source, struct operations *out)
{
    *out = (struct operations){NULL, 0};
    for (size_t i = 0; i < source->size; i++) {
        size_t length = source_word(source, i);
        if (length == 0)
            continue;
        size_t open = source_next(source, i + length);
        if (length < NAME_BYTES && open != (size_t)-1 && source->code[open] == '(') {
            struct operation operation = {.at = i};
            memcpy(operation.name, source->code + i, length);
            operation.name[length] = '\0';
            look(source, &operation, open, out);
        }
        i += length - 1;
    }
}
