/* SPDX-License-Identifier: MIT */
/* Tries which mechanisms of the sandbox work on this machine, and says what they keep. */
#define _GNU_SOURCE
#include "sandbox.h"
#include "process_internal.h"
#include "sandbox_internal.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRIAL_WALL_MS = 20000 };

static struct {
    struct rl_sandbox_abilities abilities;
    struct rl_sandbox_layers layers;
    int landlock; /* version; 0: the kernel has none */
} found;          /* read-only after the probe */
static atomic_bool used;
static atomic_uint without;

const char *rl_sandbox_step_words(enum rl_inside_step step)
{
    switch (step) {
    case RL_INSIDE_PRIVILEGES:
        return "give up privileges";
    case RL_INSIDE_FOLDER:
        return "enter the directory to run it in";
    case RL_INSIDE_LANDLOCK:
        return "set up Landlock";
    case RL_INSIDE_LIMITS:
        return "set limits";
    case RL_INSIDE_USER:
        return "change the user";
    case RL_INSIDE_FILTER:
        return "set up the filter of system calls";
    case RL_INSIDE_START:
        break;
    }
    return "start it";
}

/* ------------------------------------------------------------------------------------------------- trials */

/* What the helper says when it is asked, with these means. */
struct trial {
    bool worked;
    int user, landlock, seccomp;
    char *words; /* of failure */
};

static void try(const struct rl_sandbox_abilities *with, struct trial *out)
{
    struct rl_list argv = RL_LIST_INIT;
    char *helper = rl_sandbox_helper();
    *out = (struct trial){0};
    if (with->way != RL_BUBBLEWRAP_NOT) {
        rl_sandbox_add_bubblewrap(with, false, &argv);
        rl_list_add_all(&argv,
                        (const char *const[]){"--ro-bind", helper, helper, "--", helper, "apart", NULL});
    } else {
        rl_list_add(&argv, helper);
    }
    rl_list_add(&argv, "probe");
    if (with->landlock)
        rl_list_add(&argv, "landlock");
    if (with->user) {
        rl_list_add(&argv, "user");
        rl_list_addf(&argv, "%d", RL_SANDBOX_FIRST_USER);
    }
    static const char *const env[] = {"PATH=/usr/bin:/bin", NULL};
    struct rl_process_request request = {
        .argv = (const char *const *)argv.items, .env = env, .cwd = "/", .wall_ms = TRIAL_WALL_MS};
    struct rl_process_result run;
    rl_process_run(&request, &run);
    out->worked =
        run.end == RL_PROCESS_EXITED && run.exit_status == 0 &&
        sscanf(run.output, "uid=%d landlock=%d seccomp=%d", &out->user, &out->landlock, &out->seccomp) == 3;
    if (!out->worked)
        out->words =
            run.error ? rl_text_copy(run.error) : rl_text_showable(run.output, strcspn(run.output, "\n"));
    rl_process_result_free(&run);
    rl_list_free(&argv);
    free(helper);
}

/* Does it work with this, too? Then it stays on. Answers why not, else NULL. */
static char *try_with(struct rl_sandbox_abilities *with, bool *ability)
{
    struct trial trial;
    *ability = true;
    try(with, &trial);
    *ability = trial.worked;
    if (trial.worked && trial.landlock)
        found.landlock = trial.landlock;
    return trial.words;
}

static int version_of(const char *bubblewrap)
{
    const char *const argv[] = {bubblewrap, "--version", NULL};
    struct rl_process_request request = {.argv = argv, .wall_ms = TRIAL_WALL_MS};
    struct rl_process_result run;
    int major = 0, minor = 0, patch = 0;
    rl_process_run(&request, &run);
    if (sscanf(run.output, "bubblewrap %d.%d.%d", &major, &minor, &patch) < 2)
        major = minor = patch = 0;
    rl_process_result_free(&run);
    return major * 10000 + minor * 100 + patch;
}

/* --------------------------------------------------------------------------------------------- mechanisms */

static void say(enum rl_sandbox_mechanism mechanism, const char *name, bool holds, char *words)
{
    found.layers.mechanism[mechanism].name = name;
    found.layers.mechanism[mechanism].holds = holds;
    found.layers.mechanism[mechanism].words = words;
}

#define UBUNTU_ADVICE                                                                                        \
    "On Ubuntu 24.04: `sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0`; in a Docker container: " \
    "`docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined`, with `--cap-add "    \
    "SYS_ADMIN` as root"

static void look_at_bubblewrap(struct rl_sandbox_abilities *with)
{
    with->bubblewrap = rl_process_find_program("bwrap");
    if (!with->bubblewrap) {
        say(RL_SANDBOX_BUBBLEWRAP, "bubblewrap", false,
            rl_text_copy("not installed: sudo apt-get install bubblewrap"));
        return;
    }
    with->version = version_of(with->bubblewrap);
    char *why = NULL;
    static const enum rl_bubblewrap_way ways[] = {RL_BUBBLEWRAP_AS_ROOT, RL_BUBBLEWRAP_AS_ORDINARY};
    for (size_t i = geteuid() == 0 ? 0 : 1; i < 2; i++) {
        bool works;
        with->way = ways[i];
        free(why);
        why = try_with(with, &works);
        if (works) {
            say(RL_SANDBOX_BUBBLEWRAP, "bubblewrap", true,
                rl_text_format("bubblewrap %d.%d.%d%s%s", with->version / 10000, with->version / 100 % 100,
                               with->version % 100,
                               with->way == RL_BUBBLEWRAP_AS_ROOT ? "" : ", in a user namespace",
                               with->version < 700 ? "; folders in memory are not bounded before 0.7" : ""));
            free(why);
            return;
        }
    }
    with->way = RL_BUBBLEWRAP_NOT;
    say(RL_SANDBOX_BUBBLEWRAP, "bubblewrap", false,
        rl_text_format("it does not work here (%s). " UBUNTU_ADVICE, why));
    free(why);
}

static void look_at_user(struct rl_sandbox_abilities *with)
{
    if (geteuid() != 0) {
        say(RL_SANDBOX_USER, "user", false,
            rl_text_copy("programs run as you; only root can give them another user"));
        return;
    }
    if (with->way == RL_BUBBLEWRAP_AS_ORDINARY) {
        say(RL_SANDBOX_USER, "user", false, rl_text_copy("not in a user namespace, which has one user only"));
        return;
    }
    char *why = try_with(with, &with->user);
    say(RL_SANDBOX_USER, "user", with->user,
        with->user ? rl_text_format("user %d and up", RL_SANDBOX_FIRST_USER)
                   : rl_text_format("the user cannot be changed here (%s)", why));
    free(why);
}

static void look_at_landlock(struct rl_sandbox_abilities *with)
{
    char *why = try_with(with, &with->landlock);
    say(RL_SANDBOX_LANDLOCK, "landlock", with->landlock,
        with->landlock
            ? rl_text_format("version %d", found.landlock)
            : rl_text_copy(
                  "the kernel does not have it switched on (`cat /sys/kernel/security/lsm` lists what is)"));
    free(why);
}

static void look_at_seccomp(struct rl_sandbox_abilities *with)
{
    struct trial trial;
    try(with, &trial);
    free(trial.words);
    with->seccomp = trial.worked && trial.seccomp && rl_sandbox_filter(false, false, true) >= 0;
    say(RL_SANDBOX_SECCOMP, "seccomp", with->seccomp,
        with->seccomp ? rl_text_copy("a list of system calls that are let through")
                      : rl_text_copy("the kernel does not take filters"));
}

/* ------------------------------------------------------------------------------------------------- guards */

static void hold(enum rl_sandbox_guard guard, const char *name, unsigned mechanisms)
{
    struct rl_text by = RL_TEXT_INIT;
    for (int i = 0; i < RL_SANDBOX_MECHANISM_COUNT; i++)
        if (mechanisms & 1U << i && found.layers.mechanism[i].holds)
            rl_text_addf(&by, "%s%s", by.length ? ", " : "", found.layers.mechanism[i].name);
    found.layers.guard[guard].name = name;
    found.layers.guard[guard].by = rl_text_take(&by);
    found.layers.guard[guard].held = *found.layers.guard[guard].by != '\0';
}

static void judge_guards(void)
{
    enum {
        BUBBLEWRAP = 1U << RL_SANDBOX_BUBBLEWRAP,
        USER = 1U << RL_SANDBOX_USER,
        SECCOMP = 1U << RL_SANDBOX_SECCOMP,
        LANDLOCK = 1U << RL_SANDBOX_LANDLOCK,
        LIMITS = 1U << RL_SANDBOX_LIMITS
    };
    hold(RL_SANDBOX_FILES, "files", BUBBLEWRAP | LANDLOCK);
    hold(RL_SANDBOX_NETWORK, "network", BUBBLEWRAP | SECCOMP);
    /* From version 6 Landlock keeps signals inside. */
    hold(RL_SANDBOX_PROCESSES, "processes", BUBBLEWRAP | USER | (found.landlock >= 6 ? LANDLOCK : 0));
    hold(RL_SANDBOX_CALLS, "calls", SECCOMP);
    hold(RL_SANDBOX_MEMORY, "memory", LIMITS);
    hold(RL_SANDBOX_DISK, "disk", found.abilities.version >= 700 ? BUBBLEWRAP : 0);
    struct rl_text missing = RL_TEXT_INIT;
    for (int i = RL_SANDBOX_FILES; i <= RL_SANDBOX_CALLS; i++)
        if (!found.layers.guard[i].held)
            rl_text_addf(&missing, "%s%s", missing.length ? ", " : "", found.layers.guard[i].name);
    found.layers.enough = missing.length == 0;
    if (!found.layers.enough)
        found.layers.advice = rl_text_format(
            "nothing keeps a submission from: %s. `racelab doctor` says which part of the sandbox is missing "
            "and how to get it",
            missing.data);
    rl_text_free(&missing);
}

static void probe(void)
{
    struct rl_sandbox_abilities with = {0};
    char *helper = rl_sandbox_helper();
    bool there = access(helper, X_OK) == 0;
    say(RL_SANDBOX_LIMITS, "limits", true, rl_text_copy("time, memory, processes, output, size of files"));
    if (there) {
        look_at_bubblewrap(&with);
        look_at_user(&with);
        look_at_landlock(&with);
        look_at_seccomp(&with);
    } else {
        static const char *const names[] = {"bubblewrap", "user", "seccomp", "landlock"};
        for (int i = 0; i < RL_SANDBOX_LIMITS; i++)
            say((enum rl_sandbox_mechanism)i, names[i], false,
                rl_text_format("%s is not there; build racelab again, or install it again", helper));
    }
    free(helper);
    found.abilities = with;
    judge_guards();
}

const struct rl_sandbox_layers *rl_sandbox_probe(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, probe);
    return &found.layers;
}

struct rl_sandbox_abilities rl_sandbox_abilities(void)
{
    rl_sandbox_probe();
    struct rl_sandbox_abilities with = found.abilities;
    unsigned mask = atomic_load(&without);
    if (mask & 1U << RL_SANDBOX_BUBBLEWRAP)
        with.way = RL_BUBBLEWRAP_NOT;
    with.user = with.user && !(mask & 1U << RL_SANDBOX_USER);
    with.seccomp = with.seccomp && !(mask & 1U << RL_SANDBOX_SECCOMP);
    with.landlock = with.landlock && !(mask & 1U << RL_SANDBOX_LANDLOCK);
    return with;
}

void rl_sandbox_without(unsigned mechanisms)
{
    atomic_store(&without, mechanisms);
}

void rl_sandbox_use(bool on)
{
    if (on)
        rl_sandbox_probe();
    atomic_store(&used, on);
}

bool rl_sandbox_used(void)
{
    return atomic_load(&used);
}

json_t *rl_sandbox_json(void)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    json_t *mechanisms = json_object(), *held = json_object();
    for (int i = 0; i < RL_SANDBOX_MECHANISM_COUNT; i++)
        json_object_set_new(mechanisms, layers->mechanism[i].name, json_boolean(layers->mechanism[i].holds));
    for (int i = 0; i < RL_SANDBOX_GUARD_COUNT; i++)
        json_object_set_new(held, layers->guard[i].name, json_string(layers->guard[i].by));
    return json_pack("{s:b, s:b, s:o, s:o}", "enough", (int)layers->enough, "used", (int)rl_sandbox_used(),
                     "mechanisms", mechanisms, "held", held);
}
