/* SPDX-License-Identifier: MIT */
/* Models of what a program asks of the machine: the same answers in every run, on any machine. */
#include <errno.h>
#include <locale.h>
#include <sys/resource.h>
#include <unistd.h>

#include "abi_string.h"

enum { FIXED_PID = 1000, FIXED_USER = 1000, FIXED_PROCESSORS = 4, FIXED_PAGE = 4096 };

RLX_DEFINE(pid_t, getpid, void)
{
    return FIXED_PID;
}

RLX_DEFINE(pid_t, getppid, void)
{
    return FIXED_PID - 1;
}

RLX_DEFINE(pid_t, gettid, void)
{
    return FIXED_PID + rlx_self();
}

RLX_DEFINE(uid_t, getuid, void)
{
    return FIXED_USER;
}

RLX_DEFINE(uid_t, geteuid, void)
{
    return FIXED_USER;
}

RLX_DEFINE(gid_t, getgid, void)
{
    return FIXED_USER;
}

RLX_DEFINE(gid_t, getegid, void)
{
    return FIXED_USER;
}

RLX_DEFINE(long, sysconf, int name)
{
    switch (name) {
    case _SC_PAGESIZE:
        return FIXED_PAGE;
    case _SC_NPROCESSORS_ONLN:
    case _SC_NPROCESSORS_CONF:
        return FIXED_PROCESSORS;
    case _SC_CLK_TCK:
        return 100;
    case _SC_IOV_MAX:
        return 1024;
    case _SC_OPEN_MAX:
        return 1024;
    case _SC_LEVEL1_DCACHE_LINESIZE:
        return 64;
    default:
        rlx_unsupported("sysconf",
                        "only the page size, the number of processors and the clock tick have a fixed answer",
                        RLX_CALLER);
    }
}

RLX_DEFINE(int, getpagesize, void)
{
    return FIXED_PAGE;
}

RLX_DEFINE(int, get_nprocs, void)
{
    return FIXED_PROCESSORS;
}

RLX_DEFINE(int, get_nprocs_conf, void)
{
    return FIXED_PROCESSORS;
}

RLX_DEFINE(int, sched_getcpu, void)
{
    return 0;
}

RLX_DEFINE(int, gethostname, char *name, size_t size)
{
    static const char host[] = "localhost";
    if (size < sizeof host) {
        errno = ENAMETOOLONG;
        return -1;
    }
    rlx_write_range(name, sizeof host, RLX_CALLER);
    memcpy(name, host, sizeof host);
    return 0;
}

/* Only the "C" locale exists: "" asks for it as well, because the environment is empty. */
RLX_DEFINE(char *, setlocale, int category, const char *locale)
{
    (void)category;
    if (!locale)
        return "C";
    rlx_read_string(locale, RLX_CALLER);
    bool is_c = !*locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
    return is_c ? "C" : NULL;
}

RLX_DEFINE(int, getrusage, int who, struct rusage *usage)
{
    (void)who;
    rlx_write_range(usage, sizeof *usage, RLX_CALLER);
    memset(usage, 0, sizeof *usage);
    return 0;
}
