/* SPDX-License-Identifier: MIT */
/* `racelab new-lab`: what it lays, that verify-labs refuses it, and that a filled one is proven. */
#include "place.h"

#include "grader/words.h"
#include "sanitizers/process.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A course of its own, with one group and nothing in it. */
static struct place empty_course(void)
{
    struct place place = place_make(NULL);
    char *labs = place_path(&place, "labs"), *group = place_path(&place, "labs/05-semaphore");
    mkdir(labs, 0777);
    mkdir(group, 0777);
    free(place.labs);
    place.labs = rl_text_format("RACELAB_LABS=%s", labs);
    free(labs);
    free(group);
    return place;
}

struct kind {
    const char *words, *files[3], *unfilled[3]; /* of what verify-labs must name */
};

/* All that verify-labs objects to is what is to fill: the form is right. */
static void is_refused_until_filled(const void *param)
{
    const struct kind *kind = param;
    struct place place = empty_course();
    place_expect(&place, NULL, kind->words, 0,
                 "Next: read docs/lab-format.md, fill them, and ask: racelab verify-labs turn", NULL);
    struct answer answer = place_call(&place, NULL, "verify-labs turn");
    RL_EXPECT_EQ(1, answer.status);
    for (int i = 0; i < 3; i++) {
        char *file = rl_text_format("labs/05-semaphore/turn/%s", kind->files[i]);
        if (!place_has(&place, file))
            RL_FAIL("%s is missing", file);
        RL_EXPECT_CONTAINS(answer.out, kind->unfilled[i]);
        free(file);
    }
    for (const char *line = answer.out; *line; line = strchr(line, '\n') + 1)
        if (!rl_text_starts(line, "not proven: ") && !rl_text_starts(strchr(line, ' '), " still to fill: "))
            RL_FAIL("%.*s", (int)strcspn(line, "\n"), line);
    answer_free(&answer);
    place_free(&place);
}

/* What is left to do for this lab: words for the places where it asks for words. */
static void is_proven_when_filled(void)
{
    struct place place = empty_course();
    place_expect(&place, NULL, "new-lab 05-semaphore/turn --file counter.c", 0, NULL, NULL);
    const char *argv[] = {"sh", "-c", "find labs -type f | xargs sed -i 's/TODO(new-lab): //g'", NULL};
    struct rl_process_request request = {.argv = argv, .cwd = place.folder, .wall_ms = 60000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    RL_EXPECT_EQ(0, result.exit_status);
    rl_process_result_free(&result);
    place_expect(&place, NULL, "verify-labs turn", 0, "proven: 1 lab, 6 files, 0 problems", NULL);
    place_expect(&place, NULL, "start turn", 0, "counter.c", NULL);
    place_free(&place);
}

static void overwrites_nothing(void)
{
    struct place place = empty_course();
    char *path = place_path(&place, "labs/05-semaphore/other");
    place_expect(&place, NULL, "new-lab 05-semaphore/turn", 0, NULL, NULL);
    place_expect(&place, NULL, "new-lab 05-semaphore/turn", 2, NULL, "there is a lab turn already");
    place_expect(&place, NULL, "new-lab 06-other/turn --new-group", 2, NULL,
                 "ids are unique in the whole course");
    mkdir(path, 0777);
    place_expect(&place, NULL, "new-lab 05-semaphore/other", 2, NULL, "is there already, and is no lab");
    place_expect(&place, NULL, "new-lab 05-semaphores/more", 2, NULL,
                 "did you mean 05-semaphore?; --new-group makes it");
    place_expect(&place, NULL, "new-lab 07-new/more --new-group", 0, "more.h", NULL);
    free(path);
    place_free(&place);
}

struct row {
    const char *words, *err;
};

static void refuses(const void *param)
{
    const struct row *row = param;
    struct place place = empty_course();
    place_expect(&place, NULL, row->words, 2, NULL, row->err);
    place_free(&place);
}

static const struct kind
    fix = {"new-lab 05-semaphore/turn",
           {"turn.h", "buggy.c", "wrong/expected-answer.c"},
           {"turn/lab.yaml:5: still to fill: what happens", "turn/buggy.c:2: still", "turn/turn.h:2: still"}},
    build = {"new-lab 05-semaphore/turn --kind build --file lock.c",
             {"lock.h", "buggy.c", "fixes/ticket.c"},
             {"turn/lab.yaml:13: still", "turn/lock.h:2: still", "turn/fixes/ticket.c:2: still"}},
    measure = {"new-lab 05-semaphore/turn --kind measure",
               {"measure.c", "lab.yaml", "README.md"},
               {"turn/lab.yaml:5: still", "turn/measure.c:2: still", "turn/README.md:5: still"}},
    calibrate = {"new-lab 05-semaphore/turn --kind calibrate",
                 {"turn.h", "accused.c", "wrong/no-order.c"},
                 {"turn/lab.yaml:14: still", "turn/accused.c:2: still", "turn/README.md:5: still"}};

static const struct row nothing = {"new-lab", "which lab? Name its group and its id"},
                        no_group = {"new-lab turn", "\"turn\" is no GROUP/ID such as 05-semaphore/turnstile"},
                        bad_id = {"new-lab 05-semaphore/Turn", "is no GROUP/ID"},
                        dash = {"new-lab 05-semaphore/turn-", "is no GROUP/ID"},
                        above = {"new-lab 05-semaphore/../x", "is no GROUP/ID"},
                        bad_kind = {"new-lab 05-semaphore/turn --kind mesure", "did you mean measure?"},
                        bad_file = {"new-lab 05-semaphore/turn --file ../x.c",
                                    "\"../x.c\" is no name for a C file"},
                        unknown = {"new-lab 09-nowhere/turn", "there is no group \"09-nowhere\""};

static const struct rl_case cases[] = {RL_CASE_P(is_refused_until_filled, "fix", &fix),
                                       RL_CASE_P(is_refused_until_filled, "build", &build),
                                       RL_CASE_P(is_refused_until_filled, "measure", &measure),
                                       RL_CASE_P(is_refused_until_filled, "calibrate", &calibrate),
                                       RL_CASE(is_proven_when_filled),
                                       RL_CASE(overwrites_nothing),
                                       RL_CASE_P(refuses, "nothing", &nothing),
                                       RL_CASE_P(refuses, "no_group", &no_group),
                                       RL_CASE_P(refuses, "bad_id", &bad_id),
                                       RL_CASE_P(refuses, "dash", &dash),
                                       RL_CASE_P(refuses, "above", &above),
                                       RL_CASE_P(refuses, "bad_kind", &bad_kind),
                                       RL_CASE_P(refuses, "bad_file", &bad_file),
                                       RL_CASE_P(refuses, "unknown", &unknown),
                                       RL_CASE_END};
RL_SUITE(cli_new_lab, cases);
