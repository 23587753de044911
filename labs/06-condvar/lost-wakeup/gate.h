/* SPDX-License-Identifier: MIT */
/* The starting gate of a running track. Heat 0 starts first, then heat 1, and so on. */
#ifndef GATE_H
#define GATE_H

#define GATE_HEATS 64 /* no evening has more heats */

/* The starter fires for `heat`, once for each heat, in order. He does not wait for the runners. */
void gate_open(int heat);

/* A runner waits, asleep, until `heat` has been started, before or after he came, and then calls run(heat).
 * Running takes a while; the runners of a heat run at the same time. */
void gate_pass(int heat, void (*run)(int heat));

#endif
