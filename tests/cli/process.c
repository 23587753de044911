/* SPDX-License-Identifier: MIT */
/* Runs racelab with files for stdout and stderr. */
#include "process.h"

#include "grader/words.h"
#include "sanitizers/workdir.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void must(int good, const char *what)
{
    if (!good) {
        perror(what);
        abort();
    }
}

static char *read_back(int fd)
{
    char *path = rl_text_format("/proc/self/fd/%d", fd), *text = rl_text_read_file(path, NULL);
    free(path);
    close(fd);
    return text;
}

static void become(const struct call *call, int out, int err)
{
    struct rl_list words = RL_LIST_INIT, env = RL_LIST_INIT;
    char *copy = rl_text_copy(call->words), *rest = NULL;
    rl_list_add(&words, RL_PROGRAM);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        rl_list_add(&words, word);
    /* Of a name that stands twice the first counts. */
    for (const char *const *more = call->env; more && *more; more++)
        rl_list_add(&env, *more);
    const char *const kept[] = {"PATH", "TMPDIR", "HOME", "RACELAB_STATE"};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (getenv(kept[i]))
            rl_list_addf(&env, "%s=%s", kept[i], getenv(kept[i]));
    if (call->to && strcmp(call->to, "-") == 0)
        close(STDOUT_FILENO);
    else
        dup2(call->to ? open(call->to, O_WRONLY | O_CLOEXEC) : out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (call->file_limit > 0) {
        struct rlimit limit = {(rlim_t)call->file_limit, (rlim_t)call->file_limit};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    if (call->folder && chdir(call->folder) != 0)
        _exit(125);
    execve(RL_PROGRAM, words.items, env.items);
    _exit(126);
}

/* The progress of whoever runs the tests stays theirs. */
static void use_own_state(void)
{
    static char *folder;
    char *why = NULL;
    if (!folder) {
        folder = rl_workdir_create(&why);
        must(folder != NULL, "a folder for progress");
        setenv("RACELAB_STATE", folder, 1);
    }
}

struct answer racelab_call(const struct call *call)
{
    use_own_state();
    int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC), status;
    must(out >= 0 && err >= 0, "memfd_create");
    pid_t pid = fork();
    must(pid >= 0, "fork");
    if (pid == 0)
        become(call, out, err);
    must(waitpid(pid, &status, 0) == pid, "waitpid");
    struct answer answer = {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1};
    answer.out = read_back(out);
    answer.err = read_back(err);
    return answer;
}

struct answer racelab(const char *words)
{
    struct call call = {.words = words};
    return racelab_call(&call);
}

void answer_free(struct answer *answer)
{
    free(answer->out);
    free(answer->err);
}
