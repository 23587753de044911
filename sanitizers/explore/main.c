/* SPDX-License-Identifier: MIT */
/* The explored program's real main: reserves memory, reads what is asked, searches, and says what was found.
 */

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <unistd.h>
#include "emit.h"
#include "internal.h"

int rlx_argc;
char **rlx_argv;

_Noreturn void rlx_die(const char *what, const char *then)
{
    const char *parts[] = {"racelab explore: ", what, ": ", then, "\n"};
    for (unsigned i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (write(STDERR_FILENO, parts[i], strlen(parts[i])) < 0)
            break;
    if (RLX->config.evidence > 0) {
        rlx_json_begin("end");
        rlx_json_number("executions", (long long)RLX->executions);
        rlx_json_number("steps", (long long)RLX->total_steps);
        rlx_json_bool("complete", 0);
        rlx_json_text("why_not", what);
        rlx_json_text("failed", what);
        rlx_json_text("then", then);
        rlx_json_end();
        rlx_json_flush();
    }
    _exit(124);
}

_Noreturn void rlx_unsupported(const char *name, const char *reason, uintptr_t pc)
{
    rlx_json_begin("end");
    rlx_json_number("executions", (long long)RLX->executions);
    rlx_json_number("steps", (long long)RLX->total_steps);
    rlx_json_bool("complete", 0);
    rlx_json_open("unsupported", '{');
    rlx_json_text("name", name);
    rlx_json_text("reason", reason);
    rlx_json_hex("pc", pc);
    rlx_json_close('}');
    rlx_json_end();
    rlx_json_flush();
    _exit(3);
}

/* Before any constructor of the program: hooks find no current thread and return. */
static void reserve(void)
{
    void *base = mmap((void *)RLX_BASE, RLX_TOP - RLX_BASE, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_NORESERVE, -1, 0);
    if (base != (void *)RLX_BASE) {
        static const char message[] =
            "racelab explore: the program's data is too large, or address space is limited\n";
        if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
            _exit(124);
        _exit(124);
    }
    _Static_assert(sizeof(struct rlx_state) < RLX_STATE_ROOM, "the state fits its room");
    RLX->misc_next = RLX_MISC;
}
__attribute__((section(".preinit_array"), used)) static void (*const first)(void) = reserve;

void rlx_progress(void)
{
    if (!RLX->tick)
        return;
    RLX->tick = 0;
    rlx_json_begin("progress");
    rlx_json_number("executions", (long long)RLX->executions);
    rlx_json_number("budget", (long long)RLX->config.budget);
    rlx_json_end();
    rlx_json_flush();
}

static void emit_threads(void)
{
    for (uint32_t i = 0; i < RLX->most_threads; i++) {
        rlx_json_begin("thread");
        rlx_json_number("id", i);
        rlx_json_hex("start_pc", (uintptr_t)RLX->thread[i].start);
        rlx_json_hex("create_pc", RLX->thread[i].create_pc);
        rlx_json_end();
    }
}

static void emit_end(void)
{
    rlx_json_begin("end");
    rlx_json_number("executions", (long long)RLX->executions);
    rlx_json_number("steps", (long long)RLX->total_steps);
    rlx_json_number("asleep", (long long)RLX->asleep);
    rlx_json_bool("complete", RLX->complete);
    if (!RLX->complete && RLX->why_not)
        rlx_json_text("why_not", RLX->why_not);
    if (RLX->weak_atomics || RLX->impatient)
        rlx_json_text("model", !RLX->impatient     ? "sequential consistency"
                               : RLX->weak_atomics ? "sequential consistency and at most 32 fruitless tries"
                                                   : "at most 32 fruitless tries");
    if (RLX->astray && RLX->config.strategy == RLX_REPLAY)
        rlx_json_bool("astray", 1);
    rlx_json_bool("end_reached", RLX->never_ended == 0);
    rlx_json_end();
    rlx_json_flush();
}

int main(int argc, char **argv)
{
    rlx_argc = argc;
    rlx_argv = argv;
    rlx_config_read();
    rlx_find_wrfsbase();
    rlx_json_begin("start");
    rlx_json_number("version", 1);
    rlx_json_end();
    rlx_json_flush();
    rlx_state_init();
    rlx_heap_init();
    rlx_found_init();
    rlx_threads_init();
    rlx_snapshot_take();
    rlx_signals();
    rlx_output_init(RLX->config.output_cap, RLX->config.strategy == RLX_REPLAY);
    rlx_search();
    emit_threads();
    rlx_emit_findings();
    rlx_emit_lab();
    rlx_emit_replay();
    emit_end();
    _exit(0);
}
