/* SPDX-License-Identifier: MIT */
/* A Sunday morning: two hikers look at the same part of the map, tile by tile. */
#include <pthread.h>
#include <racelab/lab.h>

#include "map.h"

static int tiles;
static int loads[TILES]; /* relaxed atomic: it orders nothing, so it hides no race */

static int picture_of(int number)
{
    return 1000 * tiles + number;
}

int map_load(int number)
{
    __atomic_fetch_add(&loads[number], 1, __ATOMIC_RELAXED);
    return picture_of(number);
}

static void look(int number, int picture)
{
    lab_begin("look");
    lab_end("look");
    if (picture != picture_of(number))
        lab_outcome("map=wrong picture");
    lab_always(picture == picture_of(number), "a hiker sees the tile that he asked for");
}

static void *hiker(void *unused)
{
    (void)unused;
    for (int i = 0; i < tiles; i++) {
        lab_meet(i);
        map_look(i, look);
    }
    return NULL;
}

int main(void)
{
    pthread_t eva, tom;
    tiles = lab_scale(1, 60);
    pthread_create(&eva, NULL, hiker, NULL);
    pthread_create(&tom, NULL, hiker, NULL);
    pthread_join(eva, NULL);
    pthread_join(tom, NULL);
    lab_overlap("look", 2);

    int once = 0;
    for (int i = 0; i < tiles; i++) {
        map_look(i, look); /* once more: everything is there */
        once += loads[i] == 1;
    }
    lab_outcome("map=%s", once == tiles ? "loaded once" : "paid twice");
    lab_always(once == tiles, "each tile was loaded, once");
    return 0;
}
