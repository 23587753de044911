/* SPDX-License-Identifier: MIT */
/* Chooses a function while the program is being loaded. */
/* expect: unsupported | by: screen | says: ifunc */
static void one(void) {}
static void *choose(void) { return (void *)one; }
void chosen(void) __attribute__((ifunc("choose")));
