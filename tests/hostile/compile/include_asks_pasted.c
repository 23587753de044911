/* SPDX-License-Identifier: MIT */
/* The same, with a question that is pasted together. */
/* expect: rejected | by: screen | says: both an #if and a ## */
#define ASK(a, b) a##b
#if ASK(__has_, include)("@OTHER@")
#error the host is visible
#endif
