/* SPDX-License-Identifier: MIT */
/* Refused: a builtin whose order cannot be named. */
static int x;
int take(void)
{
    return __sync_lock_test_and_set(&x, 1);
}
