/* SPDX-License-Identifier: MIT */
/* Busy processes, one processor each, that cannot outlive whoever asked for them. */
#include "load.h"

#include "sanitizers/text.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Without the signal mask and the handlers of racelab, Ctrl-C ends it like anything else of the group. */
static void become_ordinary(void)
{
    sigset_t none;
    sigemptyset(&none);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    signal(SIGHUP, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void be_busy(int processor, pid_t parent)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    become_ordinary();
    sched_setaffinity(0, sizeof set, &set);
    /* The parent may have died before this call: then nobody sends the signal. */
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
        _exit(1);
    for (volatile unsigned long turns = 0;; turns = turns + 1)
        continue;
}

static bool start_one(struct rl_load *load, int processor)
{
    pid_t parent = getpid(), child = fork();
    if (child == 0)
        be_busy(processor, parent);
    if (child > 0)
        load->pids[load->len++] = child;
    return child > 0;
}

bool rl_load_start(unsigned each, struct rl_load *out, char **why)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    *out = (struct rl_load){0};
    bool good = sched_getaffinity(0, sizeof set, &set) == 0;
    out->pids = rl_alloc(((size_t)CPU_COUNT(&set) * each + 1) * sizeof *out->pids);
    for (int processor = 0; good && processor < CPU_SETSIZE; processor++)
        for (unsigned i = 0; good && CPU_ISSET(processor, &set) && i < each; i++)
            good = start_one(out, processor);
    if (!good) {
        *why = rl_text_format("cannot make the machine busy: %s; ask for less load", strerror(errno));
        rl_load_stop(out);
    }
    return good;
}

void rl_load_stop(struct rl_load *load)
{
    for (size_t i = 0; i < load->len; i++)
        kill(load->pids[i], SIGKILL);
    for (size_t i = 0; i < load->len; i++)
        while (waitpid(load->pids[i], NULL, 0) < 0 && errno == EINTR)
            continue;
    free(load->pids);
    *load = (struct rl_load){0};
}
