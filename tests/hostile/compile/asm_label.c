/* SPDX-License-Identifier: MIT */
/* Takes the place of a function by an assembler name. */
/* expect: unsupported | by: screen | says: asm */
int mine(void *lock) __asm__("pthread_mutex_lock");
int mine(void *lock) { return !lock; }
