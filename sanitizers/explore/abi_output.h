/* SPDX-License-Identifier: MIT */
/* Shared by the models that print: the captured text, and the accesses that a format makes. */
#ifndef RLX_ABI_OUTPUT_H
#define RLX_ABI_OUTPUT_H

#include <stdarg.h>
#include <stdio.h>

#include "abi_string.h"

/* Adds text that this execution prints. */
void rlx_output_add(const char *text, size_t length);

/* Counts what printf reads (its format, the strings of %s) and writes (%n), without printing. */
void rlx_format_accesses(const char *name, const char *format, va_list args, uintptr_t pc);

/* printf to a captured stream; what a stream is told apart by: only stdout and stderr can be open. */
int rlx_print(const char *name, FILE *stream, const char *format, va_list args, uintptr_t pc);
void rlx_check_stream(const char *name, FILE *stream, uintptr_t pc);

#endif
