/* SPDX-License-Identifier: MIT */
/* Models of time.h on the virtual clock: the same times in every run of a schedule; sleeping orders nothing.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "abi_string.h"

#define SECOND UINT64_C(1000000000)

/* The virtual clock counts from here where a program asks for a time since the machine was started. */
#define BOOT UINT64_C(1700000000)

static uint64_t clock_of(clockid_t clock, uintptr_t pc)
{
    uint64_t now = rlx_clock_now(pc);
    bool since_1970 = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
    return since_1970 || now < BOOT * SECOND ? now : now - BOOT * SECOND;
}

RLX_DEFINE(time_t, time, time_t *to)
{
    time_t now = (time_t)(rlx_clock_now(RLX_CALLER) / SECOND);
    if (to) {
        rlx_write_range(to, sizeof *to, RLX_CALLER);
        *to = now;
    }
    return now;
}

RLX_DEFINE(clock_t, clock, void)
{
    return (clock_t)(clock_of(CLOCK_PROCESS_CPUTIME_ID, RLX_CALLER) / 1000);
}

RLX_DEFINE(int, clock_gettime, clockid_t clock, struct timespec *to)
{
    uint64_t now = clock_of(clock, RLX_CALLER);
    rlx_write_range(to, sizeof *to, RLX_CALLER);
    *to = (struct timespec){.tv_sec = (time_t)(now / SECOND), .tv_nsec = (long)(now % SECOND)};
    return 0;
}

RLX_DEFINE(int, clock_getres, clockid_t clock, struct timespec *to)
{
    (void)clock;
    if (to) {
        rlx_write_range(to, sizeof *to, RLX_CALLER);
        *to = (struct timespec){.tv_nsec = 1};
    }
    return 0;
}

RLX_DEFINE(int, timespec_get, struct timespec *to, int base)
{
    uint64_t now = rlx_clock_now(RLX_CALLER);
    if (base != TIME_UTC)
        return 0;
    rlx_write_range(to, sizeof *to, RLX_CALLER);
    *to = (struct timespec){.tv_sec = (time_t)(now / SECOND), .tv_nsec = (long)(now % SECOND)};
    return base;
}

RLX_DEFINE(int, gettimeofday, struct timeval *to, void *zone)
{
    (void)zone;
    uint64_t now = rlx_clock_now(RLX_CALLER);
    rlx_write_range(to, sizeof *to, RLX_CALLER);
    *to = (struct timeval){.tv_sec = (time_t)(now / SECOND), .tv_usec = (suseconds_t)(now % SECOND / 1000)};
    return 0;
}

static bool valid(const struct timespec *duration, uintptr_t pc)
{
    rlx_read_range(duration, sizeof *duration, pc);
    return duration->tv_sec >= 0 && duration->tv_nsec >= 0 && duration->tv_nsec < (long)SECOND;
}

static uint64_t nanoseconds(const struct timespec *duration)
{
    uint64_t seconds = (uint64_t)duration->tv_sec;
    return seconds > UINT32_MAX ? UINT32_MAX * SECOND : seconds * SECOND + (uint64_t)duration->tv_nsec;
}

RLX_DEFINE(int, nanosleep, const struct timespec *duration, struct timespec *left)
{
    (void)left;
    if (!valid(duration, RLX_CALLER)) {
        errno = EINVAL;
        return -1;
    }
    rlx_sleep_for(nanoseconds(duration), RLX_CALLER);
    return 0;
}

RLX_DEFINE(int, clock_nanosleep, clockid_t clock, int flags, const struct timespec *duration,
           struct timespec *left)
{
    (void)left;
    if (!valid(duration, RLX_CALLER))
        return EINVAL;
    uint64_t until = nanoseconds(duration);
    if (flags & TIMER_ABSTIME) {
        uint64_t now = clock_of(clock, RLX_CALLER);
        until = until > now ? until - now : 0;
    }
    rlx_sleep_for(until, RLX_CALLER);
    return 0;
}

RLX_DEFINE(int, usleep, useconds_t duration)
{
    rlx_sleep_for((uint64_t)duration * 1000, RLX_CALLER);
    return 0;
}

RLX_DEFINE(unsigned, sleep, unsigned duration)
{
    rlx_sleep_for(duration * SECOND, RLX_CALLER);
    return 0;
}
