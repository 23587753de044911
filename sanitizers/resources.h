/* SPDX-License-Identifier: MIT */
/* Where racelab's own files are: beside an installed racelab, else in the source and build trees it was made
 * from. */
#ifndef RL_RESOURCES_H
#define RL_RESOURCES_H

/* Absolute paths without a slash at the end, found once; they stay valid until the process ends. */
const char *rl_resources_labs(void);    /* the folder of labs; RACELAB_LABS in the environment overrides it */
const char *rl_resources_include(void); /* the folder with racelab/lab.h */
const char *rl_resources_lib(void);     /* what is linked into observed programs */
const char *rl_resources_primitives(void); /* the folder with rcu.h */
const char *rl_resources_explore_include(void); /* headers that stand before the system's under the explorer */

#endif
