/* SPDX-License-Identifier: MIT */
/* Reads cases of the hostile corpus. A file that holds an attack only is completed with a right fix that
 * calls it, so that only the attack can be what fails. */
#include "corpus.h"

#include "grader/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void refuse(const char *path, const char *what)
{
    fprintf(stderr, "%s: %s\n", path, what);
    exit(2);
}

/* The words after "key: " up to " | " or the end of the comment; "": there is no such key. */
static char *field(const char *line, const char *key)
{
    char *begin = rl_text_format("%s: ", key);
    const char *at = strstr(line, begin);
    size_t skip = strlen(begin);
    free(begin);
    if (!at)
        return rl_text_copy("");
    at += skip;
    const char *bar = strstr(at, " | "), *end = strstr(at, " */");
    if (bar && bar < end)
        end = bar;
    return rl_text_format("%.*s", (int)(end - at), at);
}

static void replace(char **text, const char *from, const char *to)
{
    char *changed = rl_text_replace(*text, from, to);
    free(*text);
    *text = changed;
}

/* So many that a file of them would be none to keep here. */
static void replace_brackets(char **text, const char *placeholder, char bracket)
{
    enum { MANY = 300000 };
    char *many = rl_alloc(MANY + 1);
    memset(many, bracket, MANY);
    replace(text, placeholder, many);
    free(many);
}

/* The attack is made once, by whichever thread comes first. */
static char *complete(const char *attack, const char *base)
{
    static const char call[] =
        "    static int made;\n    if (!__atomic_exchange_n(&made, 1, __ATOMIC_SEQ_CST))\n"
        "        attack();\n    turnstile();\n";
    bool has_attack = strstr(attack, "static void attack(void)") != NULL;
    char *fix = rl_text_replace(base, "    turnstile();\n", has_attack ? call : "    turnstile();\n");
    char *whole = rl_text_format("%s\n%s", attack, fix);
    free(fix);
    return whole;
}

void hostile_case_read(const char *path, const char *name, const struct hostile_places *places,
                       const char *witness, struct hostile_case *out)
{
    char *text = rl_text_read_file(path, NULL);
    const char *line = text ? strstr(text, "/* expect: ") : NULL;
    if (!line || !strstr(line, " */"))
        refuse(path, "no line /* expect: VERDICT… | by: LAYER */");
    char *header = rl_text_format("%.*s", (int)(strstr(line, " */") + 3 - line), line),
         *expect = field(header, "expect");
    *out = (struct hostile_case){.name = rl_text_copy(name),
                                 .expect = rl_text_format(" %s ", expect),
                                 .by = field(header, "by"),
                                 .says = field(header, "says"),
                                 .needs = field(header, "needs"),
                                 .watched = field(header, "observers"),
                                 .witness = rl_text_format("%s/%s", witness, strrchr(name, '/') + 1)};
    if (strcmp(out->expect, "  ") == 0 || !*out->by)
        refuse(path, "no verdict, or no layer, in its line /* expect: VERDICT… | by: LAYER */");
    if (strstr(out->expect, " pass ") || strstr(out->expect, " unproven "))
        refuse(path, "nothing hostile may pass");
    char port[16];
    snprintf(port, sizeof port, "%d", places->port);
    out->text = strstr(text, "// whole") ? rl_text_copy(text) : complete(text, places->base);
    replace(&out->text, "@OTHER@", places->other);
    replace(&out->text, "@SOCKET@", places->socket);
    replace(&out->text, "@PORT@", port);
    replace(&out->text, "@WITNESS@", out->witness);
    replace_brackets(&out->text, "@OPEN@", '(');
    replace_brackets(&out->text, "@CLOSE@", ')');
    free(expect);
    free(header);
    free(text);
}

void hostile_case_free(struct hostile_case *one)
{
    char *const strings[] = {one->name,  one->expect,  one->by,      one->says,
                             one->needs, one->watched, one->witness, one->text};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
}
