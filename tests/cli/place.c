/* SPDX-License-Identifier: MIT */
/* A learner's folder for the tests. */
#include "place.h"

#include "grader/words.h"
#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void must(bool good, const char *what)
{
    if (!good) {
        perror(what);
        abort();
    }
}

struct place place_make(const char *labs)
{
    char *why = NULL, *made = rl_workdir_create(&why), *real;
    must(made != NULL, "a private folder");
    real = realpath(made, NULL);
    must(real != NULL, made);
    free(real);
    return (struct place){made, rl_text_format("RACELAB_LABS=%s", labs ? labs : RL_FIXTURES "/labs"),
                          rl_text_format("RACELAB_STATE=%s/state", made)};
}

void place_free(struct place *place)
{
    rl_workdir_remove(place->folder);
    free(place->labs);
    free(place->state);
}

char *place_path(const struct place *place, const char *name)
{
    return rl_text_format("%s/%s", place->folder, name);
}

struct answer place_call(const struct place *place, const char *below, const char *words)
{
    const char *const env[] = {place->labs, place->state, NULL};
    char *folder = place_path(place, below ? below : "");
    struct call call = {.words = words, .env = env, .folder = folder};
    struct answer answer = racelab_call(&call);
    free(folder);
    return answer;
}

void place_write(const struct place *place, const char *name, const char *text)
{
    char *path = place_path(place, name);
    unlink(path);
    must(rl_text_write_file(path, text, strlen(text)), path);
    free(path);
}

char *place_read(const struct place *place, const char *name)
{
    char *path = place_path(place, name), *text = rl_text_read_file(path, NULL);
    free(path);
    return text;
}

bool place_has(const struct place *place, const char *name)
{
    char *path = place_path(place, name);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

void place_expect(const struct place *place, const char *below, const char *words, int status,
                  const char *out, const char *err)
{
    struct answer answer = place_call(place, below, words);
    if (answer.status != status)
        RL_FAIL("racelab %s: status %d, expected %d\n%s%s", words, answer.status, status, answer.out,
                answer.err);
    if (out)
        RL_EXPECT_CONTAINS(answer.out, out);
    if (err)
        RL_EXPECT_CONTAINS(answer.err, err);
    answer_free(&answer);
}
