/* SPDX-License-Identifier: MIT */
/* Writes machine code and runs it. */
/* expect: unsupported fail | by: explorer */
#include <sys/mman.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    unsigned char *code = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    code[0] = 0xc3;
    ((void (*)(void))code)();
}
