/* SPDX-License-Identifier: MIT */
/* A pointer runs over the end of a global array into the next one: AddressSanitizer sees that.
 * EXPECT hazards=none complete=yes */
static int shelf[4], next[4];

int main(void)
{
    int *volatile last = shelf + 4;
    *last = 1;
    return next[0] > 1;
}
