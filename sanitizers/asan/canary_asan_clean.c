/* SPDX-License-Identifier: MIT */
/* A program without a memory error, on which AddressSanitizer must be silent before its word is trusted. */
#include <stdlib.h>

int main(void)
{
    char *text = malloc(8);
    if (text)
        text[7] = 1;
    free(text);
    return 0;
}
