/* SPDX-License-Identifier: MIT */
/* One primitive under its checks, without the test shim: what a mutant is linked with.
 * Status 0: nothing found; 1: the words on stderr; 2: usage. */
#include <stdio.h>

#include "checks.h"

int main(int argc, char **argv)
{
    const struct check *check = argc == 2 ? check_find(argv[1]) : NULL;
    if (!check) {
        fprintf(stderr, "usage: mutant PRIMITIVE\n");
        return 2;
    }
    const char *wrong = check->run(argv[1]);
    if (wrong)
        fprintf(stderr, "%s\n", wrong);
    return wrong ? 1 : 0;
}
