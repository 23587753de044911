/* SPDX-License-Identifier: MIT */
/* Runs machine code that lies in its data. */
/* expect: fail unsupported | by: explorer */
static const unsigned char code[] = {0xc3};

static void attack(void)
{
    ((void (*)(void))(unsigned long)code)();
}
