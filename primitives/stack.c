/* SPDX-License-Identifier: MIT */
/* Treiber's stack over hazard pointers.
 *
 * I1. A node is written before it is pushed, and never after: what is behind top can be read by all who
 *     protect it.
 * I2. A node leaves the stack by one exchange, whose thread retires it. While another protects it, it is
 *     neither freed nor, under the same address, pushed again: if top still shows it, its next is still the
 *     next. */
#include "stack.h"

#include <stdlib.h>

struct node {
    struct node *next; /* read-only after the push */
    void *element;     /* read-only after the push */
    struct rl_hazard_entry entry;
};

bool rl_stack_push(struct rl_stack *stack, void *element)
{
    struct node *node = malloc(sizeof *node);
    if (!node)
        return false;
    node->element = element;
    /* [ST1] relaxed: no partner. Checked again by [ST2]; the address alone is used. */
    void *top = atomic_load_explicit(&stack->top, memory_order_relaxed);
    for (;;) {
        node->next = top;
        /* [ST2] release/relaxed: pairs with [HZ5] in hazard.c. Who gets the node sees it written.
         */
        if (atomic_compare_exchange_weak_explicit(&stack->top, &top, node, memory_order_release,
                                                  memory_order_relaxed))
            return true;
    }
}

bool rl_stack_pop(struct rl_stack *stack, struct rl_hazard_thread *thread, void **element)
{
    struct node *node;
    for (;;) {
        void *top = rl_hazard_protect(thread, 0, &stack->top);
        if (!top)
            return false;
        node = top;
        /* [ST3] relaxed/relaxed: no partner. [HZ5] has shown the node. top changes by read-modify-writes
         * only, so the release of each push goes on past this one. */
        if (atomic_compare_exchange_weak_explicit(&stack->top, &top, node->next, memory_order_relaxed,
                                                  memory_order_relaxed))
            break;
    }
    *element = node->element;
    rl_hazard_clear(thread, 0);
    rl_hazard_retire(thread, &node->entry, node, free);
    return true;
}
