/* SPDX-License-Identifier: MIT */
/* Each round takes the lock and gives it back, which leaves no trace but for somebody who tries the lock: again and
 * again he may meet it, or not.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool stop;

static bool busy(void)
{
    if (pthread_mutex_trylock(&lock) != 0)
        return true;
    pthread_mutex_unlock(&lock);
    return false;
}

static void *come_and_go(void *arg)
{
    while (!atomic_load(&stop)) {
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t guest;
    pthread_create(&guest, NULL, come_and_go, NULL);
    bool first = busy(), second = busy(), third = busy();
    assert(!(first && !second && third));
    atomic_store(&stop, true);
    pthread_join(guest, NULL);
    return 0;
}
