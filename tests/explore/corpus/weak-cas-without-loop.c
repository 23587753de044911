/* SPDX-License-Identifier: MIT */
/* A weak compare-and-swap may fail for no reason. (clang does not say that it is weak: LIMITS.md.)
 * EXPECT cc=gcc hazards=assertion */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int x;

int main(void)
{
    int expected = 0;
    assert(atomic_compare_exchange_weak(&x, &expected, 1));
    return 0;
}
