/* SPDX-License-Identifier: MIT */
/* A small JSON Schema checker: the keywords that the schemas beside it use, and no other goes unnoticed. */
#ifndef RL_TESTS_FORMATS_SCHEMA_H
#define RL_TESTS_FORMATS_SCHEMA_H

#include <jansson.h>

/* NULL: it fits; else what does not, and where ("/runs/0/results: …"); the caller frees it. */
char *schema_complaint(const json_t *schema, const json_t *value);
/* Reads schemas/NAME.schema.json; ends the test program if that is no JSON. */
json_t *schema_read(const char *name);

#endif
