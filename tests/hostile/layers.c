/* SPDX-License-Identifier: MIT */
/* layers REACH: every mechanism of the sandbox by itself. For each attack: with the whole sandbox it fails;
 * with each mechanism alone that claims to stop it, it fails; without any, it succeeds (so that the attack is
 * one). Status 0 or 1; 77 where nothing can be tried. */
#include "world.h"

#include "grader/words.h"
#include "sanitizers/process.h"
#include "sanitizers/workdir.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    SKIPPED = 77,
    WALL_MS = 20000,
    BUBBLEWRAP = 1U << RL_SANDBOX_BUBBLEWRAP,
    USER = 1U << RL_SANDBOX_USER,
    SECCOMP = 1U << RL_SANDBOX_SECCOMP,
    LANDLOCK = 1U << RL_SANDBOX_LANDLOCK,
    ALL = BUBBLEWRAP | USER | SECCOMP | LANDLOCK
};

struct attack {
    const char *name;     /* what reach is asked to do */
    const char *argument; /* or one of the world's: see argument_of */
    unsigned alone;       /* each of these stops it by itself */
    unsigned together;    /* all of these together do; 0: there is no such set */
};

static const struct attack attacks[] = {
    {"read", "OTHER", BUBBLEWRAP | LANDLOCK, 0},
    {"read", "/etc/passwd", BUBBLEWRAP | LANDLOCK, 0},
    {"write", "OTHER", BUBBLEWRAP | LANDLOCK, 0},
    {"connect", "PORT", BUBBLEWRAP | SECCOMP, 0},
    {"connect-locally", "SOCKET", BUBBLEWRAP | SECCOMP, 0},
    {"signal", "VICTIM", BUBBLEWRAP | USER, 0},
    {"trace", "VICTIM", BUBBLEWRAP | USER | SECCOMP | LANDLOCK, 0},
    {"execute", "/bin/true", SECCOMP | LANDLOCK | BUBBLEWRAP, 0},
    {"namespace", "-", SECCOMP, 0},
    {"fill", "100", BUBBLEWRAP, 0},
    {"share", "KEY", BUBBLEWRAP, 0},
    {"fork", "300", 0, BUBBLEWRAP | USER},
    {"memory", "400", 0, 0}, /* the limits, which are always there */
};

struct trying {
    struct world world;
    char *folder, *program, *scratch, *log;
    pid_t victim;
    int key, shared;
    unsigned holds, bad, tried;
};

static char *argument_of(const struct trying *with, const struct attack *attack)
{
    if (strcmp(attack->argument, "OTHER") == 0)
        return rl_text_copy(with->world.other);
    if (strcmp(attack->argument, "PORT") == 0)
        return rl_text_format("%d", with->world.port);
    if (strcmp(attack->argument, "SOCKET") == 0)
        return rl_text_copy(with->world.socket);
    if (strcmp(attack->argument, "VICTIM") == 0)
        return rl_text_format("%d", (int)with->victim);
    if (strcmp(attack->argument, "KEY") == 0)
        return rl_text_format("%d", with->key);
    return rl_text_copy(attack->argument);
}

/* Does the attack succeed with these mechanisms only? */
static bool reaches(const struct trying *with, const struct attack *attack, unsigned mechanisms, bool limits)
{
    char *argument = argument_of(with, attack);
    const char *argv[] = {with->program, attack->name, argument, NULL};
    static const char *const env[] = {"PATH=/usr/bin:/bin", NULL};
    const struct rl_sandbox_box box = {.folder = with->folder, .scratch = with->scratch};
    const struct rl_process_request request = {.argv = argv,
                                               .env = env,
                                               .cwd = with->scratch,
                                               .box = &box,
                                               .wall_ms = WALL_MS,
                                               .memory_limit = limits ? (size_t)200 << 20 : 0};
    struct rl_process_result result;
    rl_sandbox_without(ALL & ~mechanisms);
    /* The sandbox's user of the last run owns them. */
    if (chown(with->folder, geteuid(), getegid()) != 0 || chown(with->scratch, geteuid(), getegid()) != 0)
        exit(2);
    rl_process_run(&request, &result);
    bool reached = result.end == RL_PROCESS_EXITED && result.exit_status == 0;
    if (result.end == RL_PROCESS_NOT_STARTED) {
        fprintf(stderr, "%s\n", result.error);
        exit(2);
    }
    rl_process_result_free(&result);
    rl_sandbox_without(0);
    rl_workdir_clear(with->scratch);
    free(argument);
    return reached;
}

static void expect(struct trying *with, const struct attack *attack, const char *against, unsigned mechanisms,
                   bool limits, bool reached)
{
    bool good = reaches(with, attack, mechanisms, limits) == reached;
    with->tried++;
    with->bad += !good;
    printf("%-4s %-15s %-12s %-11s %s\n", good ? "ok" : "BAD", attack->name, attack->argument,
           good == reached ? "reached" : "stopped", against);
    fflush(stdout);
}

static void try(struct trying *with, const struct attack *attack)
{
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    bool memory = strcmp(attack->name, "memory") == 0;
    /* From version 6 Landlock keeps signals inside, and the probe says so. */
    unsigned alone = attack->alone;
    if (strcmp(attack->name, "signal") == 0 && strstr(layers->guard[RL_SANDBOX_PROCESSES].by, "landlock"))
        alone |= LANDLOCK;
    if (!reaches(with, attack, 0, false)) {
        printf("skip %-15s %-12s this machine does not allow it to anybody\n", attack->name,
               attack->argument);
        return;
    }
    expect(with, attack, "nothing", 0, false, true);
    for (int i = 0; i < RL_SANDBOX_LIMITS; i++)
        if (alone & with->holds & 1U << i)
            expect(with, attack, layers->mechanism[i].name, 1U << i, false, false);
    if (attack->together && (attack->together & with->holds) == attack->together)
        expect(with, attack, "several", attack->together, false, false);
    if (memory)
        expect(with, attack, "limits", 0, true, false);
    if (memory || alone & with->holds ||
        (attack->together && (attack->together & with->holds) == attack->together))
        expect(with, attack, "the sandbox", ALL, true, false);
}

static bool set_up(struct trying *with, const char *reach)
{
    char *why = NULL;
    size_t length;
    const struct rl_sandbox_layers *layers = rl_sandbox_probe();
    for (int i = 0; i < RL_SANDBOX_LIMITS; i++)
        with->holds |= layers->mechanism[i].holds ? 1U << i : 0;
    world_make(&with->world);
    with->folder = rl_workdir_create(&why);
    char *bytes = rl_text_read_file(reach, &length);
    with->program = rl_text_format("%s/program", with->folder);
    with->scratch = rl_text_format("%s/run", with->folder);
    bool good = bytes && rl_text_write_file(with->program, bytes, length) &&
                chmod(with->program, 0755) == 0 && mkdir(with->scratch, 0777) == 0;
    free(bytes);
    with->key = 0x7ace000 + (int)getpid() % 4096;
    with->shared = shmget(with->key, 4096, IPC_CREAT | 0666);
    with->victim = fork();
    if (with->victim == 0)
        for (;;)
            pause();
    return good && with->shared >= 0 && with->victim > 0;
}

static void clear_up(struct trying *with)
{
    kill(with->victim, SIGKILL);
    waitpid(with->victim, NULL, 0);
    shmctl(with->shared, IPC_RMID, NULL);
    rl_workdir_remove(with->folder);
    free(with->program);
    free(with->scratch);
    world_free(&with->world);
}

int main(int argc, char **argv)
{
    struct trying with = {0};
    if (argc != 2 || !set_up(&with, argv[1])) {
        fprintf(stderr, "usage: layers REACH\n");
        return 2;
    }
    rl_sandbox_use(true);
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++)
        try(&with, &attacks[i]);
    clear_up(&with);
    printf("%u of %u came out otherwise\n", with.bad, with.tried);
    return with.bad ? 1 : with.holds ? 0 : SKIPPED;
}
