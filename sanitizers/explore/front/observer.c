/* SPDX-License-Identifier: MIT */
/* The observer `explore`: builds a program with the explorer's runtime, has every interleaving run, and says
 * what was found. */
#include "explorer.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sanitizers/toolchain.h"
#include "symbols.h"
#include "tag.h"

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void end_with(struct rl_observation *out, enum rl_run_status status, char *reason)
{
    free(out->reason);
    out->status = status;
    out->reason = reason;
}

/* The program's files are broken, or the machine: false, and *out says which. */
static bool build(struct rl_explorer *explorer)
{
    struct rl_observation *out = explorer->out;
    rl_explore_build(explorer->request, &explorer->build);
    out->compile_seconds = explorer->build.seconds;
    out->compiler_output = rl_text_copy(explorer->build.compiler_output);
    if (explorer->build.status != RL_RUN_OK) {
        end_with(out, explorer->build.status, rl_text_copy(explorer->build.reason));
        return false;
    }
    char *why = NULL;
    explorer->names.symbols = rl_symbols_open(explorer->build.program, &why);
    explorer->names.sources = explorer->request->sources;
    if (!explorer->names.symbols)
        end_with(out, RL_RUN_INFRA, why);
    return explorer->names.symbols != NULL;
}

/* The schedule of request->replay; false: it cannot be one of this program. */
static bool replay_schedule(struct rl_explorer *explorer, const char **schedule)
{
    char tag[RL_TAG_LENGTH + 1];
    char *why = NULL;
    *schedule = NULL;
    if (!explorer->request->replay)
        return true;
    if (!rl_replay_parse(explorer->request->replay, tag, schedule, &why)) {
        end_with(explorer->out, RL_RUN_UNSUPPORTED, why);
        return false;
    }
    if (strcmp(tag, explorer->build.tag) == 0)
        return true;
    end_with(
        explorer->out, RL_RUN_UNSUPPORTED,
        rl_text_format(
            "the replay string %s belongs to another program, or to other options: this one's begin with "
            "%s-. If you changed the program, explore it again",
            explorer->request->replay, explorer->build.tag));
    return false;
}

static void take_unsupported(struct rl_explorer *explorer, const json_t *unsupported)
{
    json_t *addresses = json_pack("[O*]", json_object_get(unsupported, "pc"));
    struct rl_place place = {0};
    bool known = rl_names_first_place(&explorer->names, addresses, &place);
    const char *name = rl_json_text(unsupported, "name");
    const char *reason = rl_json_text(unsupported, "reason");
    end_with(explorer->out, RL_RUN_UNSUPPORTED,
             known ? rl_text_format("%s:%d calls %s: %s", place.file, place.line, name, reason)
                   : rl_text_format("%s: %s", name, reason));
    if (known)
        rl_place_free(&place);
    json_decref(addresses);
}

/* The last words of a runtime that broke. */
static void take_broken(struct rl_explorer *explorer, const struct rl_process_result *result)
{
    char how[64] = "it ended without a result";
    if (result->end == RL_PROCESS_SIGNALLED)
        snprintf(how, sizeof how, "signal %d ended it", result->signal);
    else if (result->end == RL_PROCESS_EXITED)
        snprintf(how, sizeof how, "it ended with status %d", result->exit_status);
    size_t length = result->output_len < 300 ? result->output_len : 300;
    while (length && result->output[length - 1] == '\n')
        length--;
    end_with(
        explorer->out, RL_RUN_INFRA,
        rl_text_format(
            "the explorer's runtime broke after %lu executions (%s)%s%.*s. Try again; if it happens again, "
            "report it with the program",
            explorer->done, how, length ? ": " : "", (int)length, result->output));
}

/* How the process ended, where that decides. True: there is an `end` to be read. */
static bool judge_end(struct rl_explorer *explorer, const struct rl_process_result *result)
{
    struct rl_observation *out = explorer->out;
    switch (result->end) {
    case RL_PROCESS_CPU:
    case RL_PROCESS_WALL:
        end_with(
            out, RL_RUN_LIMIT,
            rl_text_format("the time was up after %lu executions. Give it less to do, or a smaller budget",
                           explorer->done));
        return false;
    case RL_PROCESS_STOPPED:
    case RL_PROCESS_INTERRUPTED:
        end_with(out, RL_RUN_LIMIT, rl_text_format("stopped after %lu executions", explorer->done));
        return false;
    case RL_PROCESS_MEMORY:
        end_with(out, RL_RUN_LIMIT, rl_text_copy("memory: the program used too much and was stopped"));
        return false;
    case RL_PROCESS_UNWATCHED:
        end_with(out, RL_RUN_REJECTED, rl_text_copy("the program killed the process that watches over it"));
        return false;
    case RL_PROCESS_EVIDENCE:
        end_with(out, RL_RUN_LIMIT,
                 rl_text_copy("the replay has too many steps to be shown. Lower --max-steps"));
        return false;
    case RL_PROCESS_STARVED:
        end_with(out, RL_RUN_INFRA, rl_text_copy("the machine was too busy to run the explorer. Try again"));
        return false;
    case RL_PROCESS_NOT_STARTED:
        end_with(out, RL_RUN_INFRA,
                 rl_text_format("the explored program could not be started: %s", result->error));
        return false;
    default:
        break;
    }
    if (result->end == RL_PROCESS_SIGNALLED && result->signal == SIGSYS && rl_sandbox_used()) {
        end_with(out, RL_RUN_REJECTED, rl_text_copy(RL_SANDBOX_REFUSED));
        return false;
    }
    if (explorer->end && !explorer->garbled)
        return true;
    take_broken(explorer, result);
    return false;
}

static void take_end(struct rl_explorer *explorer)
{
    struct rl_observation *out = explorer->out;
    const json_t *end = explorer->end;
    out->executions = (unsigned long)rl_json_number(end, "executions");
    out->steps = (unsigned long)rl_json_number(end, "steps");
    out->complete = json_is_true(json_object_get(end, "complete")) && !explorer->request->replay;
    out->reached_end = json_is_true(json_object_get(end, "end_reached"));
    const char *model = rl_json_text(end, "model");
    out->model = *model ? rl_text_copy(model) : NULL;
    const char *why_not = rl_json_text(end, "why_not");
    if (!out->complete && *why_not)
        end_with(out, RL_RUN_OK, rl_text_copy(why_not));
    const json_t *unsupported = json_object_get(end, "unsupported");
    if (json_is_object(unsupported))
        take_unsupported(explorer, unsupported);
    const char *failed = rl_json_text(end, "failed");
    if (*failed)
        end_with(out, RL_RUN_INFRA,
                 rl_text_format("the explorer gave up: %s. %s", failed, rl_json_text(end, "then")));
    if (json_is_true(json_object_get(end, "astray")) && explorer->request->replay)
        end_with(
            out, RL_RUN_UNSUPPORTED,
            rl_text_format(
                "the schedule of %s does not fit this program: it names a choice that is not there. Copy "
                "the string again, or explore again",
                explorer->request->replay));
}

static void run(struct rl_explorer *explorer)
{
    const char *schedule = NULL;
    if (!replay_schedule(explorer, &schedule))
        return;
    static const char *const tracing[] = {"RLX_TRACE=1", NULL};
    struct rl_process_result result;
    double started = now();
    rl_explorer_run(explorer, schedule, schedule ? tracing : NULL, NULL, &result);
    if (judge_end(explorer, &result)) {
        take_end(explorer);
        rl_explorer_convert(explorer);
        if (!schedule && explorer->out->status == RL_RUN_OK)
            rl_explorer_self_test(explorer);
    }
    explorer->out->run_seconds = now() - started;
    rl_process_result_free(&result);
}

static void observe(const struct rl_run_request *request, struct rl_observation *out)
{
    *out = (struct rl_observation){.observer = "explore", .status = RL_RUN_OK, .exit_status = -1};
    struct rl_explorer explorer = {.request = request, .out = out, .lines = json_array()};
    if (build(&explorer))
        run(&explorer);
    rl_symbols_close(explorer.names.symbols);
    rl_explore_build_free(&explorer.build);
    for (size_t i = 0; i < RL_EXPLORER_THREADS; i++)
        free(explorer.threads[i]);
    json_decref(explorer.lines);
    json_decref(explorer.end);
    json_decref(explorer.hashes);
}

static bool available(const char *compiler, char **why)
{
    if (!rl_toolchain_find(compiler, why))
        return false;
    char *runtime = rl_explore_runtime(why);
    free(runtime);
    return runtime != NULL;
}

extern const struct rl_observer rl_observer_explore;
const struct rl_observer rl_observer_explore = {
    .name = "explore",
    .summary = "every interleaving: races, deadlocks, lost wakeups, broken invariants, each with a replay",
    .available = available,
    .run = observe,
};
