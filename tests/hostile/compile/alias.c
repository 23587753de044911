/* SPDX-License-Identifier: MIT */
/* Gives a function a second name. */
/* expect: unsupported | by: screen | says: alias */
int mine(void *lock) { return !lock; }
int pthread_mutex_trylock(void *) __attribute__((alias("mine")));
