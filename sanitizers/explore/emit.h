/* SPDX-License-Identifier: MIT */
/* A small JSON writer: one object a line, to the evidence descriptor; nothing is allocated. */
#ifndef RLX_EMIT_H
#define RLX_EMIT_H

#include <stdint.h>

void rlx_json_begin(const char *type); /* {"t":"type" */
void rlx_json_end(void);               /* } and a newline */
void rlx_json_text(const char *key, const char *value);
void rlx_json_bytes(const char *key, const char *value, unsigned long length);
void rlx_json_number(const char *key, long long value);
void rlx_json_hex(const char *key, uint64_t value); /* "0x…" */
void rlx_json_bool(const char *key, int value);
void rlx_json_open(const char *key, char bracket); /* "key":{ or [; key 0: an element of an array */
void rlx_json_close(char bracket);
void rlx_json_flush(void);

#endif
