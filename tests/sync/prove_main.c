/* SPDX-License-Identifier: MIT */
/* prove ROOT WORK PRIMITIVE…: every interleaving of the primitives' small programs.
 * prove ROOT WORK --refute PRIMITIVE FILE: the same with FILE in place of the primitive's source, which is
 * broken. Status 0: all proven, or the broken one refuted; 1: not; 2: usage; 77: the explorer cannot run
 * here. */
#include "prove.h"

#include <stdio.h>
#include <string.h>

static int status_of(enum proof_verdict verdict, enum proof_verdict wanted, const char *primitive,
                     const char *words)
{
    if (verdict == wanted)
        return 0;
    printf("%s: %s\n", primitive, words);
    return verdict == NOT_RUN ? 77 : 1;
}

int main(int argc, char **argv)
{
    char words[512];
    if (argc < 4) {
        fprintf(stderr, "usage: prove ROOT WORK PRIMITIVE… | prove ROOT WORK --refute PRIMITIVE FILE\n");
        return 2;
    }
    struct proof proof = {
        .root = argv[1], .work = argv[2], .budget = 5000000, .wall_ms = 600000, .verbose = true};
    if (argc == 6 && strcmp(argv[3], "--refute") == 0) {
        proof.mutant = argv[5];
        return status_of(prove(&proof, argv[4], words, sizeof words), REFUTED, argv[4], words);
    }
    int status = 0;
    for (int i = 3; i < argc && status == 0; i++)
        status = status_of(prove(&proof, argv[i], words, sizeof words), PROVEN, argv[i], words);
    return status;
}
