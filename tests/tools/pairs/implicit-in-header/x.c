/* SPDX-License-Identifier: MIT */
/* Refused: a plain read of what the module's header declares. */
#include "x.h"
long get(struct s *s)
{
    return (s)->total & 1;
}
