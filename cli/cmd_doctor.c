/* SPDX-License-Identifier: MIT */
/* racelab doctor: what this machine has, what is missing, and the command that brings it. */
#include "cli.h"

#include "sanitizers/own_limits.h"
#include "sanitizers/process.h"
#include "sanitizers/resources.h"
#include "sanitizers/sandbox.h"
#include "sanitizers/toolchain.h"
#include "sanitizers/workdir.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/utsname.h>
#include <unistd.h>

struct arguments {
    bool json;
};

static const struct argp_option options[] = {{"json", 'j', NULL, 0, "print JSON (racelab/doctor/v1)", 0},
                                             {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'j':
        arguments->json = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "doctor takes no argument; \"%s\" is too much", arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    NULL,
    "Says what this machine has, what is missing, and how to install it.\vFor example:\n  racelab doctor",
    NULL,
    NULL,
    NULL};

/* One row of the answer. `needed`: racelab cannot judge without it. */
static void add(json_t *rows, const char *name, bool good, bool needed, char *text)
{
    json_array_append_new(rows, json_pack("{s:s, s:b, s:b, s:s}", "name", name, "ok", (int)good, "needed",
                                          (int)needed, "text", text));
    free(text);
}

static void look_at_system(json_t *rows)
{
    struct utsname system;
    uname(&system);
    bool right = strcmp(system.machine, "x86_64") == 0;
    add(rows, "machine", right, true,
        rl_text_format("%s %s, %s%s", system.sysname, system.release, system.machine,
                       right ? "" : "; racelab supports x86-64 only"));
}

static void look_at_limits(json_t *rows)
{
    char *why = NULL;
    bool good = rl_own_limits_raise(&why);
    add(rows, "limits", good, true, good ? rl_text_copy("this shell's (ulimit) are wide enough") : why);
}

static void look_at_compiler(json_t *rows, const char *name, bool needed)
{
    char *why = NULL;
    const struct rl_toolchain *toolchain = rl_toolchain_find(name, &why);
    if (toolchain)
        add(rows, name, true, needed, rl_text_format("%s, %s", toolchain->version, toolchain->path));
    else
        add(rows, name, false, needed, why ? why : rl_text_copy("not found"));
}

static void look_at_tool(json_t *rows, const char *name, const char *package, const char *what)
{
    char *path = rl_process_find_program(name);
    if (path)
        add(rows, name, true, false, path);
    else
        add(rows, name, false, false,
            rl_text_format("not found: %s; apt-get install %s brings it", what, package));
}

static void look_at_observers(json_t *rows)
{
    for (const struct rl_observer *const *observer = rl_observers; *observer; observer++) {
        char *why = NULL;
        rl_cli_progress("asking %s …", (*observer)->name);
        bool good = (*observer)->available(NULL, &why);
        add(rows, (*observer)->name, good, strcmp((*observer)->name, "explore") != 0,
            good  ? rl_text_copy((*observer)->summary)
            : why ? why
                  : rl_text_copy("cannot run here"));
    }
}

/* What `racelab grade` runs submissions in. */
static void look_at_sandbox(json_t *rows)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    for (int i = 0; i < RL_SANDBOX_MECHANISM_COUNT; i++)
        add(rows, layers->mechanism[i].name, layers->mechanism[i].holds, false,
            rl_text_format("sandbox: %s", layers->mechanism[i].words));
    struct rl_text open = RL_TEXT_INIT;
    for (int i = 0; i < RL_SANDBOX_GUARD_COUNT; i++)
        if (!layers->guard[i].held)
            rl_text_addf(&open, "%s%s", open.length ? ", " : "", layers->guard[i].name);
    add(rows, "sandbox", layers->enough, false,
        layers->enough ? rl_text_format("enough for code that is not trusted%s%s",
                                        open.length ? "; not held: " : "", open.length ? open.data : "")
                       : rl_text_format("`racelab grade` refuses: %s", layers->advice));
    rl_text_free(&open);
}

static void look_at_folders(json_t *rows)
{
    struct rl_course course;
    char *why = NULL;
    const char *labs = rl_resources_labs();
    bool opened = rl_course_open(labs ? labs : "", &course, &why);
    add(rows, "labs", opened && course.len > 0, true,
        opened ? rl_text_format("%zu in %s", course.len, course.root) : why);
    if (opened)
        rl_course_close(&course);
    why = NULL;
    char *folder = rl_workdir_create(&why);
    struct statvfs space;
    if (folder && statvfs(folder, &space) == 0) {
        unsigned long long free_mib = (unsigned long long)space.f_bavail * space.f_frsize >> 20;
        const char *parent = getenv("TMPDIR") && *getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
        add(rows, "temporary files", free_mib >= 64, true,
            rl_text_format("%s, %llu MiB free%s", parent, free_mib,
                           free_mib >= 64 ? ""
                                          : "; make room, or set TMPDIR to a folder with 64 MiB or more"));
    } else {
        add(rows, "temporary files", false, true, why ? why : rl_text_copy("no room"));
    }
    rl_workdir_remove(folder);
}

static bool print(const json_t *rows)
{
    const struct rl_style *style = rl_cli_style(stdout);
    bool fit = true;
    size_t index;
    json_t *row;
    json_array_foreach((json_t *)rows, index, row)
    {
        bool good = json_is_true(json_object_get(row, "ok")),
             needed = json_is_true(json_object_get(row, "needed"));
        printf("  %s%-7s%s %-16s %s\n",
               good     ? style->green
               : needed ? style->red
                        : style->yellow,
               good     ? "ok"
               : needed ? "missing"
                        : "without",
               style->off, json_string_value(json_object_get(row, "name")),
               json_string_value(json_object_get(row, "text")));
        fit = fit && (good || !needed);
    }
    printf("\n%s\n", fit ? "racelab can judge here. Next: racelab demo"
                         : "racelab cannot judge here until what is missing is there.");
    return fit;
}

int rl_cmd_doctor(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    json_t *rows = json_array();
    rl_cli_progress_begin();
    look_at_system(rows);
    look_at_limits(rows);
    look_at_compiler(rows, "clang", true);
    look_at_compiler(rows, "gcc", false);
    look_at_tool(rows, "gdb", "gdb", "steps through a lab by hand");
    look_at_tool(rows, "valgrind", "valgrind", "a second opinion on a lab");
    look_at_observers(rows);
    look_at_sandbox(rows);
    look_at_folders(rows);
    rl_cli_progress_end();
    bool fit = true;
    size_t index;
    json_t *row;
    json_array_foreach(rows, index, row) fit =
        fit && (json_is_true(json_object_get(row, "ok")) || !json_is_true(json_object_get(row, "needed")));
    if (arguments.json)
        rl_cli_print_json(json_pack("{s:s, s:s, s:b, s:O}", "schema", "racelab/doctor/v1", "racelab",
                                    RL_VERSION, "can_judge", (int)fit, "rows", rows));
    else
        print(rows);
    json_decref(rows);
    return fit ? RL_CLI_OK : RL_CLI_INFRA;
}
