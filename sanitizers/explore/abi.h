/* SPDX-License-Identifier: MIT */
/* What the models of libc (abi_libc.c, abi_string.c, abi_stdio.c, abi_time.c …) ask of the explorer's core,
 * and give to it. */
#ifndef RLX_ABI_H
#define RLX_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A model is the function `rlx_NAME`: the program's calls of NAME are renamed to it (abi.def). It runs on the
 * calling logical thread's own stack, may call libc itself, and must not be left half done: no scheduling
 * point while libc's own state is in use. Every access to the program's memory that the real function makes
 * is counted, with the caller's pc. */
#define RLX_CALLER rlx_called((uintptr_t)__builtin_frame_address(0), (uintptr_t)__builtin_return_address(0))
/* Begins the definition of the model of `name`: RLX_DEFINE(int, abs, int value) { … } */
#define RLX_DEFINE(type, name, ...)                                                                          \
    type rlx_##name(__VA_ARGS__);                                                                            \
    type rlx_##name(__VA_ARGS__)

/* State of libc that belongs to the program (strtok's pointer, getopt's place): restored between executions.
 */
#define RLX_PROGRAM_STATE __attribute__((section("rlxlibc")))

/* ---- The core gives: */

/* The running thread's sequence of random numbers. */
uint64_t *rlx_random_state(void);

/* The running thread's live frames lie above `frame`; gives `pc` back. */
uintptr_t rlx_called(uintptr_t frame, uintptr_t pc);

/* One access of a libc model to program memory: race, bounds and use-after-free checks, and in all-accesses
 * mode a scheduling point. size may be 0. Memory that no thread can write (literals, code) is passed over. */
void rlx_read_range(const void *addr, size_t size, uintptr_t pc);
void rlx_write_range(const void *addr, size_t size, uintptr_t pc);

/* The whole search ends: `end` evidence with unsupported = { name, reason, pc }. */
_Noreturn void rlx_unsupported(const char *name, const char *reason, uintptr_t pc);

/* A finding of the hazard `undefined-behaviour`; this execution ends. detail: "memcpy-overlap"; note: a plain
 * sentence. */
_Noreturn void rlx_undefined(const char *detail, const char *note, uintptr_t pc);

/* Asked before a model looks for the end of a string, so that a wild pointer is a finding at `pc` and no
 * crash of the runtime: nothing is counted, no scheduling point. Returns at once where the address can be
 * read. */
void rlx_check_pointer(const void *addr, uintptr_t pc);

/* The running logical thread: 0 is main. Below RLX_MAX_THREADS. */
#define RLX_MAX_THREADS 64
int rlx_self(void);

/* The program's heap, as malloc(size) called from pc. Never NULL unless malloc may fail. */
void *rlx_heap_alloc(size_t size, uintptr_t pc);

/* The virtual clock, in nanoseconds since 1970, the same in every run of the same schedule; reading it is no
 * scheduling point and orders nothing, and it moves on so that a loop that waits for a time to come ends. */
uint64_t rlx_clock_now(uintptr_t pc);
/* sleep: a scheduling point that orders nothing. Others may run before it returns, however long or short it
 * is. */
void rlx_sleep_for(uint64_t nanoseconds, uintptr_t pc);

/* ---- The models give (beside every rlx_NAME of abi_libc.def, and __tsan_memcpy, __tsan_memmove,
 * __tsan_memset): */

/* What this execution has printed so far (stdout and stderr in program order, at most RLX_OUTPUT_CAP bytes).
 */
const char *rlx_output_text(size_t *length, bool *truncated);
/* Before the first execution. cap: RLX_OUTPUT_CAP; capture: false where nobody will look (no replay). */
void rlx_output_init(size_t cap, bool capture);

#endif
