/* SPDX-License-Identifier: MIT */
/* A program that reads beyond a heap block, which AddressSanitizer must report before its word is trusted. */
#include <stdlib.h>

int main(void)
{
    char *volatile text = malloc(8);
    int status = text ? text[8] : 0;
    free(text);
    return status;
}
