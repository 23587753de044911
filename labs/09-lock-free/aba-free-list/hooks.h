/* SPDX-License-Identifier: MIT */
/* The free hooks of a theatre's cloakroom, where several attendants take coats at the same time. */
#ifndef HOOKS_H
#define HOOKS_H

enum { HOOKS_MOST = 64 };

/* So many hooks, numbered from 0, all of them free. Called once, before the doors open. */
void hooks_open(int count);

/* Takes a free hook for one coat; -1 when there is none. It is nobody else's until it is given back. */
int hook_take(void);

/* The coat was fetched: the hook is free again. */
void hook_give(int hook);

#endif
