/* SPDX-License-Identifier: MIT */
/* base/check.h for the explorer: a failed assertion is a failed lab_always. */
#include "base/check.h"

#include <stdlib.h>

#include "racelab/lab.h"

void rl_check_failed(const char *file, int line, const char *format, ...)
{
    (void)file;
    (void)line;
    (void)format;
    lab_always(0, "an assertion of the primitive holds");
    abort();
}

void rl_check_impossible(const char *call, int error)
{
    (void)call;
    (void)error;
    lab_always(0, "no call fails that cannot");
    abort();
}

/* What base/fence.h tells ThreadSanitizer (the proofs rename it): the explorer knows fences itself. */
void rl_proof_ignore(void *object);

void rl_proof_ignore(void *object)
{
    (void)object;
}
