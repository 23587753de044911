/* SPDX-License-Identifier: MIT */
/* Models of the calendar: the time zone is UTC, and the results that libc keeps are memory that threads
 * share. */
#include <stdio.h>
#include <time.h>

#include "abi_string.h"

/* localtime and gmtime share one result, ctime and asctime another: two threads that use them at the same
 * time race. */
struct tm rlx_state_localtime RLX_PROGRAM_STATE = {0};
char rlx_state_ctime[64] RLX_PROGRAM_STATE = "";

static struct tm *convert(const time_t *from, struct tm *to, uintptr_t pc)
{
    rlx_read_range(from, sizeof *from, pc);
    rlx_write_range(to, sizeof *to, pc);
    return gmtime_r(from, to);
}

RLX_DEFINE(struct tm *, localtime, const time_t *from)
{
    return convert(from, &rlx_state_localtime, RLX_CALLER);
}

RLX_DEFINE(struct tm *, gmtime, const time_t *from)
{
    return convert(from, &rlx_state_localtime, RLX_CALLER);
}

RLX_DEFINE(struct tm *, localtime_r, const time_t *from, struct tm *to)
{
    return convert(from, to, RLX_CALLER);
}

RLX_DEFINE(struct tm *, gmtime_r, const time_t *from, struct tm *to)
{
    return convert(from, to, RLX_CALLER);
}

static char *write_date(const struct tm *from, char *to, uintptr_t pc)
{
    rlx_write_range(to, 26, pc);
    return asctime_r(from, to);
}

RLX_DEFINE(char *, asctime_r, const struct tm *from, char *to)
{
    rlx_read_range(from, sizeof *from, RLX_CALLER);
    return write_date(from, to, RLX_CALLER);
}

RLX_DEFINE(char *, asctime, const struct tm *from)
{
    rlx_read_range(from, sizeof *from, RLX_CALLER);
    return write_date(from, rlx_state_ctime, RLX_CALLER);
}

RLX_DEFINE(char *, ctime_r, const time_t *from, char *to)
{
    struct tm date;
    rlx_read_range(from, sizeof *from, RLX_CALLER);
    return gmtime_r(from, &date) ? write_date(&date, to, RLX_CALLER) : NULL;
}

RLX_DEFINE(char *, ctime, const time_t *from)
{
    struct tm *date = convert(from, &rlx_state_localtime, RLX_CALLER);
    return date ? write_date(date, rlx_state_ctime, RLX_CALLER) : NULL;
}

static time_t to_seconds(struct tm *date, uintptr_t pc)
{
    rlx_read_range(date, sizeof *date, pc);
    rlx_write_range(date, sizeof *date, pc);
    return timegm(date);
}

RLX_DEFINE(time_t, mktime, struct tm *date)
{
    return to_seconds(date, RLX_CALLER);
}

RLX_DEFINE(time_t, timegm, struct tm *date)
{
    return to_seconds(date, RLX_CALLER);
}

RLX_DEFINE(size_t, strftime, char *to, size_t size, const char *format, const struct tm *date)
{
    rlx_read_string(format, RLX_CALLER);
    rlx_read_range(date, sizeof *date, RLX_CALLER);
    size_t length = strftime(to, size, format, date);
    rlx_write_range(to, length ? length + 1 : 0, RLX_CALLER);
    return length;
}

RLX_DEFINE(void, tzset, void) {}
