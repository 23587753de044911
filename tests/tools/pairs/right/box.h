/* SPDX-License-Identifier: MIT */
/* A module that check_pairs accepts: every form of tag, operation and declaration. */
#include <stdatomic.h>
#include <stdint.h>

struct box {
    _Atomic uint32_t state;
    _Atomic(void *) content;
    atomic_uint counters[4];
    int state_copy;
};
#define BOX_INIT {.state = 0, .content = NULL}
