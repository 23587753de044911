/* SPDX-License-Identifier: MIT */
/* Plain text for logs: nothing in it moves a terminal's cursor, and no line of it is a command to a CI
 * runner. */
#include "format.h"

#include <stdlib.h>
#include <string.h>

/* A runner takes "::name::" at the beginning of a line, blanks before it or not, and "##[name]" anywhere. */
static char *without_commands(const char *text)
{
    struct rl_text out = RL_TEXT_INIT;
    bool begins = true;
    for (const char *at = text; *at; at++) {
        if ((begins && at[0] == ':' && at[1] == ':') || (at[0] == '#' && at[1] == '#' && at[2] == '['))
            rl_text_add(&out, "\\");
        else if (at[0] == '#' && at[1] == '[' && at > text && at[-1] == '#')
            rl_text_add(&out, "\\");
        rl_text_add_bytes(&out, at, 1);
        if (*at == '\n')
            begins = true;
        else if (*at != ' ' && *at != '\t' && !(*at & 0x80)) /* other alphabets have blanks, too */
            begins = false;
    }
    return rl_text_take(&out);
}

static void write_verdict(FILE *to, const json_t *verdict, bool first)
{
    enum { MOST = 200000 };
    char *subject = rl_format_subject(verdict), *points = rl_format_points(verdict);
    char *details = rl_format_details(verdict);
    char *whole =
        rl_text_format("%s%s: %s%s%s\n%s", first ? "" : "\n", subject, rl_format_text(verdict, "verdict"),
                       points ? ", " : "", points ? points : "", details);
    char *plain = rl_format_plain(whole, MOST), *safe = without_commands(plain);
    fputs(safe, to);
    if (!rl_text_ends(safe, "\n"))
        fputc('\n', to);
    free(safe);
    free(plain);
    free(whole);
    free(details);
    free(points);
    free(subject);
}

int rl_format_write_text(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    size_t index;
    json_t *verdict;
    json_array_foreach(verdicts, index, verdict)
    {
        json_t *told = rl_feedback_apply(verdict, options->feedback);
        write_verdict(to, told, index == 0);
        json_decref(told);
    }
    return rl_format_done(to);
}
