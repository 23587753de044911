/* SPDX-License-Identifier: MIT */
/* racelab's command line: a table of commands, and what all of them owe to whoever calls them. */
#include "cli.h"

#include "sanitizers/own_limits.h"
#include "sanitizers/process.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct rl_command rl_commands[] = {
    {"demo", rl_cmd_demo, "see a race found, a wrong fix refused and a right one judged"},
    {"list", rl_cmd_list, "the labs, and which you have solved"},
    {"next", rl_cmd_next, "the next lab that you have not solved"},
    {"show", rl_cmd_show, "what a lab is about, and where its files lie"},
    {"start", rl_cmd_start, "make a folder to work on a lab in"},
    {"check", rl_cmd_check, "judge your fix of a lab"},
    {"watch", rl_cmd_watch, "check your file whenever you save it"},
    {"hint", rl_cmd_hint, "one of a lab's three hints"},
#ifdef RL_CLI_HAS_REPLAY
    {"replay", rl_cmd_replay, "show one interleaving step by step"},
#endif
    {"run", rl_cmd_run, "compile and run a lab's program, natively or under an observer"},
    {"solution", rl_cmd_solution, "the lab's own fixes, once yours has passed"},
    {"reset", rl_cmd_reset, "put your working copy back as it was, and keep what you wrote"},
#ifdef RL_CLI_HAS_EXPLORE
    {"explore", rl_cmd_explore, "run every interleaving of a program of your own"},
#endif
    {"compare", rl_cmd_compare, "processes and threads side by side, measured here"},
#ifdef RL_CLI_HAS_BENCH
    {"bench", rl_cmd_bench, "the primitives beside those of glibc, ck and liburcu, measured here"},
#endif
    {"new-course", rl_cmd_new_course, "a course.yaml to begin with"},
    {"handout", rl_cmd_handout, "what the learners of a course get"},
    {"grade", rl_cmd_grade, "judge the submissions of a class, and keep the verdicts"},
    {"review", rl_cmd_review, "decide what needs a person"},
    {"merge", rl_cmd_merge, "make one store of the shards of a class"},
    {"export", rl_cmd_export, "the verdicts of a class in other forms"},
    {"gradescope-zip", rl_cmd_gradescope_zip, "the autograder of a course, for Gradescope"},
    {"new-lab", rl_cmd_new_lab, "lay the skeleton of a lab of your own"},
    {"verify-labs", rl_cmd_verify_labs, "prove that every file of every lab gets its declared verdict"},
    {"test", rl_cmd_test, "run racelab's own tests"},
    {"doctor", rl_cmd_doctor, "what this machine has, what is missing, and how to install it"},
    {NULL, NULL, NULL}};

/* The headings of the help, each above the command that it begins with. */
static const char *const headings[][2] = {{"demo", "Learning"},
                                          {"explore", "Looking closer"},
                                          {"new-course", "Teaching"},
                                          {"new-lab", "The course, and racelab itself"}};

static void print_heading(const char *command, FILE *stream)
{
    const struct rl_style *style = rl_cli_style(stream);
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
        if (strcmp(headings[i][0], command) == 0)
            fprintf(stream, "%s%s%s%s\n", i ? "\n" : "", style->bold, headings[i][1], style->off);
}

static void print_help(FILE *stream)
{
    fputs("Usage: racelab COMMAND [OPTION…] [ARGUMENT…]\n"
          "A lab for shared-memory hazards in C: see them happen, fix them, and have the fix judged.\n\n",
          stream);
    for (const struct rl_command *command = rl_commands; command->name; command++) {
        print_heading(command->name, stream);
        fprintf(stream, "  %-14s  %s\n", command->name, command->summary);
    }
    fputs("\n  --help       this text; `racelab COMMAND --help` says more on a command\n"
          "  --version    the version\n\n"
          "Status: 0 well, 1 the program under test is at fault, 2 the call is, 3 a person must look,\n"
          "4 racelab or the machine is at fault.\n"
          "Start with `racelab demo`, then `racelab next`.\n",
          stream);
}

static void note_interrupt(int number)
{
    rl_interrupted = number;
}

/* Every command gives up soon after rl_interrupted is set, and cleans up on its usual way out. */
static void catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = note_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told like a full disk */
}

/* A closed standard descriptor would be given to the next file that is opened, and output would land in it.
 */
static bool has_standard_streams(void)
{
    bool out_was_open = lseek(STDOUT_FILENO, 0, SEEK_CUR) >= 0 || errno != EBADF;
    FILE *null = fopen("/dev/null", "r+");
    while (null && fileno(null) <= STDERR_FILENO)
        null = fopen("/dev/null", "r+");
    if (null)
        fclose(null);
    return out_was_open;
}

static int check_output(int status, bool out_was_open)
{
    errno = 0;
    bool failed = fflush(stdout) != 0 || ferror(stdout);
    if (!failed && out_was_open)
        return status;
    if (errno == EPIPE)
        return status;
    rl_cli_error("the output could not be written: %s",
                 out_was_open ? strerror(errno ? errno : EIO) : "standard output is closed");
    return RL_CLI_INFRA;
}

static const struct rl_command *find(const char *name)
{
    for (const struct rl_command *command = rl_commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static int unknown_command(const char *name)
{
    struct rl_list names = RL_LIST_INIT;
    for (const struct rl_command *command = rl_commands; command->name; command++)
        rl_list_add(&names, command->name);
    char *hint = rl_nearest_hint(name, &names);
    rl_cli_error("there is no command \"%s\"%s", name, hint);
    fputs("Type `racelab --help` for the commands.\n", stderr);
    free(hint);
    rl_list_free(&names);
    return RL_CLI_USAGE;
}

/* Those that run what they are given: a limit of the caller's shell must not be taken for its fault. */
static bool may_run(const char *name)
{
    static const char *const running[] = {"check",  "compare", "demo",        "explore", "grade",
                                          "replay", "run",     "verify-labs", "watch"};
    bool runs = false;
    char *why = NULL;
    for (size_t i = 0; i < sizeof running / sizeof *running; i++)
        runs = runs || strcmp(running[i], name) == 0;
    bool may = !runs || rl_own_limits_raise(&why);
    if (!may)
        rl_cli_error("%s", why);
    free(why);
    return may;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return RL_CLI_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return RL_CLI_OK;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0) {
        printf("racelab %s\n", RL_VERSION);
        return RL_CLI_OK;
    }
    const struct rl_command *command = find(argv[1]);
    if (!command)
        return unknown_command(argv[1]);
    if (!may_run(command->name))
        return RL_CLI_INFRA;
    char *name = rl_text_format("racelab %s", command->name);
    argv[1] = name;
    int status = command->run(argc - 1, argv + 1);
    rl_cli_progress_end();
    free(name);
    return rl_interrupted ? 128 + rl_interrupted : status;
}

int main(int argc, char **argv)
{
    bool out_was_open = has_standard_streams();
    argp_err_exit_status = RL_CLI_USAGE;
    catch_interrupts();
    return check_output(dispatch(argc, argv), out_was_open);
}
