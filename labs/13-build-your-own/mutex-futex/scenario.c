/* SPDX-License-Identifier: MIT */
/* A parcel depot: two packers fill a crate; who puts in the last parcel takes the crate away, lock and all.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <racelab/lab.h>

#include "lock.h"

static struct crate {
    struct mutex lock;
    int parcels, expected; /* protected by lock */
} * crate, *small;         /* both pack the one, the second packer a small one, too */
static int visits, taken_away[2];

static void pack(struct crate *into)
{
    mutex_lock(&into->lock);
    lab_begin("packing");
    bool full = ++into->parcels == into->expected;
    if (full)
        taken_away[into == small] = into->parcels;
    lab_end("packing");
    mutex_unlock(&into->lock);
    if (full)
        free(into);
}

static void *packer(void *second)
{
    lab_meet(0);
    for (int i = 0; i < visits; i++)
        pack(crate);
    if (second)
        pack(small);
    return NULL;
}

int main(void)
{
    int parcels = lab_scale(2, 3000);
    pthread_t threads[2];
    *(crate = malloc(sizeof *crate)) = (struct crate){.lock = MUTEX_INIT, .expected = parcels};
    *(small = malloc(sizeof *small)) = (struct crate){.lock = MUTEX_INIT, .expected = 1};
    visits = parcels / 2;
    mutex_lock(&crate->lock); /* nobody packs before the label is on it, and the odd parcel in it */
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, packer, i == 1 ? small : NULL);
    crate->parcels = parcels % 2;
    mutex_unlock(&crate->lock);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("packing", 2);
    bool right = taken_away[0] == parcels && taken_away[1] == 1;
    lab_outcome("parcels=%s", right ? "right" : "missing");
    lab_always(right, "each crate is full when it is taken away");
    return 0;
}
