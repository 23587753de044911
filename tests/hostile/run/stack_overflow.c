/* SPDX-License-Identifier: MIT */
/* Uses up its stack. */
/* expect: fail | by: explorer */
static int deeper(int depth)
{
    volatile char block[4096];
    block[0] = (char)depth;
    return deeper(depth + 1) + block[0];
}

static void attack(void)
{
    deeper(0);
}
