/* SPDX-License-Identifier: MIT */
/* A server at work: two threads handle requests, one a slow one, while the settings are loaded anew. */
#include <pthread.h>
#include <racelab/lab.h>
#include "settings.h"

static int times;
static _Thread_local int last_version; /* that a request of this thread saw */

static void handle(const struct settings *settings)
{
    lab_begin("request");
    last_version = settings->version;
    lab_always(settings->limit == 2 * last_version, "a request sees one version of the settings");
    lab_end("request");
}

static void handle_slowly(const struct settings *settings)
{
    lab_begin("request");
    int version = settings->version;
    lab_meet(0); /* the loading begins … */
    lab_meet(1); /* … and is over, unless it waits for us */
    lab_always(settings->limit == 2 * version, "a slow request sees one version of the settings");
    lab_end("request");
}

static void *worker(void *slow)
{
    settings_thread_starts();
    if (slow)
        settings_use(handle_slowly);
    for (int i = 0; !slow && i < times; i++)
        settings_use(handle);
    settings_thread_ends();
    return NULL;
}

int main(void)
{
    pthread_t quick, slow;
    times = lab_scale(1, 100);
    settings_thread_starts();
    settings_load(0);
    pthread_create(&quick, NULL, worker, NULL);
    pthread_create(&slow, NULL, worker, "with a slow request");
    lab_meet(0);
    for (int version = 1; version <= times; version++)
        settings_load(version);
    lab_meet(1);
    pthread_join(quick, NULL);
    pthread_join(slow, NULL);
    lab_overlap("request", 2);
    settings_use(handle);
    settings_close();
    settings_thread_ends();
    lab_outcome("settings=%s", last_version == times ? "new" : "old");
    lab_always(last_version == times, "the last version that was loaded is in force");
    return 0;
}
