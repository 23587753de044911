/* SPDX-License-Identifier: MIT */
/* Jumps out of the program's functions without a call. */
/* expect: fail rejected unsupported compile_error | by: explorer */
static void *place[5];
static void attack(void)
{
    if (!__builtin_setjmp(place))
        __builtin_longjmp(place, 1);
}
