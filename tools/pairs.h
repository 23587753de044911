/* SPDX-License-Identifier: MIT */
/* What check_pairs finds in sources: atomic operations, and the tags that say with which other one each is
 * paired. */
#ifndef RL_TOOLS_PAIRS_H
#define RL_TOOLS_PAIRS_H

#include "source.h"

enum order { ORDER_NONE, ORDER_RELAXED, ORDER_ACQUIRE, ORDER_RELEASE, ORDER_ACQ_REL, ORDER_SEQ_CST };

enum { NAME_BYTES = 48, PARTNERS_MAX = 12 };

/* An atomic operation, as the code has it. */
struct operation {
    size_t at;
    char name[NAME_BYTES];
    enum order success;
    enum order failure; /* of a compare-exchange; else ORDER_NONE */
};

struct partner {
    char id[NAME_BYTES];
    char file[NAME_BYTES]; /* "": of the same module */
};

/* A tag: [ID] ORDER: pairs with [ID] and [ID] in FILE. What the other thread sees.
 *     or [ID] relaxed: no partner. Why that is enough. */
struct tag {
    const struct source *source;
    size_t start;
    size_t end;
    char id[NAME_BYTES];
    enum order success;
    enum order failure;
    struct partner partners[PARTNERS_MAX];
    size_t partners_len;
    bool used;
};

struct operations {
    struct operation *items; /* in the order of the text */
    size_t len;
};

struct tags {
    struct tag *items; /* of one file after the other, each in the order of the text */
    size_t len;
};

/* Prints "FILE:LINE: MESSAGE"; the program will end with status 1. */
void pairs_complain(const struct source *source, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "acquire" or "acquire/relaxed" up to the first byte that is neither letter, '_' nor '/'. Answers its
 * length; 0: no order. */
size_t pairs_parse_orders(const char *text, enum order *success, enum order *failure);
const char *pairs_order_name(enum order order);

/* Each complains about what is wrong by itself: a call without an order, a tag that cannot be read … */
void pairs_find_operations(const struct source *source, struct operations *out);
void pairs_find_tags(const struct source *source, struct tags *all);

/* Complains about `x = 1`, `x++`, `if (x)` of objects that a file of the module declares _Atomic: each is
 * seq_cst. */
void pairs_find_implicit(const struct source *module, size_t files);

#endif
