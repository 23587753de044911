/* SPDX-License-Identifier: MIT */
/* Hands in the course's own fix. */
/* expect: rejected compile_error | by: files */
#include "fixes/mutex.c" // whole
#define counter_visit unused_visit
#define counter_total unused_total
