/* SPDX-License-Identifier: MIT */
/* Counts the visitors of a museum with several doors. Each door is served by a thread of its own. */
#ifndef COUNTER_H
#define COUNTER_H

#define COUNTER_DOORS 16 /* the museum never has more doors than this */

/* Lets one visitor in: calls turnstile(), which turns and takes a while, and counts the visitor.
 * Any door may call it at any time, and the turnstiles of different doors can turn at the same time. */
void counter_visit(void (*turnstile)(void));

/* How many visitors came. Called in the evening, when every door's thread has been joined. */
long counter_total(void);

#endif
