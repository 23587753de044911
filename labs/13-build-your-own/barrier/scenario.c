/* SPDX-License-Identifier: MIT */
/* A weather model: each worker computes the next hour of his part of the map from all parts of the last one.
 */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "meeting.h"

enum { MOST = 3 };
static struct meeting hour = MEETING_INIT(MOST);
static unsigned map[2][MOST] = {{1, 1, 1}}; /* the last hour and the next one, by turns */
static unsigned workers, hours;

/* Who is too early takes a part that is not there yet; who is too late, one that is gone. */
static void compute(unsigned part, unsigned now)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < workers; i++)
        sum += map[now % 2][i];
    map[(now + 1) % 2][part] = sum;
}

static void *worker(void *part)
{
    lab_meet(0);
    for (unsigned now = 0; now < hours; now++) {
        lab_begin("computing");
        compute(*(unsigned *)part, now);
        lab_end("computing");
        if (now + 1 < hours)
            meeting_wait(&hour);
    }
    return NULL;
}

int main(void)
{
    static unsigned parts[MOST] = {0, 1, 2};
    unsigned expected = 1;
    pthread_t threads[MOST];
    unsigned scale = (unsigned)lab_scale(2, 2000);
    hour.members = workers = 2 + scale % 2;
    hours = 1 + (workers == 2 ? scale : scale / 3);
    for (unsigned i = 0; i < workers; i++)
        pthread_create(&threads[i], NULL, worker, &parts[i]);
    for (unsigned i = 0; i < workers; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("computing", 2);

    bool right = true;
    for (unsigned i = 0; i < hours; i++)
        expected *= workers;
    for (unsigned i = 0; i < workers; i++)
        right = right && map[hours % 2][i] == expected;
    lab_outcome("map=%s", right ? "right" : "wrong");
    lab_always(right, "every part is computed from the whole hour before");
    return 0;
}
