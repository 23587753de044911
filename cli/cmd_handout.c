/* SPDX-License-Identifier: MIT */
/* racelab handout course.yaml DIR: what the learners of a course get. */
#include "grade_session.h"

#include "grader/handout.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LABS = 1000 };

struct arguments {
    const char *course, *folder, *own_labs;
};

static const struct argp_option options[] = {
    {"labs", LABS, "DIR", 0, "take labs of your own from DIR, before racelab's", 0}, {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case LABS:
        arguments->own_labs = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->folder)
            argp_error(state, "what is \"%s\"? A course and a folder are enough", arg);
        else if (arguments->course)
            arguments->folder = arg;
        else
            arguments->course = arg;
        return 0;
    case ARGP_KEY_END:
        if (!arguments->folder)
            argp_error(state, "name the course and a new folder: racelab handout course.yaml handout");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "COURSE DIR",
    "Writes what learners get of the course's labs to DIR, a new folder: a folder a lab with the file to "
    "mend, its header, "
    "the scenario and the README, and all it needs to compile there. Fixes, wrong fixes and unseen scales "
    "stay with "
    "you.\vLearners with racelab work in a lab's folder (`racelab check`); where the labs are your own, with "
    "RACELAB_LABS=DIR.",
    NULL,
    NULL,
    NULL};

static void add_row(struct rl_text *text, const struct rl_class_lab *entry, const struct rl_task_lab *lab)
{
    rl_text_addf(text, "| [%s](%s/README.md) | `%s` | %u | %s |\n", lab->manifest->title, lab->lab->name,
                 lab->manifest->source, entry->points, entry->due ? entry->due : "");
}

static char *front_page(const struct rl_grade_session *session)
{
    struct rl_text text = RL_TEXT_INIT;
    const struct rl_class *class = session->class;
    rl_text_addf(&text, "# %s\n\n| lab | hand in | points | until |\n|---|---|---|---|\n", class->title);
    for (unsigned i = 0; i < class->labs_count; i++) {
        const struct rl_task_lab *lab = rl_labs_set_find(&session->labs, class->labs[i].lab);
        if (lab)
            add_row(&text, &class->labs[i], lab);
    }
    rl_text_add(
        &text,
        "\nEach lab is a folder. Its README tells the story; the file to hand in lies in it, and is yours to "
        "mend. By hand it\ncompiles with the line that the README gives. With racelab, in the lab's "
        "folder: `racelab check` judges your file,\n`racelab hint` helps, `racelab replay` shows how it "
        "broke.\n\nHand in the files under their names, each once.\n");
    return rl_text_take(&text);
}

static int write_front_page(const struct rl_grade_session *session, const char *folder)
{
    char *path = rl_text_format("%s/README.md", folder), *text = front_page(session);
    int status = RL_CLI_OK;
    if (!rl_text_write_file(path, text, strlen(text))) {
        rl_cli_error("%s cannot be written: %s", path, strerror(errno));
        status = RL_CLI_INFRA;
    } else {
        chmod(path, 0644);
    }
    free(text);
    free(path);
    return status;
}

static int write_labs(const struct rl_grade_session *session, const char *folder)
{
    char *why = NULL;
    if (mkdir(folder, 0777) != 0)
        return rl_grade_report(
            RL_CLI_USAGE,
            rl_text_format("the folder %s cannot be made: %s; name a new one", folder, strerror(errno)));
    for (size_t i = 0; i < session->labs.len; i++)
        if (!rl_handout_lab(session->labs.labs[i]->lab, session->labs.labs[i]->manifest, folder, &why))
            return rl_grade_report(RL_CLI_INFRA, why);
    return write_front_page(session, folder);
}

int rl_cmd_handout(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_grade_call call = {
        .course = arguments.course, .own_labs = arguments.own_labs, .shard = 1, .of = 1};
    struct rl_grade_session session = {.call = &call};
    int status = rl_grade_read(&session);
    if (status == RL_CLI_OK)
        status = write_labs(&session, arguments.folder);
    if (status == RL_CLI_OK)
        printf("%zu labs are in %s. Look it through, then give it to your learners.\n", session.labs.len,
               arguments.folder);
    rl_grade_close(&session);
    return status;
}
