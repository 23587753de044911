/* SPDX-License-Identifier: MIT */
/* racelab watch: checks the learner's file whenever it is saved. */
#include "watching.h"
#include "workplace.h"

#include "grader/digest.h"
#include "sanitizers/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static error_t parse(int key, char *arg, struct argp_state *state)
{
    if (key != ARGP_KEY_ARG)
        return ARGP_ERR_UNKNOWN;
    argp_error(state, "watch takes no argument (\"%s\"): it is called in the working copy that it watches",
               arg);
    return 0;
}

static const struct argp argp = {
    NULL,
    parse,
    NULL,
    "Checks the file of the working copy here, and again whenever you save it. "
    "A check that is under way when you save "
    "is given up for the new one. On a terminal, keys ask for more: h a hint, r "
    "a replay, c a check that shows everything, s the lab's own solution, n the next lab, q the end; Ctrl-C "
    "ends it, too.\vFor example:\n  cd counter-lost-update && racelab watch",
    NULL,
    NULL,
    NULL};

struct watch {
    const char *folder;
    const char *file;
    char *path;
    bool terminal; /* stdout is one: the screen is cleared for each check */
    bool keys;
    struct rl_file_news news;
    struct rl_digest seen; /* of the file's bytes when its last check began */
    pid_t child;           /* 0: none */
    int ended;
    bool checking; /* the child judges; else it answers a key */
    bool anew;     /* the file was saved while the child ran: check again when it has ended */
    bool passed;   /* the last check */
    int hint;      /* the last one that was shown */
    int status;
    bool done;
};

/* false: the file cannot be read now, as between an editor's two renames. */
static bool read_digest(const struct watch *watch, struct rl_digest *out)
{
    size_t length = 0;
    char *text = rl_text_read_file(watch->path, &length);
    if (!text)
        return false;
    *out = rl_digest_bytes(text, length);
    free(text);
    return true;
}

static void start(struct watch *watch, bool checking, const char *command, const char *argument)
{
    const char *words[] = {"racelab", command, argument, NULL};
    fflush(stdout);
    watch->child = rl_beside_start(watch->folder, words, &watch->ended);
    watch->checking = checking;
    if (watch->child < 0) {
        rl_cli_error("no process can be started: %s; close something, and start watch again",
                     strerror(errno));
        watch->child = 0;
        watch->status = RL_CLI_INFRA;
        watch->done = true;
    }
}

static void check(struct watch *watch, const char *option)
{
    const struct rl_style *style = rl_cli_style(stdout);
    if (watch->terminal)
        fputs("\033[H\033[2J", stdout);
    printf("%sracelab watch: %s%s\n\n", style->dim, watch->file, style->off);
    watch->anew = false;
    if (!read_digest(watch, &watch->seen))
        watch->seen = (struct rl_digest){0};
    start(watch, true, "check", option);
}

static void print_footer(const struct watch *watch)
{
    const struct rl_style *style = rl_cli_style(stdout);
    const char *what = !watch->keys    ? "Ctrl-C ends this."
                       : watch->passed ? "Keys: s the lab's own solution, n next lab, q quit."
                                       : "Keys: h hint, r replay, c check and show all, q quit.";
    printf("\n%sWatching %s. %s%s\n", style->dim, watch->file, what, style->off);
    fflush(stdout);
}

static void child_ended(struct watch *watch)
{
    int status = rl_beside_status(watch->child, &watch->ended);
    watch->child = 0;
    if (watch->checking)
        watch->passed = status == RL_CLI_OK;
    if (watch->done || rl_interrupted)
        return;
    if (watch->anew)
        check(watch, "--brief");
    else
        print_footer(watch);
}

static void file_saved(struct watch *watch)
{
    struct rl_digest now;
    if (!read_digest(watch, &now) || strcmp(now.hex, watch->seen.hex) == 0)
        return;
    if (!watch->child) {
        check(watch, "--brief");
    } else {
        watch->anew = true;
        kill(watch->child, SIGINT);
    }
}

static void key_pressed(struct watch *watch)
{
    char key, number[2] = "1";
    if (read(STDIN_FILENO, &key, 1) != 1) {
        watch->keys = false; /* the terminal is gone */
        return;
    }
    if (key == 'q')
        watch->done = true;
    if (watch->child || watch->done)
        return;
    if (key == 'h') {
        watch->hint = watch->hint < 3 ? watch->hint + 1 : 3;
        number[0] = (char)('0' + watch->hint);
        start(watch, false, "hint", number);
    } else if (key == 'r') {
        start(watch, false, "replay", NULL);
    } else if (key == 's') {
        start(watch, false, "solution", NULL);
    } else if (key == 'n') {
        start(watch, false, "next", NULL);
    } else if (key == 'c') {
        check(watch, "--again");
    }
}

static void look(struct watch *watch)
{
    switch (rl_file_news_read(&watch->news)) {
    case RL_NEWS_SAVED:
        file_saved(watch);
        break;
    case RL_NEWS_GONE:
        rl_cli_error(
            "%s is gone: there is nothing to watch any more; `racelab start LAB` makes a working copy",
            watch->folder);
        watch->status = RL_CLI_USAGE;
        watch->done = true;
        break;
    case RL_NEWS_NONE:
        break;
    }
}

/* Signals are let in only while it waits, so that none is missed between the look at rl_interrupted and the
 * wait. */
static void wait_and_act(struct watch *watch, const sigset_t *open)
{
    struct pollfd fds[] = {{watch->news.fd, POLLIN, 0},
                           {watch->child ? watch->ended : -1, POLLIN, 0},
                           {watch->keys ? STDIN_FILENO : -1, POLLIN, 0}};
    if (ppoll(fds, 3, NULL, open) < 0)
        return;
    if (fds[1].revents)
        child_ended(watch);
    if (fds[0].revents && !watch->done)
        look(watch);
    if (fds[2].revents && !watch->done)
        key_pressed(watch);
}

/* The child cleans up on its way out, which takes a moment; what does not go is ended for good. */
static void end_child(struct watch *watch)
{
    if (!watch->child)
        return;
    struct pollfd ended = {watch->ended, POLLIN, 0};
    kill(watch->child, SIGINT);
    if (poll(&ended, 1, 10000) <= 0)
        kill(watch->child, SIGKILL);
    rl_beside_status(watch->child, &watch->ended);
    watch->child = 0;
}

static int run(struct watch *watch)
{
    sigset_t blocked, open;
    char *why = NULL;
    if (!rl_file_news_open(&watch->news, watch->folder, watch->file, &why)) {
        rl_cli_error("%s", why);
        free(why);
        return RL_CLI_INFRA;
    }
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGHUP);
    sigprocmask(SIG_BLOCK, &blocked, &open);
    watch->terminal = isatty(STDOUT_FILENO);
    watch->keys = rl_keys_open();
    check(watch, "--brief");
    while (!watch->done && !rl_interrupted)
        wait_and_act(watch, &open);
    end_child(watch);
    rl_keys_close();
    if (watch->terminal)
        fputs("\r\033[K", stdout); /* ^C, or what the child was writing */
    sigprocmask(SIG_SETMASK, &open, NULL);
    rl_file_news_close(&watch->news);
    return watch->status;
}

int rl_cmd_watch(int argc, char **argv)
{
    argp_parse(&argp, argc, argv, 0, NULL, NULL);
    struct rl_course course;
    struct rl_workcopy here = {0};
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    const struct rl_lab *lab = rl_cli_lab_here(&course, "watch", NULL, NULL, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (manifest && manifest->source) {
        struct watch watch = {.folder = here.folder, .file = manifest->source, .ended = -1};
        watch.path = rl_text_format("%s/%s", here.folder, manifest->source);
        status = run(&watch);
        free(watch.path);
    } else if (lab) {
        status = RL_CLI_INFRA;
    }
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
