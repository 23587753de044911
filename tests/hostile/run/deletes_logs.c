/* SPDX-License-Identifier: MIT */
/* Deletes what a sanitizer wrote. */
/* expect: unsupported fail | by: explorer */
#include <glob.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    glob_t found;
    if (glob("../log/*", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            unlink(found.gl_pathv[i]);
}
