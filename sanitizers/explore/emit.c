/* SPDX-License-Identifier: MIT */
/* A small JSON writer: one object a line, to the evidence descriptor; nothing is allocated. */
#include "emit.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "internal.h"

static char buffer[65536];
static unsigned long used;
static int comma;

void rlx_json_flush(void)
{
    unsigned long done = 0;
    while (done < used) {
        ssize_t n = write(RLX->config.evidence, buffer + done, used - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            _exit(125); /* nobody listens any more */
        done += (unsigned long)n;
    }
    used = 0;
}

static void put(char c)
{
    if (used == sizeof buffer)
        rlx_json_flush();
    buffer[used++] = c;
}

static void puts_raw(const char *text)
{
    while (*text)
        put(*text++);
}

static void put_string(const char *text, unsigned long length)
{
    static const char hex[] = "0123456789abcdef";
    put('"');
    for (unsigned long i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\') {
            put('\\');
            put((char)c);
        } else if (c == '\n') {
            puts_raw("\\n");
        } else if (c < 0x20 || c >= 0x7f) { /* bytes that may not be UTF-8 become their Latin-1 character */
            puts_raw("\\u00");
            put(hex[c >> 4]);
            put(hex[c & 15]);
        } else {
            put((char)c);
        }
    }
    put('"');
}

static void key(const char *name)
{
    if (comma)
        put(',');
    comma = 1;
    if (!name)
        return;
    put_string(name, strlen(name));
    put(':');
}

void rlx_json_begin(const char *type)
{
    put('{');
    comma = 0;
    rlx_json_text("t", type);
}

void rlx_json_end(void)
{
    put('}');
    put('\n');
    comma = 0;
}

void rlx_json_bytes(const char *name, const char *value, unsigned long length)
{
    key(name);
    put_string(value, length);
}

void rlx_json_text(const char *name, const char *value)
{
    rlx_json_bytes(name, value, strlen(value));
}

void rlx_json_number(const char *name, long long value)
{
    char digits[24];
    int n = 0;
    unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    key(name);
    if (value < 0)
        put('-');
    do
        digits[n++] = (char)('0' + rest % 10);
    while (rest /= 10);
    while (n)
        put(digits[--n]);
}

void rlx_json_hex(const char *name, uint64_t value)
{
    static const char hex[] = "0123456789abcdef";
    char text[20];
    int n = 0;
    text[n++] = '0';
    text[n++] = 'x';
    int shift = 60;
    while (shift && !(value >> shift))
        shift -= 4;
    for (; shift >= 0; shift -= 4)
        text[n++] = hex[value >> shift & 15];
    key(name);
    put_string(text, (unsigned long)n);
}

void rlx_json_bool(const char *name, int value)
{
    key(name);
    puts_raw(value ? "true" : "false");
}

void rlx_json_open(const char *name, char bracket)
{
    key(name);
    put(bracket);
    comma = 0;
}

void rlx_json_close(char bracket)
{
    put(bracket);
    comma = 1;
}
