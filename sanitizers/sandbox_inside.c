/* SPDX-License-Identifier: MIT */
/* The program between bubblewrap and a submission: the first process of its namespace. It puts on what
 * bubblewrap does not (user, Landlock, limits, filter), starts the program, and reports how it ended. Without
 * bubblewrap it becomes the program. It is linked statically and knows nothing but its arguments. */
#define _GNU_SOURCE
#include "process_internal.h"
#include "sandbox_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOG_MOST = 64 * 1024, INSTRUCTIONS_MOST = 4096, PATHS_MOST = 512 };

/* Landlock, as the kernel documents it; the headers of Ubuntu 22.04 know its first version only. */
enum landlock_call { LANDLOCK_CREATE = 444, LANDLOCK_ADD = 445, LANDLOCK_RESTRICT = 446 };
struct ruleset {
    uint64_t files, network, scopes;
};
struct path_rule {
    uint64_t allowed;
    int32_t fd;
} __attribute__((packed));
#define MAY_EXECUTE  (1ULL << 0)
#define MAY_WRITE    (1ULL << 1)
#define MAY_READ     (1ULL << 2)
#define MAY_LIST     (1ULL << 3)
#define MAY_TRUNCATE (1ULL << 14)
#define OF_VERSION_1 ((1ULL << 13) - 1)
#define DEVICE_FILES (1ULL << 6 | 1ULL << 11) /* making them */

struct path {
    const char *path;
    uint64_t allowed;
};

struct options {
    bool apart, landlock, filter, probe, read_all;
    uid_t user; /* 0: stay */
    rlim_t processes, descriptors;
    const char *folder; /* to start in */
    const char *log;
    struct path paths[PATHS_MOST];
    size_t paths_len;
    char **argv; /* the program's */
};

static int version_of_landlock(void)
{
    long version = syscall(LANDLOCK_CREATE, NULL, 0, 1U);
    return version > 0 ? (int)version : 0;
}

static uint64_t known_to(int version)
{
    return OF_VERSION_1 | (version >= 2 ? 1ULL << 13 : 0) | (version >= 3 ? MAY_TRUNCATE : 0) |
           (version >= 5 ? 1ULL << 15 : 0);
}

static bool allow(int ruleset, const struct path *path, uint64_t known)
{
    struct stat info;
    int fd = open(path->path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    uint64_t allowed = path->allowed & known;
    if (fstat(fd, &info) == 0 && !S_ISDIR(info.st_mode))
        allowed &= MAY_EXECUTE | MAY_WRITE | MAY_READ | MAY_TRUNCATE;
    struct path_rule rule = {allowed, fd};
    bool good = syscall(LANDLOCK_ADD, ruleset, 1, &rule, 0) == 0;
    close(fd);
    return good;
}

/* From here on, only these paths; no TCP; no signals and no abstract sockets to those who are not in here. */
static bool put_on_landlock(const struct options *options)
{
    int version = version_of_landlock();
    struct ruleset all = {known_to(version), version >= 4 ? 3 : 0, version >= 6 ? 3 : 0};
    size_t size = version >= 6 ? sizeof all : version >= 4 ? 16 : 8;
    int ruleset = version ? (int)syscall(LANDLOCK_CREATE, &all, size, 0) : -1;
    bool good = ruleset >= 0;
    for (size_t i = 0; good && i < options->paths_len; i++)
        good = allow(ruleset, &options->paths[i], all.files);
    good = good && syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0;
    if (ruleset >= 0)
        close(ruleset);
    return good;
}

/* A compiler is no code of the submission's: it may read files that belong to others, of those that it can
 * see. */
static bool keep_reading(void)
{
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct data[2] = {{0}};
    data[0].permitted = data[0].effective = data[0].inheritable = 1U << CAP_DAC_READ_SEARCH;
    return syscall(SYS_capset, &header, data) == 0 &&
           prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0) == 0;
}

static bool change_user(const struct options *options)
{
    if (!options->user)
        return true;
    if (options->read_all)
        prctl(PR_SET_KEEPCAPS, 1);
    return setgroups(0, NULL) == 0 && setresgid(options->user, options->user, options->user) == 0 &&
           setresuid(options->user, options->user, options->user) == 0 &&
           (!options->read_all || keep_reading());
}

static bool limit(int resource, rlim_t most)
{
    struct rlimit limit;
    if (!most || getrlimit(resource, &limit) != 0)
        return true;
    if (limit.rlim_max < most)
        most = limit.rlim_max;
    limit = (struct rlimit){most, most};
    return setrlimit(resource, &limit) == 0;
}

/* A copy of the path where nobody will find the address again: the filter lets execve through with this one
 * only. */
static char *hide(const char *path)
{
    size_t size = strlen(path) + 1;
    for (int tries = 0; tries < 100; tries++) {
        uint64_t address;
        if (getrandom(&address, sizeof address, 0) != sizeof address)
            return NULL;
        address = (address & 0x7fffffff000ULL) + 0x10000000000ULL;
        void *memory = mmap((void *)address, size, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
        if (memory == (void *)address)
            return memcpy(memory, path, size);
        if (memory != MAP_FAILED)
            munmap(memory, size);
    }
    return NULL;
}

static bool put_on_filter(const char *path)
{
    static struct sock_filter code[INSTRUCTIONS_MOST];
    ssize_t length = pread(RL_INSIDE_FILTER_FD, code, sizeof code, 0);
    close(RL_INSIDE_FILTER_FD);
    if (length <= 0 || (size_t)length == sizeof code)
        return false;
    uint64_t address = (uint64_t)path;
    struct sock_fprog program = {(unsigned short)((size_t)length / sizeof *code), code};
    for (size_t i = 0; i < program.len; i++) {
        if (code[i].k == (uint32_t)RL_FILTER_PATH)
            code[i].k = (uint32_t)address;
        else if (code[i].k == RL_FILTER_PATH >> 32)
            code[i].k = (uint32_t)(address >> 32);
    }
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) == 0;
}

static void tell(const struct rl_keeper_news *news)
{
    while (write(RL_INSIDE_NEWS_FD, news, sizeof *news) < 0 && errno == EINTR)
        ;
}

static _Noreturn void give_up(const struct options *options, enum rl_inside_step step)
{
    if (options->probe)
        printf("step=%d error=%s\n", (int)step, strerror(errno));
    else
        tell(&(struct rl_keeper_news){.kind = RL_KEEPER_INSIDE_FAILED, .error = errno, .step = step});
    fflush(NULL);
    _exit(125);
}

static _Noreturn void answer_probe(const struct options *options)
{
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    printf("uid=%d landlock=%d seccomp=%d\n", (int)getuid(), options->landlock ? version_of_landlock() : 0,
           syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0);
    fflush(NULL);
    _exit(0);
}

static _Noreturn void become_program(const struct options *options)
{
    fcntl(RL_INSIDE_NEWS_FD, F_SETFD, FD_CLOEXEC);
    close(RL_INSIDE_LOG_FD);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        give_up(options, RL_INSIDE_PRIVILEGES);
    if (options->folder && chdir(options->folder) != 0)
        give_up(options, RL_INSIDE_FOLDER);
    if (options->landlock && !put_on_landlock(options))
        give_up(options, RL_INSIDE_LANDLOCK);
    if (!limit(RLIMIT_NPROC, options->processes) || !limit(RLIMIT_NOFILE, options->descriptors))
        give_up(options, RL_INSIDE_LIMITS);
    if (!change_user(options))
        give_up(options, RL_INSIDE_USER);
    if (options->probe)
        answer_probe(options);
    char *path = hide(options->argv[0]);
    if (!path || (options->filter && !put_on_filter(path)))
        give_up(options, RL_INSIDE_FILTER);
    execve(path, options->argv, environ);
    give_up(options, RL_INSIDE_START);
}

/* What a sanitizer wrote to its files, to the descriptor that racelab reads. */
static void save_log(const char *folder)
{
    char buffer[4096];
    size_t room = LOG_MOST;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && room > 0 && (entry = readdir(directory));) {
        int fd = openat(dirfd(directory), entry->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        struct stat info;
        if (fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
            for (ssize_t got; room > 0 && (got = read(fd, buffer, sizeof buffer)) > 0;) {
                size_t part = (size_t)got < room ? (size_t)got : room;
                room -= part;
                if (write(RL_INSIDE_LOG_FD, buffer, part) != (ssize_t)part)
                    room = 0;
            }
        if (fd >= 0)
            close(fd);
    }
    if (directory)
        closedir(directory);
}

/* Waits for the program, ends what it left behind, reports. */
static _Noreturn void watch(const struct options *options, pid_t program)
{
    struct rl_keeper_news news = {.kind = RL_KEEPER_INSIDE_ENDED};
    struct rusage usage;
    pid_t ended;
    while ((ended = wait4(-1, &news.wait_status, 0, &usage)) != program)
        if (ended < 0 && errno != EINTR)
            give_up(options, RL_INSIDE_START);
    news.cpu_seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
                       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    /* Everybody but this process, which is the first of its namespace. */
    kill(-1, SIGKILL);
    while (wait4(-1, NULL, 0, NULL) > 0 || errno == EINTR)
        ;
    if (options->log)
        save_log(options->log);
    if (!options->probe)
        tell(&news);
    _exit(0);
}

static void add_path(struct options *options, const char *path, uint64_t allowed)
{
    if (options->paths_len == PATHS_MOST) {
        fprintf(stderr, "racelab-inside: more than %d paths\n", PATHS_MOST);
        _exit(125);
    }
    options->paths[options->paths_len++] = (struct path){path, allowed};
}

/* Written by sandbox_wrap.c only. */
static bool take(struct options *options, const char *name, const char *value)
{
    if (strcmp(name, "user") == 0)
        options->user = (uid_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "processes") == 0)
        options->processes = strtoul(value, NULL, 10);
    else if (strcmp(name, "descriptors") == 0)
        options->descriptors = strtoul(value, NULL, 10);
    else if (strcmp(name, "folder") == 0)
        options->folder = value;
    else if (strcmp(name, "log") == 0)
        options->log = value;
    else if (strcmp(name, "read") == 0)
        add_path(options, value, MAY_READ | MAY_LIST);
    else if (strcmp(name, "execute") == 0)
        add_path(options, value, MAY_READ | MAY_LIST | MAY_EXECUTE);
    else if (strcmp(name, "device") == 0)
        add_path(options, value, MAY_READ | MAY_WRITE);
    else if (strcmp(name, "write") == 0)
        add_path(options, value, ~(MAY_EXECUTE | DEVICE_FILES));
    else
        return false;
    return true;
}

static bool parse(struct options *options, char **argument)
{
    for (; *argument && strcmp(*argument, "--") != 0; argument++) {
        const char *name = *argument;
        if (strcmp(name, "apart") == 0)
            options->apart = true;
        else if (strcmp(name, "landlock") == 0)
            options->landlock = true;
        else if (strcmp(name, "filter") == 0)
            options->filter = true;
        else if (strcmp(name, "probe") == 0)
            options->probe = true;
        else if (strcmp(name, "read-all") == 0)
            options->read_all = true;
        else if (!argument[1] || !take(options, name, *++argument))
            return false;
    }
    options->argv = *argument ? argument + 1 : argument;
    return options->probe || *options->argv;
}

int main(int argc, char **argv)
{
    static struct options options;
    (void)argc;
    if (!parse(&options, argv + 1)) {
        fprintf(stderr, "racelab-inside: racelab starts this program, nobody else\n");
        return 125;
    }
    if (!options.apart)
        become_program(&options);
    /* The program must not look into this process where both have the same user. */
    prctl(PR_SET_DUMPABLE, 0);
    pid_t program = fork();
    if (program == 0)
        become_program(&options);
    if (program < 0)
        give_up(&options, RL_INSIDE_START);
    watch(&options, program);
}
