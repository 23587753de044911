/* SPDX-License-Identifier: MIT */
/* One thread gives its first lock back while it cannot have the second; the other waits for that first one with the
 * second in its hand. The polite one may go round as often as it likes, and the patient one gets through.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <sched.h>

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;
static int meals;

static void *polite(void *unused)
{
    pthread_mutex_lock(&left);
    while (pthread_mutex_trylock(&right) != 0) {
        pthread_mutex_unlock(&left);
        sched_yield();
        pthread_mutex_lock(&left);
    }
    meals++;
    pthread_mutex_unlock(&right);
    pthread_mutex_unlock(&left);
    return unused;
}

static void *patient(void *unused)
{
    pthread_mutex_lock(&right);
    pthread_mutex_lock(&left);
    meals++;
    pthread_mutex_unlock(&left);
    pthread_mutex_unlock(&right);
    return unused;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, polite, NULL);
    pthread_create(&two, NULL, patient, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return meals == 2 ? 0 : 1;
}
