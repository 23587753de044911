/* SPDX-License-Identifier: MIT */
/* The program leaves before main returns: what main would have checked was never checked.
 * EXPECT lab=1 hazards=unfinished */
#include <assert.h>
#include <unistd.h>

static int total(void)
{
    _exit(0);
}

int main(void)
{
    assert(total() == 4);
    return 0;
}
