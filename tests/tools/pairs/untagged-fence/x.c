/* SPDX-License-Identifier: MIT */
/* Refused: one of our fences without a tag. */
#include "base/fence.h"
void order(int *object)
{
    rl_fence_full(object);
}
