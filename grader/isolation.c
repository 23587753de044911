/* SPDX-License-Identifier: MIT */
/* The one place where the grader asks what the sandbox does. */
#include "isolation.h"

#include "sanitizers/sandbox.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct rl_list holding, known; /* read-only after find */

static void find(void)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    for (int i = 0; i < RL_SANDBOX_MECHANISM_COUNT; i++) {
        rl_list_add(&known, layers->mechanism[i].name);
        if (layers->mechanism[i].holds && rl_sandbox_used())
            rl_list_add(&holding, layers->mechanism[i].name);
    }
}

static void find_once(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find);
}

bool rl_isolation_start(bool trust, char **why)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    *why = layers->enough || trust
               ? NULL
               : rl_text_format(
                     "%s. If you trust every submission as you trust your own code, --trust runs them "
                     "with what there is",
                     layers->advice);
    rl_sandbox_use(*why == NULL);
    return *why == NULL;
}

static int find_guard(const struct rl_sandbox_layers *layers, const char *name)
{
    for (int i = 0; i < RL_SANDBOX_GUARD_COUNT; i++)
        if (strcmp(layers->guard[i].name, name) == 0)
            return i;
    return -1;
}

static char *unknown_guard(const struct rl_sandbox_layers *layers, const char *name)
{
    struct rl_list names = RL_LIST_INIT;
    for (int i = 0; i < RL_SANDBOX_GUARD_COUNT; i++)
        rl_list_add(&names, layers->guard[i].name);
    char *all = rl_list_join(&names, ", "),
         *why = rl_text_format("isolation: found \"%s\", expected some of %s", name, all);
    free(all);
    rl_list_free(&names);
    return why;
}

bool rl_isolation_is_guard(const char *name, char **why)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    *why = find_guard(layers, name) < 0 ? unknown_guard(layers, name) : NULL;
    return *why == NULL;
}

bool rl_isolation_demand(char **guards, unsigned count, char **why)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    struct rl_list lacking = RL_LIST_INIT;
    *why = NULL;
    for (unsigned i = 0; i < count; i++) {
        int guard = find_guard(layers, guards[i]);
        if (guard < 0 || !layers->guard[guard].held)
            rl_list_add(&lacking, guards[i]);
    }
    if (lacking.length > 0) {
        char *all = rl_list_join(&lacking, ", ");
        *why = rl_text_format(
            "the course asks that submissions are kept from %s, and on this machine nothing does so; "
            "`racelab doctor` says what is missing. If you trust every submission as you trust your "
            "own code, --trust runs them with what there is",
            all);
        free(all);
    }
    rl_list_free(&lacking);
    return *why == NULL;
}

const struct rl_list *rl_isolation_layers(void)
{
    find_once();
    return &holding;
}

const struct rl_list *rl_isolation_known(void)
{
    find_once();
    return &known;
}
