/* SPDX-License-Identifier: MIT */
/* formats_schema SCHEMA FILE: does the JSON file fit the schema? 0 yes, 1 no (it says where), 2 one cannot be
 * read. */
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    json_t *schema = argc == 3 ? json_load_file(argv[1], 0, NULL) : NULL;
    json_t *value = schema ? json_load_file(argv[2], JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (!value) {
        fprintf(stderr, "formats_schema: SCHEMA and FILE must be files of JSON\n");
        return 2;
    }
    char *wrong = schema_complaint(schema, value);
    if (wrong)
        printf("%s\n", wrong);
    int status = wrong ? 1 : 0;
    free(wrong);
    json_decref(value);
    json_decref(schema);
    return status;
}
