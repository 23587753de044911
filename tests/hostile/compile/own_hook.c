/* SPDX-License-Identifier: MIT */
/* Its own hook of the lab. */
/* expect: rejected | by: screen | says: rl_lab_hook_always */
void rl_lab_hook_always(int holds, const char *message, const char *file, int line) { (void)holds, (void)message, (void)file, (void)line; }
