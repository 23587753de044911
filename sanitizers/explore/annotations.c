/* SPDX-License-Identifier: MIT */
/* Annotations for ThreadSanitizer that a header carries (primitives/rcu.h): the explorer models what they
 * stand for itself, and an edge taken from them could only hide a race. */
#include "rlx.h"

void __tsan_acquire(void *address)
{
    (void)address;
}

void __tsan_release(void *address)
{
    (void)address;
}

#define IGNORED(name)                                                                                        \
    void name(const char *file, int line)                                                                    \
    {                                                                                                        \
        (void)file, (void)line;                                                                              \
    }
IGNORED(AnnotateIgnoreReadsBegin)
IGNORED(AnnotateIgnoreReadsEnd)
IGNORED(AnnotateIgnoreWritesBegin)
IGNORED(AnnotateIgnoreWritesEnd)
IGNORED(AnnotateIgnoreSyncBegin)
IGNORED(AnnotateIgnoreSyncEnd)
