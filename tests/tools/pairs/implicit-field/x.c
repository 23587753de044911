/* SPDX-License-Identifier: MIT */
/* Refused: a plain write of an atomic field. */
#include <stdatomic.h>
struct s {
    struct s *next;
    atomic_int count;
};
void reset(struct s *s)
{
    s->next->count = 0;
}
