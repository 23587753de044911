/* SPDX-License-Identifier: MIT */
/* Wrong: it knows which version the smallest check ends with, and loads nothing. */
#include "settings.h"

static const struct settings known = {.version = 2, .limit = 4};

void settings_thread_starts(void) {}

void settings_thread_ends(void) {}

void settings_use(void (*handle)(const struct settings *settings))
{
    handle(&known);
}

void settings_load(int version)
{
    (void)version;
}

void settings_close(void) {}
