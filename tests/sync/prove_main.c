/* SPDX-License-Identifier: MIT */
/* prove ROOT WORK [PRIMITIVE…]: every interleaving of the primitives' small programs.
 * Status 0: all proven; 1: not; 2: usage; 77: the explorer is not there, or cannot run here. */
#include "prove.h"

#include <stdio.h>

int main(int argc, char **argv)
{
    char words[512];
    if (argc < 4) {
        fprintf(stderr, "usage: prove ROOT WORK PRIMITIVE…\n");
        return 2;
    }
    struct proof proof = {
        .root = argv[1], .work = argv[2], .budget = 5000000, .wall_ms = 600000, .verbose = true};
    for (int i = 3; i < argc; i++) {
        enum proof_verdict verdict = prove(&proof, argv[i], words, sizeof words);
        if (verdict != PROVEN) {
            printf("%s: %s\n", argv[i], words);
            return verdict == NOT_RUN ? 77 : 1;
        }
    }
    return 0;
}
