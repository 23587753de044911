/* SPDX-License-Identifier: MIT */
/* Connects to a socket without a file. */
/* expect: unsupported fail | by: network */
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    memcpy(to.sun_path + 1, "@SOCKET@", sizeof "@SOCKET@" - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&to, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + sizeof "@SOCKET@")) == 0 &&
        write(fd, "here", 4) == 4)
        close(fd);
}
