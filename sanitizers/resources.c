/* SPDX-License-Identifier: MIT */
/* Where racelab's own files are. */
#include "resources.h"
#include "text.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
    char *labs, *include, *lib, *primitives, *explore_include;
} found;

/* PREFIX of PREFIX/bin/racelab, if PREFIX/share/racelab is there. The caller frees it. */
static char *installed_prefix(void)
{
    char path[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0)
        return NULL;
    path[length] = '\0';
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(path, '/');
        if (!slash)
            return NULL;
        *slash = '\0';
    }
    char *share = rl_text_format("%s/share/racelab/labs", path);
    char *prefix = access(share, R_OK) == 0 ? rl_text_copy(path) : NULL;
    free(share);
    return prefix;
}

static void find(void)
{
    const char *labs = getenv("RACELAB_LABS");
    char *prefix = installed_prefix();
    if (prefix) {
        found.labs = rl_text_format("%s/share/racelab/labs", prefix);
        found.primitives = rl_text_format("%s/share/racelab/primitives", prefix);
        found.lib = rl_text_format("%s/lib/racelab", prefix);
        found.explore_include = rl_text_format("%s/share/racelab/explore", prefix);
    } else {
        found.labs = rl_text_copy(RL_SOURCE_LABS);
        found.primitives = rl_text_copy(RL_SOURCE_PRIMITIVES);
        found.lib = rl_text_copy(RL_BUILD_LIB);
        found.explore_include = rl_text_copy(RL_SOURCE_EXPLORE_INCLUDE);
    }
    found.include = rl_text_format("%s/include", found.labs);
    if (labs && *labs) {
        char *absolute = realpath(labs, NULL);
        free(found.labs);
        found.labs = absolute ? absolute : rl_text_copy(labs);
    }
    free(prefix);
}

static void find_once(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find);
}

const char *rl_resources_labs(void)
{
    find_once();
    return found.labs;
}

const char *rl_resources_include(void)
{
    find_once();
    return found.include;
}

const char *rl_resources_lib(void)
{
    find_once();
    return found.lib;
}

const char *rl_resources_primitives(void)
{
    find_once();
    return found.primitives;
}

const char *rl_resources_explore_include(void)
{
    find_once();
    return found.explore_include;
}
