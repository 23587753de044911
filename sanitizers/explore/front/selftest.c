/* SPDX-License-Identifier: MIT */
/* The self-test of determinism: schedules of the search are replayed in processes that differ in environment,
 * directory and the system's choice of addresses. Where trace or final state differ, the search proves
 * nothing. */
#include <stdlib.h>
#include <string.h>

#include "explorer.h"
#include "tag.h"

enum { SCHEDULES_MOST = 3 };

/* The hashes of one replay, as one string; NULL: there are none. */
static char *replay_hashes(const struct rl_explorer *explorer, const char *schedule, const char *padding,
                           const char *cwd)
{
    struct rl_observation out = {0};
    struct rl_run_request request = *explorer->request;
    request.progress = NULL;
    struct rl_explorer again = {.request = &request, .out = &out, .lines = json_array()};
    again.build.program = explorer->build.program;
    const char *extra[] = {"RLX_HASHES=1", padding, NULL};
    struct rl_process_result result;
    rl_explorer_run(&again, schedule, extra, cwd, &result);
    char *hashes = again.hashes ? rl_text_format("%s %s", rl_json_text(again.hashes, "trace"),
                                                 rl_json_text(again.hashes, "state"))
                                : NULL;
    bool stopped = result.end != RL_PROCESS_EXITED;
    rl_process_result_free(&result);
    json_decref(again.hashes);
    json_decref(again.end);
    json_decref(again.lines);
    if (stopped) {
        free(hashes);
        return NULL;
    }
    return hashes;
}

static bool is_deterministic(const struct rl_explorer *explorer, const char *schedule)
{
    static char padding[4096] = "RLX_PADDING=";
    memset(padding + strlen("RLX_PADDING="), 'x', sizeof padding - 1 - strlen("RLX_PADDING="));
    char *here = replay_hashes(explorer, schedule, "RLX_PADDING=", NULL);
    char *there = here ? replay_hashes(explorer, schedule, padding, "/") : NULL;
    bool same = !here || !there || strcmp(here, there) == 0;
    free(there);
    free(here);
    return same;
}

static void add_schedule(const char **schedules, size_t *length, const char *schedule)
{
    for (size_t i = 0; i < *length; i++) {
        if (strcmp(schedules[i], schedule) == 0)
            return;
    }
    if (*length < SCHEDULES_MOST)
        schedules[(*length)++] = schedule;
}

void rl_explorer_self_test(struct rl_explorer *explorer)
{
    const char *schedules[SCHEDULES_MOST];
    size_t length = 0;
    struct rl_observation *out = explorer->out;
    for (size_t i = 0; i < out->findings_len; i++) {
        if (out->findings[i].hazard == RL_HAZARD_HANG)
            return; /* each replay would take as long as it takes to call it a hang */
    }
    add_schedule(schedules, &length, "0");
    const char *last = rl_json_text(explorer->end, "last_schedule");
    if (*last)
        add_schedule(schedules, &length, last);
    for (size_t i = 0; i < out->findings_len; i++) {
        if (out->findings[i].schedule)
            add_schedule(schedules, &length, out->findings[i].schedule + RL_TAG_LENGTH + 1);
    }
    for (size_t i = 0; i < out->outcomes_len; i++) {
        if (out->outcomes[i].schedule)
            add_schedule(schedules, &length, out->outcomes[i].schedule + RL_TAG_LENGTH + 1);
    }
    for (size_t i = 0; i < length && !rl_interrupted; i++) {
        if (is_deterministic(explorer, schedules[i]))
            continue;
        free(out->reason);
        out->complete = false;
        out->reason = rl_text_format(
            "the program is not deterministic: schedule %s-%s gave another trace or final state "
            "in a second process. Look for addresses that are printed or compared, and for memory "
            "that is read before it is written",
            explorer->build.tag, schedules[i]);
        return;
    }
}
