/* SPDX-License-Identifier: MIT */
/* reach WHAT ARGUMENT: tries one thing that a sandbox must not allow. Status 0: it worked; 1: it did not. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/ptrace.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool reads(const char *path)
{
    char byte;
    int fd = open(path, O_RDONLY);
    return fd >= 0 && read(fd, &byte, 1) == 1;
}

static bool writes(const char *path)
{
    return open(path, O_WRONLY | O_APPEND) >= 0;
}

static bool connects(const char *port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((unsigned short)atoi(port)),
                             .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
}

static bool connects_locally(const char *name)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t length = strlen(name) < sizeof to.sun_path - 1 ? strlen(name) : 0;
    memcpy(to.sun_path + 1, name, length);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return fd >= 0 && connect(fd, (struct sockaddr *)&to,
                              (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length)) == 0;
}

static bool signals(const char *pid)
{
    return kill((pid_t)atoi(pid), 0) == 0;
}

static bool traces(const char *pid)
{
    return ptrace(PTRACE_SEIZE, (pid_t)atoi(pid), NULL, NULL) == 0;
}

static bool executes(const char *path)
{
    int status = 1;
    pid_t child = fork();
    if (child == 0) {
        execl(path, path, (char *)NULL);
        _exit(1);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool makes_namespace(const char *unused)
{
    (void)unused;
    return unshare(CLONE_NEWUSER) == 0;
}

/* More than a folder in memory holds. */
static bool fills(const char *megabytes)
{
    static char block[1 << 20];
    int fd = open("filled", O_WRONLY | O_CREAT, 0600);
    for (int i = atoi(megabytes); fd >= 0 && i > 0; i--)
        if (write(fd, block, sizeof block) != (ssize_t)sizeof block)
            return false;
    return fd >= 0;
}

static bool shares(const char *key)
{
    return shmget((key_t)atoi(key), 4096, 0) >= 0;
}

static bool forks(const char *count)
{
    int most = atoi(count), made = 0;
    for (pid_t child = 1; child > 0 && made<most; made += child> 0)
        if ((child = fork()) == 0)
            for (;;)
                pause();
    return made == most;
}

/* What is used up and given back between two looks at it does no harm, and is not ended: it keeps what it
 * has. */
static bool uses_memory(const char *megabytes)
{
    const struct timespec while_it_is_looked_at = {.tv_sec = 1};
    for (int i = atoi(megabytes); i > 0; i--) {
        volatile char *block = malloc(1 << 20); /* volatile: a compiler leaves out what nobody looks at */
        if (!block)
            return false;
        for (int at = 0; at < 1 << 20; at += 512)
            block[at] = 1;
    }
    nanosleep(&while_it_is_looked_at, NULL);
    return true;
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        bool (*reach)(const char *argument);
    } ways[] = {
        {"read", reads},     {"write", writes}, {"connect", connects}, {"connect-locally", connects_locally},
        {"signal", signals}, {"trace", traces}, {"execute", executes}, {"namespace", makes_namespace},
        {"fill", fills},     {"share", shares}, {"fork", forks},       {"memory", uses_memory}};
    for (size_t i = 0; argc == 3 && i < sizeof ways / sizeof *ways; i++)
        if (strcmp(argv[1], ways[i].name) == 0)
            return !ways[i].reach(argv[2]);
    fprintf(stderr, "usage: reach WHAT ARGUMENT\n");
    return 2;
}
