/* SPDX-License-Identifier: MIT */
/* Builds and runs the program of a measuring lab. */
#include "measure.h"

#include "sanitizers/process.h"
#include "sanitizers/resources.h"
#include "sanitizers/toolchain.h"
#include "sanitizers/workdir.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { INFRA = 4, COMPILE_MS = 60000, OUTPUT_CAP = 1 << 20 };

struct ticking {
    void (*tick)(void *ctx);
    void *ctx;
};

static bool progress(void *ctx)
{
    const struct ticking *with = ctx;
    if (with->tick)
        with->tick(with->ctx);
    return !rl_interrupted;
}

static void fail(struct rl_measure *out, char *why)
{
    free(out->why);
    out->why = why;
    out->status = INFRA;
}

static void run(const char *const *argv, unsigned wall_ms, const struct ticking *with,
                struct rl_process_result *result)
{
    struct rl_process_request request = {.argv = argv,
                                         .wall_ms = wall_ms,
                                         .output_cap = OUTPUT_CAP,
                                         .progress = progress,
                                         .ctx = (void *)with};
    rl_process_run(&request, result);
}

static bool build(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *compiler,
                  const char *program, const struct ticking *with, struct rl_measure *out)
{
    char *why = NULL;
    const struct rl_toolchain *toolchain = rl_toolchain_find(compiler, &why);
    if (!toolchain) {
        fail(out, why);
        return false;
    }
    struct rl_list argv = RL_LIST_INIT;
    rl_list_add(&argv, toolchain->path);
    rl_toolchain_add_compile_flags(toolchain, RL_BUILD_NATIVE, &argv);
    rl_list_addf(&argv, "-I%s", lab->folder);
    rl_list_addf(&argv, "-I%s", rl_resources_include());
    for (unsigned i = 0; i < manifest->compile.cflags_count; i++)
        rl_list_add(&argv, manifest->compile.cflags[i]);
    rl_list_addf(&argv, "%s/%s", lab->folder, manifest->source);
    rl_list_add(&argv, "-no-pie");
    rl_list_add(&argv, "-o");
    rl_list_add(&argv, program);
    for (unsigned i = 0; i < manifest->compile.libs_count; i++)
        rl_list_add(&argv, manifest->compile.libs[i]);
    struct rl_process_result result;
    run((const char *const *)argv.items, COMPILE_MS, with, &result);
    bool good = result.end == RL_PROCESS_EXITED && result.exit_status == 0;
    if (!good)
        fail(out, rl_text_format("%s could not be compiled:\n%s", manifest->source,
                                 result.error ? result.error : result.output));
    rl_process_result_free(&result);
    rl_list_free(&argv);
    return good;
}

static void execute(const struct rl_manifest *manifest, const char *program, const char *const *options,
                    const struct ticking *with, struct rl_measure *out)
{
    struct rl_list argv = RL_LIST_INIT;
    struct rl_process_result result;
    rl_list_add(&argv, program);
    rl_list_add_all(&argv, options);
    run((const char *const *)argv.items, manifest->time * 1000, with, &result);
    if (result.end == RL_PROCESS_EXITED) {
        out->status = result.exit_status;
        out->output = rl_text_copy(result.output);
    } else if (result.end == RL_PROCESS_SIGNALLED) {
        fail(out, rl_text_format("the measuring program was ended by signal %d; %s", result.signal,
                                 result.output));
    } else {
        fail(out, rl_text_format(
                      "the measuring program did not end within %u seconds, or could not be started%s%s; "
                      "try again when the machine is idle",
                      manifest->time, result.error ? ": " : "", result.error ? result.error : ""));
    }
    rl_process_result_free(&result);
    rl_list_free(&argv);
}

void rl_measure_run(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *compiler,
                    const char *const *options, void (*tick)(void *ctx), void *ctx, struct rl_measure *out)
{
    struct ticking with = {tick, ctx};
    char *why = NULL, *folder = rl_workdir_create(&why);
    *out = (struct rl_measure){0};
    if (!folder) {
        fail(out, why);
        return;
    }
    char *program = rl_text_format("%s/measure", folder);
    if (build(lab, manifest, compiler, program, &with, out))
        execute(manifest, program, options, &with, out);
    rl_workdir_remove(folder);
    free(program);
}

void rl_measure_free(struct rl_measure *measure)
{
    free(measure->output);
    free(measure->why);
    *measure = (struct rl_measure){0};
}
