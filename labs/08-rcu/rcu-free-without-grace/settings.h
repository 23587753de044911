/* SPDX-License-Identifier: MIT */
/* The settings of a server: every request reads them, and now and then they are loaded anew. */
#ifndef SETTINGS_H
#define SETTINGS_H

struct settings {
    int version;
    int limit; /* twice the version, in every version */
};

/* Every thread calls these two, before and after it uses what follows: RCU must know who may be reading. */
void settings_thread_starts(void);
void settings_thread_ends(void);

/* Calls handle(settings) with the settings of the moment, which stay as they are, and stay allocated, until
 * handle() returns. Requests are handled at the same time, also while the settings are loaded anew. */
void settings_use(void (*handle)(const struct settings *settings));

/* Makes `version` the one that later requests see. What nobody uses any more is freed. One thread loads. */
void settings_load(int version);

/* Frees the last version, when every other thread has been joined. */
void settings_close(void);

#endif
