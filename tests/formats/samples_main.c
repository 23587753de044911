/* SPDX-License-Identifier: MIT */
/* formats_samples DIR: writes the samples, plain and hostile, in every format, for readers from outside. */
#include "samples.h"

#include "grader/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool write_all(const char *folder, const char *name, const json_t *verdicts)
{
    bool good = true;
    for (const struct rl_format *format = rl_formats; format->name; format++) {
        char *path = rl_text_format("%s/%s.%s", folder, name, format->name);
        char *text = written(format->name, verdicts, RL_FEEDBACK_FULL);
        if (!text || !rl_text_write_file(path, text, strlen(text))) {
            fprintf(stderr, "%s: %s\n", path, strerror(errno));
            good = false;
        }
        free(text);
        free(path);
    }
    return good;
}

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    json_t *plain = samples(NULL), *marked = samples("fail");
    bool good = write_all(argv[1], "plain", plain) && write_all(argv[1], "marked", marked);
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with("fail", hostile[i]);
        char *name = rl_text_format("hostile%zu", i);
        good = write_all(argv[1], name, verdicts) && good;
        free(name);
        json_decref(verdicts);
    }
    json_decref(marked);
    json_decref(plain);
    return good ? 0 : 1;
}
