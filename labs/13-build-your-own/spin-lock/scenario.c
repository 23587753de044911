/* SPDX-License-Identifier: MIT */
/* A network switch: two threads forward packets and count them, each port under a lock of its own. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "spin.h"

static struct port {
    struct spin lock;
    long packets, bytes; /* protected by lock: bytes == 64 * packets */
} uplink = {.lock = SPIN_INIT}, local = {.lock = SPIN_INIT};

static int packets;
static int torn; /* relaxed atomic: it orders nothing, so it hides no race */

static void count(struct port *port)
{
    spin_lock(&port->lock);
    lab_begin("counting");
    if (port->bytes != 64 * port->packets)
        __atomic_store_n(&torn, 1, __ATOMIC_RELAXED);
    port->packets++;
    port->bytes += 64;
    lab_end("counting");
    spin_unlock(&port->lock);
}

static void *forward(void *port)
{
    lab_meet(0);
    for (int i = 0; i < packets; i++)
        count(&uplink);
    if (port)
        count(port);
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int all = lab_scale(4, 4000);

    packets = all / 2;
    uplink.packets = all % 2; /* the odd one came before */
    uplink.bytes = 64 * uplink.packets;
    pthread_create(&threads[0], NULL, forward, NULL);
    pthread_create(&threads[1], NULL, forward, &local);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    lab_overlap("counting", 2);

    bool right = !torn && uplink.packets == all && uplink.bytes == 64L * all && local.packets == 1;
    lab_outcome("packets=%s", right ? "right" : "wrong");
    lab_always(right, "each packet is counted, and its bytes with it");
    return 0;
}
