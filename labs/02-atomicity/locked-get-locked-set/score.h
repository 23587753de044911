/* SPDX-License-Identifier: MIT */
/* The score board of a basketball hall. */
#ifndef SCORE_H
#define SCORE_H

#define SCORE_TEAMS 2

/* Adds points to a team's score, then calls cheer(score) with the score that these points made; the crowd
 * cheers for a while, and meanwhile the game goes on. Any scorer may call it at any time, also for the same
 * team. */
void score_add(int team, int points, void (*cheer)(int score));

/* The team's score now. */
int score_of(int team);

#endif
