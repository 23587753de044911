/* SPDX-License-Identifier: MIT */
/* Refused: a plain read through a pointer to something atomic. */
#include <stdatomic.h>
#include <stdint.h>
uint32_t get(const _Atomic uint32_t *word)
{
    return *word;
}
