/* SPDX-License-Identifier: MIT */
/* The filter of system calls: what a lab's program needs is let through, hostile calls end it, the rest is
 * answered as a kernel would that does not have them. */
#define _GNU_SOURCE
#include "sandbox_internal.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/socket.h>
#include <unistd.h>

/* Neither memfd_create nor System V shared memory, messages and semaphores: what is in them counts for
 * nobody. */
static const char *const allowed[] = {
    /* memory and threads */
    "brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "mincore", "msync", "mlock", "mlock2",
    "munlock", "mlockall", "munlockall", "pkey_alloc", "pkey_free", "pkey_mprotect", "futex", "futex_waitv",
    "set_robust_list", "get_robust_list", "set_tid_address", "rseq", "membarrier", "arch_prctl", "prctl",
    "sched_yield", "sched_getaffinity", "sched_setaffinity", "sched_getparam", "sched_getscheduler",
    "sched_get_priority_max", "sched_get_priority_min", "sched_rr_get_interval", "getcpu", "exit",
    "exit_group", "restart_syscall",
    /* itself and its children */
    "getpid", "gettid", "getppid", "getpgrp", "getpgid", "getsid", "setsid", "setpgid", "getuid", "geteuid",
    "getgid", "getegid", "getresuid", "getresgid", "getgroups", "capget", "getrlimit", "setrlimit",
    "getrusage", "getpriority", "setpriority", "uname", "sysinfo", "times", "getrandom", "fork", "vfork",
    "wait4", "waitid", "pidfd_open", "pidfd_send_signal",
    /* signals and time */
    "kill", "tkill", "tgkill", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending",
    "rt_sigsuspend", "rt_sigtimedwait", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "sigaltstack", "pause",
    "alarm", "getitimer", "setitimer", "timer_create", "timer_settime", "timer_gettime", "timer_getoverrun",
    "timer_delete", "timerfd_create", "timerfd_settime", "timerfd_gettime", "signalfd", "signalfd4",
    "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time",
    /* descriptors and files */
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2", "pwritev2",
    "lseek", "close", "close_range", "dup", "dup2", "dup3", "fcntl", "flock", "fsync", "fdatasync",
    "sync_file_range", "open", "openat", "openat2", "creat", "stat", "fstat", "lstat", "newfstatat", "statx",
    "statfs", "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents",
    "getdents64", "getcwd", "chdir", "fchdir", "mkdir", "mkdirat", "rmdir", "rename", "renameat", "renameat2",
    "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat", "mknod", "mknodat", "chmod", "fchmod",
    "fchmodat", "umask", "utime", "utimes", "utimensat", "futimesat", "truncate", "ftruncate", "fallocate",
    "fadvise64", "sendfile", "copy_file_range", "splice", "tee", "pipe", "pipe2", "select", "pselect6",
    "poll", "ppoll", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd",
    "eventfd2", "inotify_init", "inotify_init1", "inotify_add_watch", "inotify_rm_watch",
    /* between its own processes */
    "socketpair", "bind", "connect", "listen", "accept", "accept4", "sendto", "recvfrom", "sendmsg",
    "recvmsg", "sendmmsg", "recvmmsg", "shutdown", "getsockname", "getpeername", "getsockopt", "setsockopt",
    "mq_open", "mq_unlink", "mq_timedsend", "mq_timedreceive", "mq_notify", "mq_getsetattr"};

/* No program about threads makes these: they reach for the kernel, for other programs, or out of the box. */
static const char *const hostile[] = {"process_vm_readv",
                                      "process_vm_writev",
                                      "pidfd_getfd",
                                      "kcmp",
                                      "mount",
                                      "umount2",
                                      "pivot_root",
                                      "chroot",
                                      "open_tree",
                                      "move_mount",
                                      "fsopen",
                                      "fsconfig",
                                      "fsmount",
                                      "fspick",
                                      "mount_setattr",
                                      "unshare",
                                      "setns",
                                      "bpf",
                                      "perf_event_open",
                                      "userfaultfd",
                                      "io_uring_setup",
                                      "io_uring_enter",
                                      "io_uring_register",
                                      "keyctl",
                                      "add_key",
                                      "request_key",
                                      "init_module",
                                      "finit_module",
                                      "delete_module",
                                      "kexec_load",
                                      "kexec_file_load",
                                      "reboot",
                                      "swapon",
                                      "swapoff",
                                      "acct",
                                      "settimeofday",
                                      "clock_settime",
                                      "clock_adjtime",
                                      "adjtimex",
                                      "open_by_handle_at",
                                      "iopl",
                                      "ioperm",
                                      "modify_ldt",
                                      "quotactl",
                                      "syslog",
                                      "sethostname",
                                      "setdomainname",
                                      "fanotify_init",
                                      "vhangup",
                                      "setuid",
                                      "setgid",
                                      "setreuid",
                                      "setregid",
                                      "setresuid",
                                      "setresgid",
                                      "setgroups",
                                      "setfsuid",
                                      "setfsgid",
                                      "capset",
                                      "seccomp",
                                      "lookup_dcookie"};

#define NEW_NAMESPACES                                                                                       \
    (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |               \
     CLONE_NEWCGROUP)

/* A name that this libseccomp, or this machine, does not know needs no rule: it is refused. */
static bool add(scmp_filter_ctx filter, uint32_t action, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);
    return number == __NR_SCMP_ERROR || seccomp_rule_add(filter, action, number, 0) == 0;
}

static bool add_all(scmp_filter_ctx filter, uint32_t action, const char *const *names, size_t count)
{
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = add(filter, action, names[i]) && good;
    return good;
}

/* The call is treated so when (its argument & mask) == value; mask 0: when argument == value. */
static bool add_when(scmp_filter_ctx filter, uint32_t action, int call, unsigned argument, uint64_t mask,
                     uint64_t value)
{
    struct scmp_arg_cmp is = {argument, mask ? SCMP_CMP_MASKED_EQ : SCMP_CMP_EQ, mask ? mask : value,
                              mask ? value : 0};
    return seccomp_rule_add_array(filter, action, call, 1, &is) == 0;
}

/* clone3 hides its flags in memory: without it, libc takes clone. */
static bool add_clone(scmp_filter_ctx filter)
{
    bool good = add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 0, NEW_NAMESPACES, 0);
    for (uint64_t bit = 1; bit <= NEW_NAMESPACES; bit <<= 1)
        if (bit & NEW_NAMESPACES)
            good = add_when(filter, SCMP_ACT_KILL_PROCESS, SCMP_SYS(clone), 0, bit, bit) && good;
    return good;
}

static bool add_conditional(scmp_filter_ctx filter, bool apart)
{
    static const uint64_t requests[] = {TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX};
    bool good = add_clone(filter);
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        good = add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1, 0, requests[i]) && good;
    /* Its own limits, not those of the process that watches it. */
    good = add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 0, 0, 0) && good;
    good = add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(personality), 0, 0, 0xffffffff) && good;
    good = add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(personality), 0, 0, ADDR_NO_RANDOMIZE) && good;
    /* Where the network and the files are the box's own, a local socket leads nowhere else. */
    return good && (!apart || add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 0, 0, AF_UNIX));
}

static bool fill(scmp_filter_ctx filter, bool compiles, bool traces, bool apart)
{
    bool good = add_all(filter, SCMP_ACT_ALLOW, allowed, sizeof allowed / sizeof *allowed) &&
                add_all(filter, SCMP_ACT_KILL_PROCESS, hostile, sizeof hostile / sizeof *hostile) &&
                add(filter, traces ? SCMP_ACT_ALLOW : SCMP_ACT_KILL_PROCESS, "ptrace") &&
                add_conditional(filter, apart);
    if (compiles)
        return good && add(filter, SCMP_ACT_ALLOW, "execve");
    /* Only the path of the program itself, which the helper put at an address that nobody knows later. */
    return good && add_when(filter, SCMP_ACT_ALLOW, SCMP_SYS(execve), 0, 0, RL_FILTER_PATH);
}

static int compile(bool compiles, bool traces, bool apart)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    if (!filter)
        return -1;
    int fd = memfd_create("racelab-filter", MFD_CLOEXEC);
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    if (fd >= 0 && (!fill(filter, compiles, traces, apart) || seccomp_export_bpf(filter, fd) != 0)) {
        close(fd);
        fd = -1;
    }
    seccomp_release(filter);
    return fd;
}

int rl_sandbox_filter(bool compiles, bool traces, bool apart)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct {
        bool made;
        int fd;
    } made[8]; /* protected by lock */
    size_t which = (compiles ? 1U : 0U) | (traces ? 2U : 0U) | (apart ? 4U : 0U);
    pthread_mutex_lock(&lock);
    if (!made[which].made) {
        made[which].fd = compile(compiles, traces, apart);
        made[which].made = true;
    }
    int fd = made[which].fd;
    pthread_mutex_unlock(&lock);
    return fd;
}
