/* SPDX-License-Identifier: MIT */
/* inotify, keys and a child for `watch`. */
#include "watching.h"

#include "grader/words.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static char *cannot_watch(const char *folder, int error)
{
    return rl_text_format(
        "%s cannot be watched: %s%s", folder, strerror(error),
        error == ENOSPC || error == EMFILE
            ? "; other programs watch too much: close an editor, or raise fs.inotify.max_user_watches"
            : "; `racelab check` works without");
}

/* The folder is watched and not the file: an editor that writes beside the file and renames makes a new file.
 * The folder above tells when the folder itself goes: while somebody is in it, it does not tell itself. */
bool rl_file_news_open(struct rl_file_news *news, const char *folder, const char *file, char **why)
{
    char *real = realpath(folder, NULL), *slash = real ? strrchr(real, '/') : NULL;
    *news = (struct rl_file_news){.fd = -1, .folder = -1, .above = -1};
    if (!real) {
        *why = cannot_watch(folder, errno);
        return false;
    }
    news->file = rl_text_copy(file);
    news->folder_name = rl_text_copy(slash + 1);
    news->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    news->folder =
        news->fd < 0 ? -1 : inotify_add_watch(news->fd, real, IN_CLOSE_WRITE | IN_MOVED_TO | IN_ONLYDIR);
    bool good = news->folder >= 0;
    if (!good)
        *why = cannot_watch(real, errno);
    if (good && slash[1]) {
        slash[slash == real] = '\0';
        news->above = inotify_add_watch(news->fd, real, IN_DELETE | IN_MOVED_FROM | IN_ONLYDIR);
    }
    free(real);
    if (!good)
        rl_file_news_close(news);
    return good;
}

static enum rl_news meaning(const struct rl_file_news *news, const struct inotify_event *event)
{
    if (event->mask & IN_Q_OVERFLOW)
        return RL_NEWS_SAVED; /* perhaps; whoever reads the file will see */
    if (event->wd == news->folder && event->mask & (IN_IGNORED | IN_UNMOUNT))
        return RL_NEWS_GONE;
    if (event->len == 0)
        return RL_NEWS_NONE;
    if (event->wd == news->above && strcmp(event->name, news->folder_name) == 0 &&
        event->mask & (IN_DELETE | IN_MOVED_FROM))
        return RL_NEWS_GONE;
    if (event->wd == news->folder && strcmp(event->name, news->file) == 0 &&
        event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO))
        return RL_NEWS_SAVED;
    return RL_NEWS_NONE;
}

enum rl_news rl_file_news_read(struct rl_file_news *news)
{
    _Alignas(struct inotify_event) char bytes[8192];
    enum rl_news result = RL_NEWS_NONE;
    for (ssize_t got; (got = read(news->fd, bytes, sizeof bytes)) > 0;)
        for (char *at = bytes; at < bytes + got;) {
            const struct inotify_event *event = (const struct inotify_event *)at;
            enum rl_news one = meaning(news, event);
            result = one > result ? one : result;
            at += sizeof *event + event->len;
        }
    return result;
}

void rl_file_news_close(struct rl_file_news *news)
{
    if (news->fd >= 0)
        close(news->fd);
    free(news->file);
    free(news->folder_name);
    *news = (struct rl_file_news){.fd = -1, .folder = -1, .above = -1};
}

static struct termios terminal_before;
static bool keys_open;

/* Ctrl-C stays what it is. Ctrl-Z does nothing: it would leave the shell with a terminal that does not echo.
 */
bool rl_keys_open(void)
{
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp() ||
        tcgetattr(STDIN_FILENO, &terminal_before) != 0)
        return false;
    struct termios keys = terminal_before;
    keys.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    keys.c_cc[VSUSP] = _POSIX_VDISABLE;
    keys_open = tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
    return keys_open;
}

void rl_keys_close(void)
{
    if (keys_open)
        tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
    keys_open = false;
}

static void become(const char *folder, const char *const *words, pid_t parent)
{
    sigset_t none;
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent || null < 0 || dup2(null, STDIN_FILENO) < 0 || chdir(folder) != 0)
        _exit(126);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execv("/proc/self/exe", (char *const *)words);
    _exit(126);
}

pid_t rl_beside_start(const char *folder, const char *const *words, int *ended)
{
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        become(folder, words, parent);
    *ended = pid > 0 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    if (pid > 0 && *ended < 0) {
        int error = errno;
        kill(pid, SIGTERM);
        waitpid(pid, NULL, 0);
        errno = error;
        return -1;
    }
    return pid;
}

int rl_beside_status(pid_t pid, int *ended)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(*ended);
    *ended = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
