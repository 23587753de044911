/* SPDX-License-Identifier: MIT */
/* Which layers keep a submission away from the machine; every verdict of `racelab grade` names them. */
#ifndef RL_GRADER_ISOLATION_H
#define RL_GRADER_ISOLATION_H

#include "words.h"

/* The names of the layers that hold here, in a fixed order; empty: none. Asked once. */
const struct rl_list *rl_isolation_layers(void);
/* The names of all layers there are, for messages. */
const struct rl_list *rl_isolation_known(void);

#endif
