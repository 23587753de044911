/* SPDX-License-Identifier: MIT */
/* The verdicts that are being made in this run, by key. */
#include "batch_internal.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

struct claim {
    char *key;
    bool running, done;
};

static int by_key(const void *left, const void *right)
{
    return strcmp(((const struct claim *)left)->key, ((const struct claim *)right)->key);
}

static struct claim *find_or_add(struct rl_batch_run *run, const char *key)
{
    struct claim *fresh = rl_alloc(sizeof *fresh);
    fresh->key = rl_text_copy(key);
    void *place = tsearch(fresh, &run->claims, by_key);
    if (!place)
        abort(); /* out of memory */
    struct claim *claim = *(struct claim **)place;
    if (claim != fresh) {
        free(fresh->key);
        free(fresh);
    }
    return claim;
}

enum rl_claim rl_batch_claim(struct rl_batch_run *run, const char *key)
{
    pthread_mutex_lock(&run->lock);
    struct claim *claim = find_or_add(run, key);
    enum rl_claim answer = claim->done ? RL_CLAIM_DONE : claim->running ? RL_CLAIM_TAKEN : RL_CLAIM_MINE;
    claim->running = claim->running || answer == RL_CLAIM_MINE;
    pthread_mutex_unlock(&run->lock);
    return answer;
}

void rl_batch_settle(struct rl_batch_run *run, const char *key, bool made)
{
    pthread_mutex_lock(&run->lock);
    struct claim *claim = find_or_add(run, key);
    claim->running = false;
    claim->done = made;
    pthread_mutex_unlock(&run->lock);
}

static void free_claim(void *node)
{
    struct claim *claim = node;
    free(claim->key);
    free(claim);
}

void rl_batch_forget_claims(struct rl_batch_run *run)
{
    tdestroy(run->claims, free_claim);
    run->claims = NULL;
}
