/* SPDX-License-Identifier: MIT */
/* The board of a bus station: how late each line is. Everybody looks at it, and each line has a controller.
 */
#ifndef BOARD_H
#define BOARD_H

enum { LINES = 2 };

struct board {
    int late[LINES]; /* minutes */
    int most;        /* the greatest of them */
};

/* Every thread calls these two, before and after it uses what follows: RCU must know who may be reading. */
void board_thread_starts(void);
void board_thread_ends(void);

/* A board on which nobody is late; and its end, when every other thread has been joined. */
void board_open(void);
void board_close(void);

/* Calls look(board) with the board of the moment, which stays as it is until look() returns. Any number of
 * people look at the same time, also while a line is reported. */
void board_look(void (*look)(const struct board *board));

/* From its return on everybody sees that `line` is so late. Controllers report at the same time. */
void board_report(int line, int minutes);

#endif
