/* SPDX-License-Identifier: MIT */
/* racelab merge OUT IN…: the stores of a class's shards become one. */
#include "cli.h"

#include "grader/store.h"

#include <stdlib.h>

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct rl_list *stores = state->input;
    switch (key) {
    case ARGP_KEY_ARG:
        rl_list_add(stores, arg);
        return 0;
    case ARGP_KEY_END:
        if (stores->length < 2)
            argp_error(
                state,
                "name the store to write, then those to take in: racelab merge all.sqlite 1.sqlite 2.sqlite");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    NULL,
    parse,
    "OUT IN…",
    "Adds what the stores IN hold to the store OUT, which is made where it is not there. Together the stores "
    "of all "
    "shards (`racelab grade --shard K/N`) are the store of the whole class.\vStores that say different "
    "things of one "
    "submission are refused, and OUT stays as it was for that store.\n\nFor example:\n"
    "  racelab merge class.sqlite shard1.sqlite shard2.sqlite",
    NULL,
    NULL,
    NULL};

/* Before OUT is made. */
static bool are_stores(const struct rl_list *stores, char **why)
{
    for (size_t i = 1; i < stores->length; i++) {
        struct rl_store *store = rl_store_open(stores->items[i], RL_STORE_READ, why);
        if (!store)
            return false;
        rl_store_close(store);
    }
    return true;
}

int rl_cmd_merge(int argc, char **argv)
{
    struct rl_list stores = RL_LIST_INIT;
    char *why = NULL;
    argp_parse(&argp, argc, argv, 0, NULL, &stores);
    struct rl_store *out =
        are_stores(&stores, &why) ? rl_store_open(stores.items[0], RL_STORE_CREATE, &why) : NULL;
    bool good = out != NULL;
    for (size_t i = 1; good && i < stores.length; i++)
        good = rl_store_merge(out, stores.items[i], &why);
    if (good)
        printf("%zu stores are in %s\n", stores.length - 1, stores.items[0]);
    else
        rl_cli_error("%s", why);
    rl_store_close(out);
    rl_list_free(&stores);
    free(why);
    return good ? RL_CLI_OK : RL_CLI_USAGE;
}
