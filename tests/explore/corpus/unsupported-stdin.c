/* SPDX-License-Identifier: MIT */
/* Reading standard input.
 * EXPECT status=unsupported names=getchar */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

int main(void)
{
    return getchar() == EOF;
}
