/* SPDX-License-Identifier: MIT */
/* Listens, and looks for processes, files and shared memory that a submission left behind. */
#include "world.h"

#include "sanitizers/text.h"
#include "sanitizers/workdir.h"
#include "grader/words.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define OTHER_TEXT "/* another learner's work */\n"
enum { OLD_SHARED_MEMORY = 0x7ace1ab };

static void must(bool good, const char *what)
{
    if (!good) {
        perror(what);
        exit(2);
    }
}

static void listen_on_port(struct world *world)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    socklen_t size = sizeof address;
    world->server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    must(bind(world->server, (struct sockaddr *)&address, size) == 0 && listen(world->server, 64) == 0 &&
             getsockname(world->server, (struct sockaddr *)&address, &size) == 0,
         "a server on this machine");
    world->port = ntohs(address.sin_port);
}

static void listen_locally(struct world *world)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(world->socket, sizeof world->socket, "racelab-%d", (int)getpid());
    size_t length = strlen(world->socket);
    memcpy(address.sun_path + 1, world->socket, length);
    world->local = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    must(bind(world->local, (struct sockaddr *)&address,
              (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length)) == 0 &&
             listen(world->local, 64) == 0,
         "a local socket");
}

void world_make(struct world *world)
{
    char *why = NULL;
    *world = (struct world){.folder = rl_workdir_create(&why)};
    must(world->folder != NULL, "a folder");
    must(setenv("TMPDIR", world->folder, 1) == 0, "TMPDIR");
    world->other = rl_text_format("%s/other.c", world->folder);
    world->witness = rl_text_format("%s/witness", world->folder);
    must(rl_text_write_file(world->other, OTHER_TEXT, strlen(OTHER_TEXT)), "another submission");
    /* As it would be for anybody: what keeps a submission out must not be the mode alone. */
    must(chmod(world->folder, 0755) == 0 && mkdir(world->witness, 0777) == 0 &&
             chmod(world->witness, 0777) == 0 && chmod(world->other, 0666) == 0,
         "modes");
    listen_on_port(world);
    listen_locally(world);
}

static bool complain(const char *what, const char *name)
{
    fprintf(stderr, "REACHED: %s%s%s\n", what, *name ? ": " : "", name);
    return false;
}

static bool nobody_connected(int fd, const char *what)
{
    int peer = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
    if (peer < 0)
        return true;
    close(peer);
    return complain(what, "");
}

static bool holds_nothing(const char *folder, const char *const *known, const char *prefix, const char *what)
{
    DIR *directory = opendir(folder);
    bool nothing = true;
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        bool is_known = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                        strncmp(entry->d_name, prefix, strlen(prefix)) != 0;
        for (size_t i = 0; known && known[i]; i++)
            is_known = is_known || strcmp(entry->d_name, known[i]) == 0;
        if (!is_known)
            nothing = complain(what, entry->d_name);
    }
    if (directory)
        closedir(directory);
    return nothing;
}

/* Every program of a submission lies in the folder, and so does that of its descendants. */
static bool is_submission(const char *pid, const char *folder)
{
    char path[PATH_MAX], target[PATH_MAX];
    snprintf(path, sizeof path, "/proc/%s/exe", pid);
    ssize_t length = readlink(path, target, sizeof target - 1);
    target[length > 0 ? length : 0] = '\0';
    return strncmp(target, folder, strlen(folder)) == 0;
}

static bool no_process_left(const struct world *world)
{
    DIR *directory = opendir("/proc");
    bool nothing = true;
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && is_submission(entry->d_name, world->folder))
            nothing = complain("a process is left", entry->d_name);
    if (directory)
        closedir(directory);
    return nothing;
}

static bool other_is_whole(const struct world *world)
{
    char *text = rl_text_read_file(world->other, NULL);
    bool whole = text && strcmp(text, OTHER_TEXT) == 0;
    free(text);
    return whole || complain("another learner's submission was changed", "");
}

bool world_is_untouched(const struct world *world)
{
    static const char *const known[] = {"other.c", "witness", NULL};
    bool good = nobody_connected(world->server, "the network");
    good = nobody_connected(world->local, "a local socket") && good;
    good = holds_nothing(world->folder, known, "", "a file is left") && good;
    good = holds_nothing(world->witness, NULL, "", "a file was written") && good;
    good = holds_nothing("/dev/shm", NULL, "racelab-hostile", "shared memory is left") && good;
    good = no_process_left(world) && good;
    good = other_is_whole(world) && good;
    int shared = shmget(OLD_SHARED_MEMORY, 0, 0);
    if (shared >= 0) {
        shmctl(shared, IPC_RMID, NULL);
        good = complain("System V shared memory is left", "");
    }
    return good;
}

void world_free(struct world *world)
{
    close(world->server);
    close(world->local);
    free(world->other);
    free(world->witness);
    rl_workdir_remove(world->folder);
}
