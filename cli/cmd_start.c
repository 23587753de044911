/* SPDX-License-Identifier: MIT */
/* racelab start LAB [DIR]: makes a folder to work in. */
#include "workplace.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct arguments {
    const char *lab;
    const char *folder;
    const char *link;
};

static const struct argp_option options[] = {
    {"link", 'l', "DIR", 0, "put a link to racelab into DIR, which is best in your PATH (~/.local/bin)", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'l':
        arguments->link = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (state->arg_num == 0)
            arguments->lab = arg;
        else if (state->arg_num == 1)
            arguments->folder = arg;
        else
            argp_error(state, "a lab and a folder are enough; \"%s\" is too much", arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "LAB [DIR]\n--link DIR",
    "Makes a working copy of a lab in DIR: the program to mend under its own name, its header, the "
    "scenario, the README, and what it needs to compile where it lies. In it `racelab check`, hint, replay, "
    "reset, "
    "watch, … need no lab and no file.\vWithout DIR it is the folder LAB here; inside racelab's own checkout "
    "it is mine/LAB there. Nothing is overwritten.\n\nFor example:\n"
    "  racelab start counter-lost-update\n"
    "  racelab start counter-lost-update ~/labs/counter\n"
    "  racelab start --link ~/.local/bin",
    NULL,
    NULL,
    NULL};

/* Is there anything in the folder? A missing one, or one that cannot be read, is not empty and not full: -1.
 */
static int entries(const char *folder)
{
    int count = 0;
    DIR *stream = opendir(folder);
    if (!stream)
        return -1;
    for (struct dirent *entry; (entry = readdir(stream));)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(stream);
    return count;
}

/* false: something is in the way, and the error says what to do instead. */
static bool is_free(const struct rl_lab *lab, const char *folder)
{
    struct stat info;
    struct rl_workcopy copy = {0};
    char *why = NULL, *marker = rl_text_format("%s/%s", folder, RL_WORKCOPY_FILE);
    bool here = access(marker, F_OK) == 0 && rl_workcopy_find(folder, &copy, &why) == RL_WORKCOPY_HERE;
    bool free_place = false;
    if (lstat(folder, &info) != 0)
        free_place = true; /* what else is wrong with it shows when it is made */
    else if (stat(folder, &info) != 0 || !S_ISDIR(info.st_mode))
        rl_cli_error("%s is there and is no folder; name another one: racelab start %s DIR", folder, lab->id);
    else if (here && strcmp(copy.lab, lab->name) == 0)
        rl_cli_error(
            "%s is your working copy of %s already, and stays as it is. Go on in it: cd %s. To begin anew: "
            "`racelab reset` in it, or racelab start %s DIR",
            folder, lab->id, folder, lab->id);
    else if (here)
        rl_cli_error("%s is your working copy of %s; name another folder: racelab start %s DIR", folder,
                     copy.lab, lab->id);
    else if (entries(folder) != 0)
        rl_cli_error(
            "%s is there and has files in it; name a new folder or an empty one: racelab start %s DIR",
            folder, lab->id);
    else
        free_place = true;
    free(marker);
    free(why);
    rl_workcopy_free(&copy);
    return free_place;
}

static bool is_below(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
}

/* Working copies among racelab's sources would look like sources to its launcher and its tests: mine/ does
 * not. */
static char *default_folder(const struct rl_lab *lab)
{
    const char *checkout = rl_cli_checkout();
    char *here = getcwd(NULL, 0), *folder = NULL;
    if (here && checkout && is_below(here, checkout)) {
        char *path = rl_text_format("%s/mine/%s", checkout, lab->id);
        folder = rl_text_copy(strcmp(here, checkout) == 0 ? path + strlen(checkout) + 1 : path);
        free(path);
    }
    free(here);
    return folder ? folder : rl_text_copy(lab->id);
}

static bool is_in_path(const char *folder)
{
    const char *path = getenv("PATH");
    bool found = false;
    char *real = realpath(folder, NULL), *copy = rl_text_copy(path ? path : ""), *rest = NULL;
    for (char *item = strtok_r(copy, ":", &rest); item && !found; item = strtok_r(NULL, ":", &rest)) {
        char *other = realpath(item, NULL);
        found = real && other && strcmp(real, other) == 0;
        free(other);
    }
    free(copy);
    free(real);
    return found;
}

static int make_link(const char *folder)
{
    char *launcher = rl_cli_launcher(), *path = rl_text_format("%s/racelab", folder);
    char *real = realpath(path, NULL), *wanted = launcher ? realpath(launcher, NULL) : NULL;
    int status = RL_CLI_OK;
    if (real && wanted && strcmp(real, wanted) == 0) {
        printf("%s is racelab already.\n", path);
    } else if (!launcher || symlink(launcher, path) != 0) {
        if (errno == EEXIST)
            rl_cli_error("%s is there and is another one; remove it, or name another folder", path);
        else
            rl_cli_error("%s cannot be made: %s; make the folder (mkdir -p %s), or name another one", path,
                         launcher ? strerror(errno) : "where racelab lies is not known", folder);
        status = RL_CLI_USAGE;
    } else {
        printf("%s is now racelab (%s).\n", path, launcher);
    }
    if (status == RL_CLI_OK && !is_in_path(folder))
        printf("%s is not in your PATH yet: add to your ~/.profile the line  export PATH=\"%s:$PATH\"\n",
               folder, folder);
    free(wanted);
    free(real);
    free(path);
    free(launcher);
    return status;
}

static void print_row(const char *name, const char *what)
{
    printf("  %-14s %s\n", name, what);
}

static void print_made(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *folder)
{
    const struct rl_style *style = rl_cli_style(stdout);
    char *line = rl_workplan_compile_line(lab, manifest), *self = rl_cli_self();
    char *header = rl_text_format("%.*s.h", (int)strlen(manifest->source) - 2, manifest->source);
    printf("%s%s%s: %s\n", style->bold, lab->id, style->off, manifest->title);
    rl_text_wrap(manifest->symptom, 2, rl_cli_width() - 2, stdout);
    printf("\n%sYour working copy: %s/%s\n", style->bold, folder, style->off);
    print_row("README.md", "the story, and questions: read it first");
    print_row(manifest->source, rl_cli_file_words(manifest));
    print_row(header, "what its functions promise");
    print_row("scenario.c", "starts the threads, and says what must hold");
    printf("\n%sBy hand, in it%s\n  %s\n", style->bold, style->off, line);
    if (strcmp(self, "racelab") != 0)
        printf("\n%sracelab%s is not in your PATH. From there it is called\n  %s\n"
               "or, after `%s start --link DIR` with a DIR in your PATH, racelab.\n",
               style->bold, style->off, self, self);
    char *quoted = rl_cli_quoted(folder);
    printf("\nNext: cd %s\n      %s check\n", quoted, self);
    free(quoted);
    rl_text_wrap("In that folder no command needs the lab's name: check, hint, replay, watch (checks "
                 "whenever you save), "
                 "run, show, reset, solution.",
                 6, rl_cli_width() - 2, stdout);
    free(header);
    free(self);
    free(line);
}

static void record(const struct rl_lab *lab, const char *folder)
{
    json_t *progress = rl_cli_read_progress();
    struct rl_progress_lab before = rl_progress_lab(progress, lab->name);
    char *real = realpath(folder, NULL), *note = NULL, *why = NULL;
    char *marker = rl_text_format("%s/%s", before.folder ? before.folder : "", RL_WORKCOPY_FILE);
    if (before.folder && real && strcmp(before.folder, real) != 0 && access(marker, F_OK) == 0)
        printf("You have another working copy of this lab in %s; it stays as it is.\n", before.folder);
    if (real)
        rl_progress_begun(lab->name, real, &note, &why);
    rl_cli_tell(note, why);
    free(marker);
    free(real);
    json_decref(progress);
}

static int start(const struct rl_lab *lab, const struct rl_manifest *manifest,
                 const struct arguments *arguments)
{
    struct rl_workplan plan;
    char *folder = arguments->folder ? rl_text_copy(arguments->folder) : default_folder(lab), *why = NULL;
    for (size_t length = strlen(folder); length > 1 && folder[length - 1] == '/';)
        folder[--length] = '\0';
    int status = RL_CLI_USAGE;
    if (!*folder) {
        rl_cli_error("the folder's name is empty; name one: racelab start %s DIR", lab->id);
    } else if (!rl_workplan_possible(lab, manifest, &why)) {
        rl_cli_error("%s", why);
    } else if (!is_free(lab, folder)) {
        status = RL_CLI_USAGE;
    } else if (!rl_workplan_make(lab, manifest, &plan, &why)) {
        rl_cli_error("%s", why);
        status = RL_CLI_INFRA;
    } else {
        if (rl_workplan_write(&plan, folder, &why)) {
            status = RL_CLI_OK;
            print_made(lab, manifest, folder);
            record(lab, folder);
        } else {
            rl_cli_error("%s", why);
        }
        rl_workplan_free(&plan);
    }
    free(why);
    free(folder);
    return status;
}

static int which_lab(const struct rl_course *course)
{
    json_t *progress = rl_cli_read_progress();
    const struct rl_lab *next = rl_cli_next_lab(course, progress, NULL);
    int status =
        next ? rl_cli_usage("start", "which lab? Your next one is %s: racelab start %s", next->id, next->id)
             : rl_cli_usage("start", "which lab? `racelab list` names them");
    json_decref(progress);
    return status;
}

int rl_cmd_start(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    int status = arguments.link ? make_link(arguments.link) : RL_CLI_OK;
    if (status != RL_CLI_OK || (arguments.link && !arguments.lab))
        return status;
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    const struct rl_lab *lab = NULL;
    if (arguments.lab)
        lab = rl_cli_lab(&course, arguments.lab, NULL, &status);
    else
        status = which_lab(&course);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (manifest)
        status = start(lab, manifest, &arguments);
    else if (lab)
        status = RL_CLI_INFRA;
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
