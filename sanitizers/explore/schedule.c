/* SPDX-License-Identifier: MIT */
/* Schedule strings: the decisions that deviate from "the running thread goes on (or the lowest-numbered
 * enabled one)".
 *
 * Each deviation is how many decisions after the one before it (decimal digits), then what was chosen
 * (letters, base 26: a thread, or a choice's number). "5c2d": decision 5 goes to thread 2, decision 8 to
 * thread 3. Nothing deviates: "0". An x before it: every access was a decision. */
#include "internal.h"

static unsigned long number(char *out, uint32_t value, uint32_t base, char zero)
{
    char digits[16];
    int n = 0;
    unsigned long length = 0;
    do {
        uint32_t digit = value % base;
        digits[n++] = (char)(zero + (char)digit);
    } while (value /= base);
    while (n)
        out[length++] = digits[--n];
    return length;
}

void rlx_schedule_text(char *out, unsigned long room)
{
    unsigned long at = 0;
    uint32_t from = 0;
    if (RLX->all_accesses && !RLX->config.all_accesses)
        out[at++] = 'x';
    if (RLX->all_accesses && RLX->stacks_visible)
        out[at++] = 's';
    unsigned long head = at;
    for (uint32_t i = 0; i < RLX->deviations && at + 16 < room; i++) {
        at += number(out + at, RLX->deviation[i].position - from, 10, '0');
        at += number(out + at, (uint32_t)RLX->deviation[i].alternative, 26, 'a');
        from = RLX->deviation[i].position + 1;
    }
    if (at == head)
        out[at++] = '0';
    out[at] = 0;
}

static int digit(char c, int letter)
{
    if (letter)
        return c >= 'a' && c <= 'z' ? c - 'a' : -1;
    return c >= '0' && c <= '9' ? c - '0' : -1;
}

/* One number of `base` at *text; -1: none, or too large. */
static int64_t take(const char **text, int base, int letter)
{
    int64_t value = -1;
    for (int d; (d = digit(**text, letter)) >= 0; (*text)++) {
        value = (value < 0 ? 0 : value) * base + d;
        if (value > 0x7fffffff)
            return -1;
    }
    return value;
}

int rlx_schedule_parse(const char *text)
{
    uint32_t from = 0;
    RLX->wanted = 0;
    if (*text == 'x') {
        RLX->all_accesses = 1;
        text++;
    }
    if (*text == 's') {
        RLX->stacks_visible = 1;
        text++;
    }
    if (text[0] == '0' && !text[1])
        return 1;
    while (*text) {
        int64_t gap = take(&text, 10, 0);
        int64_t alternative = take(&text, 26, 1);
        if (gap < 0 || alternative < 0 || alternative > 4095 || from + gap > 0x7ffffffe ||
            RLX->wanted == RLX_MAX_DEVIATIONS)
            return 0;
        RLX->want[RLX->wanted].position = from + (uint32_t)gap;
        RLX->want[RLX->wanted++].alternative = (int32_t)alternative;
        from += (uint32_t)gap + 1;
    }
    return RLX->wanted > 0;
}
