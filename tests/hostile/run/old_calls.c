/* SPDX-License-Identifier: MIT */
/* Makes a system call as 32-bit programs do. */
/* expect: unsupported rejected | by: screen | says: asm */
static void attack(void)
{
    int number = 20;
    __asm__ volatile("int $0x80" : "+a"(number));
}
