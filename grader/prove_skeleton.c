/* SPDX-License-Identifier: MIT */
/* What `racelab new-lab` laid and nobody has filled yet. */
#include "prove.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char mark[] = "TODO(new-lab)";

/* Each mark of the file, with what its line says after it. */
static void look_in_file(const struct rl_lab *lab, const char *path, const char *name,
                         struct rl_list *problems)
{
    char *text = rl_text_read_file(path, NULL);
    int number = 0;
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        else
            next = line + strlen(line);
        number++;
        for (char *at = line; (at = strstr(at, mark));) {
            at += strlen(mark);
            char *words = at + strspn(at, ": ");
            char *more = strstr(words, mark);
            size_t length = more ? (size_t)(more - words) : strlen(words);
            while (length > 0 && strchr(" \t\"*/);,{", words[length - 1]))
                length--;
            rl_list_addf(problems, "%s/%s:%d: still to fill: %.*s", lab->name, name, number, (int)length,
                         words);
        }
    }
    free(text);
}

static void look_below(const struct rl_lab *lab, const char *below, struct rl_list *problems)
{
    char *folder = rl_text_format("%s/%s", lab->folder, below);
    struct rl_list names = RL_LIST_INIT;
    DIR *stream = opendir(folder);
    for (struct dirent *entry; stream && (entry = readdir(stream));)
        if (entry->d_name[0] != '.')
            rl_list_add(&names, entry->d_name);
    if (stream)
        closedir(stream);
    rl_list_sort(&names);
    for (size_t i = 0; i < names.length; i++) {
        struct stat info;
        char *name = rl_text_format("%s%s", below, names.items[i]);
        char *path = rl_text_format("%s/%s", lab->folder, name);
        if (stat(path, &info) == 0 && S_ISREG(info.st_mode))
            look_in_file(lab, path, name, problems);
        free(path);
        free(name);
    }
    rl_list_free(&names);
    free(folder);
}

bool rl_prove_filled(const struct rl_lab *lab, struct rl_list *problems)
{
    size_t before = problems->length;
    look_below(lab, "", problems);
    look_below(lab, "fixes/", problems);
    look_below(lab, "wrong/", problems);
    return problems->length == before;
}
