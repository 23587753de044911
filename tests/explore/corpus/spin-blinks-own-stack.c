/* SPDX-License-Identifier: MIT */
/* Each round changes a variable of the thread's own and changes it back: another thread sees it blink.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int stop;
static sem_t shown;
static int *lamp;

static void set(int value)
{
    pthread_mutex_lock(&lock);
    *lamp = value;
    pthread_mutex_unlock(&lock);
}

static int get(void)
{
    pthread_mutex_lock(&lock);
    int value = *lamp;
    pthread_mutex_unlock(&lock);
    return value;
}

static void *blink(void *arg)
{
    int own = 0;
    lamp = &own;
    sem_post(&shown);
    while (!atomic_load(&stop)) {
        set(1);
        set(0);
    }
    sem_post(&shown);
    return arg;
}

int main(void)
{
    pthread_t thread;
    sem_init(&shown, 0, 0);
    pthread_create(&thread, NULL, blink, NULL);
    sem_wait(&shown);
    int first = get(), second = get(), third = get();
    assert(!(first == 1 && second == 0 && third == 1));
    atomic_store(&stop, 1);
    pthread_join(thread, NULL);
    return 0;
}
