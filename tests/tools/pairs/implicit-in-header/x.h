/* SPDX-License-Identifier: MIT */
/* An atomic field, declared in the header. */
#include <stdatomic.h>
struct s {
    _Atomic long total;
};
