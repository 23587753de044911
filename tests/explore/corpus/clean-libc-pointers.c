/* SPDX-License-Identifier: MIT */
/* Pointers into the C library are kept: they differ from process to process, the program does not.
 * EXPECT hazards=none complete=yes */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static FILE *log_to;
static const char *reason, *name;

static void *work(void *number)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    fprintf(log_to, "%s: %s\n", name, reason);
    pthread_mutex_unlock(&lock);
    return number;
}

int main(int argc, char **argv)
{
    pthread_t first, second;
    log_to = stderr;
    reason = strerror(ENOENT);
    name = argc ? argv[0] : "?";
    pthread_create(&first, NULL, work, NULL);
    pthread_create(&second, NULL, work, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
