/* SPDX-License-Identifier: MIT */
/* racelab review STORE: walks the verdicts that need a person, and records what the person decides. */
#include "grade_session.h"
#include "judging.h"

#include "sanitizers/process.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ALL = 1000, LIST, NOTE, SET, WHO };

struct arguments {
    const char *store, *set, *decision, *note, *who;
    bool list, all;
};

static const struct argp_option options[] = {
    {"all", ALL, NULL, 0, "list those that were decided, too", 0},
    {"list", LIST, NULL, 0, "only list them, a line each: ID, verdict, decision", 0},
    {"note", NOTE, "TEXT", 0, "with --set: why", 0},
    {"set", SET, "ID", 0, "record the decision on one, without asking: --set LEARNER/LAB pass", 0},
    {"who", WHO, "NAME", 0, "who decides (default: your user name)", 0},
    {0}};

static bool is_decision(const char *text)
{
    return strcmp(text, "pass") == 0 || strcmp(text, "fail") == 0;
}

static void take_word(struct arguments *arguments, char *arg, struct argp_state *state)
{
    if (!arguments->store)
        arguments->store = arg;
    else if (arguments->set && !arguments->decision && is_decision(arg))
        arguments->decision = arg;
    else if (arguments->set && !arguments->decision)
        argp_error(state, "the decision is pass or fail, not \"%s\"", arg);
    else
        argp_error(state, "what is \"%s\"? One store at a time, and one decision with --set", arg);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case ALL:
        arguments->all = true;
        return 0;
    case LIST:
        arguments->list = true;
        return 0;
    case NOTE:
        arguments->note = arg;
        return 0;
    case SET:
        arguments->set = arg;
        return 0;
    case WHO:
        arguments->who = arg;
        return 0;
    case ARGP_KEY_ARG:
        take_word(arguments, arg, state);
        return 0;
    case ARGP_KEY_END:
        if (!arguments->store)
            argp_error(state, "which store? `racelab grade` keeps verdicts in racelab-grades.sqlite");
        else if (arguments->set && (!arguments->decision || !strrchr(arguments->set, '/')))
            argp_error(state, "--set takes LEARNER/LAB and then pass or fail; --list names them");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "STORE\nSTORE --list [--all]\nSTORE --set ID pass|fail [--note TEXT]",
    "Shows each verdict that needs a person (needs_review, unsupported, unproven) with its evidence, asks "
    "for a "
    "decision and a note, and records both with who gave them. The verdict itself stays.\vpass gives all "
    "points, fail "
    "those of the axes that pass. A learner's next file needs a decision of its own.",
    NULL,
    NULL,
    NULL};

static bool waits(const json_t *verdict)
{
    const json_t *points = json_object_get(verdict, "points");
    return !json_is_number(json_object_get(points, "got")) ||
           json_is_true(json_object_get(points, "provisional"));
}

static const char *text(const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    return value ? value : "";
}

/* As it is shown; rl_text_name_parse makes the store's name of it. */
static const char *learner_of(const json_t *verdict)
{
    return text(json_object_get(verdict, "submission"), "learner");
}

static const char *lab_of(const json_t *verdict)
{
    return text(json_object_get(verdict, "submission"), "lab");
}

static void list(const json_t *verdicts, bool all)
{
    size_t index, shown = 0;
    json_t *verdict;
    json_array_foreach((json_t *)verdicts, index, verdict)
    {
        const json_t *review = json_object_get(verdict, "review");
        if (!(review ? all : waits(verdict)))
            continue;
        shown++;
        printf("%s/%s\t%s\t%s\t%s%s%s\n", learner_of(verdict), lab_of(verdict), text(verdict, "verdict"),
               review ? text(review, "decision") : "-",
               review ? text(review, "who") : text(verdict, "reason"), *text(review, "note") ? ": " : "",
               text(review, "note"));
    }
    if (shown == 0)
        fprintf(stderr, "racelab: nothing waits for a person\n");
}

static const char *user_name(void)
{
    const struct passwd *entry = getpwuid(getuid());
    const char *user = getenv("USER");
    return entry ? entry->pw_name : user && *user ? user : "somebody";
}

static int decide(const struct arguments *arguments, struct rl_store_decision *decision)
{
    char *why = NULL;
    struct rl_store *store = rl_store_open(arguments->store, RL_STORE_CHANGE, &why);
    bool good = store && rl_store_decide(store, decision, &why);
    rl_store_close(store);
    return good ? RL_CLI_OK : rl_grade_report(RL_CLI_USAGE, why);
}

static int set(const struct arguments *arguments)
{
    const char *slash = strrchr(arguments->set, '/'); /* a learner may be a path */
    char *shown = rl_text_format("%.*s", (int)(slash - arguments->set), arguments->set),
         *learner = rl_text_name_parse(shown);
    struct rl_store_decision decision = {learner, slash + 1, arguments->decision,
                                         arguments->who ? arguments->who : user_name(),
                                         arguments->note ? arguments->note : ""};
    int status = decide(arguments, &decision);
    free(learner);
    free(shown);
    return status;
}

/* A line without its end; NULL: there is no more input. */
static char *ask(const char *question)
{
    char *line = NULL;
    size_t size = 0;
    printf("%s ", question);
    fflush(stdout);
    if (getline(&line, &size, stdin) < 0) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

enum answer { PASS, FAIL, SKIP, QUIT };

/* As it was judged, whatever the file is now. */
static void show_source(const struct arguments *arguments, const json_t *verdict)
{
    char *why = NULL, *source = NULL, *learner = rl_text_name_parse(learner_of(verdict));
    struct rl_store *store = rl_store_open(arguments->store, RL_STORE_READ, &why);
    if (store)
        source = rl_store_source(store, learner, lab_of(verdict));
    free(learner);
    rl_store_close(store);
    int number = 0;
    for (char *rest = source, *line; (line = strsep(&rest, "\n"));)
        printf("%4d  %s\n", ++number, line);
    if (!source)
        rl_cli_error("%s", why ? why : "the file was not taken in, so there is nothing to show");
    free(source);
    free(why);
}

static enum answer ask_decision(const struct arguments *arguments, const json_t *verdict)
{
    for (;;) {
        char *line = ask("[p]ass, [f]ail, [s]kip, [v]iew the file, [q]uit?");
        char first = line ? *line : 'q';
        free(line);
        if (rl_interrupted)
            return QUIT;
        switch (first) {
        case 'p':
            return PASS;
        case 'f':
            return FAIL;
        case 's':
            return SKIP;
        case 'q':
            return QUIT;
        case 'v':
            show_source(arguments, verdict);
            break;
        default:
            break;
        }
    }
}

/* false: the person has had enough. */
static bool show_and_ask(const struct arguments *arguments, const json_t *verdict, int *status)
{
    char *path = rl_text_name(text(json_object_get(verdict, "submission"), "path"));
    printf("\n%s, %s (%s)\n\n", learner_of(verdict), lab_of(verdict), path);
    free(path);
    rl_cli_print_verdict(verdict);
    putchar('\n');
    enum answer answer = ask_decision(arguments, verdict);
    if (answer == QUIT || answer == SKIP)
        return answer == SKIP;
    char *note = ask("Why (one line)?"), *learner = rl_text_name_parse(learner_of(verdict));
    struct rl_store_decision decision = {learner, lab_of(verdict), answer == PASS ? "pass" : "fail",
                                         arguments->who ? arguments->who : user_name(), note ? note : ""};
    *status = rl_cli_worse(*status, decide(arguments, &decision));
    free(learner);
    free(note);
    return true;
}

/* The store is open only while it is read or written: grading can go on meanwhile. */
static int walk(const struct arguments *arguments, const json_t *verdicts)
{
    int status = RL_CLI_OK;
    size_t index, waiting = 0;
    bool go_on = true;
    json_t *verdict;
    json_array_foreach((json_t *)verdicts, index, verdict) waiting += waits(verdict);
    printf("%zu verdicts wait for a person.\n", waiting);
    json_array_foreach((json_t *)verdicts, index, verdict) if (go_on && waits(verdict)) go_on =
        show_and_ask(arguments, verdict, &status);
    return status;
}

int rl_cmd_review(int argc, char **argv)
{
    struct arguments arguments = {0};
    char *why = NULL;
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    if (arguments.set)
        return set(&arguments);
    struct rl_store *store = rl_store_open(arguments.store, RL_STORE_READ, &why);
    if (!store)
        return rl_grade_report(RL_CLI_USAGE, why);
    json_t *verdicts = rl_grade_verdicts(store);
    rl_store_close(store);
    int status = verdicts ? RL_CLI_OK : RL_CLI_INFRA;
    if (verdicts && arguments.list)
        list(verdicts, arguments.all);
    else if (verdicts)
        status = walk(&arguments, verdicts);
    json_decref(verdicts);
    return status;
}
