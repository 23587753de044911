/* SPDX-License-Identifier: MIT */
/* An evening in the kitchen: four cooks round a table, and each knife is for one hand at a time. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "kitchen.h"

static int roasts, slices;       /* of each cook, and of each roast */
static long cuts[KITCHEN_COOKS]; /* made with each knife, counted by whoever holds it */

static void carve(int cook, int into)
{
    lab_begin("carve");
    cuts[cook] += into;
    cuts[(cook + 1) % KITCHEN_COOKS] += into;
    lab_end("carve");
}

static void *cook(void *number)
{
    int self = *(int *)number;
    lab_meet(self % 2);
    for (int i = 0; i < roasts; i++)
        kitchen_carve(self, slices, carve);
    return NULL;
}

int main(void)
{
    pthread_t threads[KITCHEN_COOKS];
    static int numbers[KITCHEN_COOKS];
    bool right = true;

    slices = lab_scale(1, 10000);
    roasts = (slices + 1) / 2; /* where every interleaving is run, one */
    for (int i = 0; i < KITCHEN_COOKS; i++) {
        numbers[i] = i;
        pthread_create(&threads[i], NULL, cook, &numbers[i]);
    }
    for (int i = 0; i < KITCHEN_COOKS; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("carve", 2);

    long each = (long)roasts * slices;
    for (int i = 0; i < KITCHEN_COOKS; i++)
        right = right && cuts[i] == 2 * each;
    right = right && kitchen_slices() == KITCHEN_COOKS * each;
    lab_outcome("roasts=%s", right ? "carved" : "left over");
    lab_always(right, "every roast is carved, once, with two knives");
    return 0;
}
