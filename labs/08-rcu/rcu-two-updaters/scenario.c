/* SPDX-License-Identifier: MIT */
/* A winter's day: two controllers report how late their lines are, and look at the board every other time.
 */
#include <pthread.h>
#include <racelab/lab.h>

#include "board.h"

static int times[LINES]; /* that each line is reported */
static int lines[LINES] = {0, 1};
static _Thread_local int mine, reported; /* this thread's line, and what it reported last */

static void look(const struct board *board)
{
    lab_begin("look");
    int seen = board->late[mine];
    int most = board->most, other = board->late[!mine];
    lab_end("look");
    if (seen != reported)
        lab_outcome("board=report lost");
    lab_always(seen == reported, "the board shows what a controller has reported for his line");
    lab_always(most == (seen > other ? seen : other),
               "the board shows one state of the lines, and no mixture");
}

static void *controller(void *line)
{
    mine = *(int *)line;
    board_thread_starts();
    lab_meet(0);
    while (reported < times[mine]) {
        board_report(mine, ++reported);
        if (reported % 2 == times[mine] % 2)
            board_look(look);
    }
    board_thread_ends();
    return NULL;
}

int main(void)
{
    pthread_t controllers[LINES];
    times[1] = lab_scale(1, 1000);
    times[0] = (times[1] + 1) / 2;
    board_thread_starts();
    board_open();
    for (int i = 0; i < LINES; i++)
        pthread_create(&controllers[i], NULL, controller, &lines[i]);
    for (int i = 0; i < LINES; i++)
        pthread_join(controllers[i], NULL);
    lab_overlap("look", 2);
    for (mine = 0; mine < LINES; mine++) {
        reported = times[mine];
        board_look(look);
    }
    lab_outcome("board=complete");
    board_close();
    board_thread_ends();
    return 0;
}
