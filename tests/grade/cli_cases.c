/* SPDX-License-Identifier: MIT */
/* A class from its course.yaml to letters, with racelab as a process of its own. */
#include "cli/process.h"

#include "grader/store.h"
#include "grader/words.h"
#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const fixtures[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", NULL};

/* Submissions are trusted: where the tests run there may be no sandbox. */
static struct answer call_in(const char *folder, const char *words)
{
    struct call call = {.words = words, .env = fixtures, .folder = folder};
    return racelab_call(&call);
}

static void run(const char *folder, const char *words, int status, const char *said)
{
    struct answer answer = call_in(folder, words);
    RL_EXPECT_EQ(status, answer.status);
    char *all = rl_text_format("%s%s", answer.out, answer.err);
    if (status != answer.status)
        RL_FAIL("racelab %s: %s", words, all);
    if (said)
        RL_EXPECT_CONTAINS(all, said);
    free(all);
    answer_free(&answer);
}

static void put(const char *folder, const char *name, const char *text)
{
    char *path = rl_text_format("%s/%s", folder, name), *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700);
    *slash = '/';
    unlink(path);
    if (!rl_text_write_file(path, text, strlen(text)))
        RL_FAIL("%s cannot be written", path);
    free(path);
}

static char *get(const char *folder, const char *name)
{
    char *path = rl_text_format("%s/%s", folder, name), *text = rl_text_read_file(path, NULL);
    free(path);
    return text ? text : rl_text_copy("");
}

static void put_variant(const char *folder, const char *learner, const char *variant)
{
    char *text = get(RL_FIXTURES "/labs/90-fixture/tally", variant),
         *name = rl_text_format("in/%s/tally.c", learner);
    put(folder, name, text);
    free(name);
    free(text);
}

static char *make_folder(void)
{
    char *why = NULL, *folder = rl_workdir_create(&why), *in = rl_text_format("%s/in", folder);
    mkdir(in, 0700);
    free(in);
    return folder;
}

/* All in one: each step stands on the one before. */
static void a_class_from_course_to_letters(void)
{
    char *folder = make_folder();
    put_variant(folder, "ann", "fixes/mutex.c");
    put_variant(folder, "bob", "wrong/volatile.c");
    char *cid = rl_text_format("%s/in/cid", folder);
    mkdir(cid, 0700);
    free(cid);
    run(folder, "new-course", 0, "course.yaml is written");
    run(folder, "new-course", 2, "is there already");
    run(folder, "grade --course course.yaml --dry-run in --trust", 0, "2 of the labs' own judged, all pass");
    run(folder, "grade --course course.yaml in --trust --letters out", 0, "2 submissions: 2 judged now");
    run(folder, "grade --course course.yaml in --trust", 0,
        "0 judged now, 2 known from racelab-grades.sqlite");
    char *markdown = get(folder, "out/bob.md"), *html = get(folder, "out/bob.html");
    RL_EXPECT_CONTAINS(markdown, "data-race");
    RL_EXPECT_CONTAINS(markdown, "Step by step");
    RL_EXPECT_CONTAINS(html, "racelab replay --lab tally tally.c");
    free(markdown);
    free(html);
    run(folder, "export racelab-grades.sqlite", 0,
        "\"ann\",\"90-fixture/tally\",\"in/ann/tally.c\",\"pass\",10,10");
    run(folder, "export racelab-grades.sqlite --letters out2", 0, NULL);
    markdown = get(folder, "out2/bob.md");
    RL_EXPECT_CONTAINS(markdown, "Step by step");
    free(markdown);
    run(folder, "export racelab-grades.sqlite --feedback verdict --letters out", 0, NULL);
    markdown = get(folder, "out/bob.md");
    RL_EXPECT_CONTAINS(markdown, "fail");
    RL_EXPECT_NULL(strstr(markdown, "race")); /* neither trace nor hazard */
    RL_EXPECT_NULL(strstr(markdown, "hint"));
    free(markdown);
    run(folder, "review racelab-grades.sqlite --list", 0, "nothing waits");
    run(folder, "review racelab-grades.sqlite --set bob/tally pass --who me --note spoken", 0, NULL);
    run(folder, "review racelab-grades.sqlite --list --all", 0, "bob/tally\tfail\tpass\tme: spoken");
    run(folder, "export racelab-grades.sqlite", 0,
        "\"bob\",\"90-fixture/tally\",\"in/bob/tally.c\",\"fail\",10,10");
    run(folder, "grade --course course.yaml in --trust", 0,
        "bob           10  fail"); /* the mark, not the verdict */
    run(folder, "merge all.sqlite racelab-grades.sqlite", 0, "1 stores are in all.sqlite");
    run(folder, "merge new.sqlite all.sqlite course.yaml", 2, "course.yaml is no store of racelab");
    char *new = rl_text_format("%s/new.sqlite", folder);
    RL_EXPECT_EQ(-1, access(new, F_OK)); /* and none is begun */
    free(new);
    run(folder, "review all.sqlite --set eve/tally pass", 2, "has no verdict on tally of eve");
    rl_workdir_remove(folder);
}

static void a_handout_compiles_and_gives_nothing_away(void)
{
    char *folder = make_folder();
    run(folder, "new-course", 0, NULL);
    run(folder, "handout course.yaml out", 0, "1 labs are in out");
    run(folder, "handout course.yaml out", 2, "name a new one");
    char *lab = rl_text_format("%s/out/90-fixture/tally", folder), *manifest = get(lab, "lab.yaml");
    RL_EXPECT_CONTAINS(manifest, "buggy.c:");
    RL_EXPECT_CONTAINS(manifest, "scale_steps: [0]");
    RL_EXPECT_NULL(strstr(manifest, "fixes/"));
    RL_EXPECT_NULL(strstr(manifest, "wrong/"));
    char *fixes = rl_text_format("%s/fixes", lab), *wrong = rl_text_format("%s/wrong", lab);
    RL_EXPECT_NE(0, access(fixes, F_OK));
    RL_EXPECT_NE(0, access(wrong, F_OK));
    char *labs = rl_text_format("RACELAB_LABS=%s/out", folder);
    const char *const env[] = {labs, NULL};
    struct call call = {.words = "check tally tally.c", .env = env, .folder = lab};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(1, answer.status); /* racelab reads it as a lab, and its file is the buggy one */
    RL_EXPECT_CONTAINS(answer.out, "data-race");
    answer_free(&answer);
    char *line =
        rl_text_format("cd %s && clang -fsanitize=thread -I. -Iinclude -Iinclude scenario.c tally.c -pthread "
                       "-o by-hand",
                       lab);
    RL_EXPECT_EQ(0, system(line));
    free(line);
    free(labs);
    free(fixes);
    free(wrong);
    free(manifest);
    free(lab);
    rl_workdir_remove(folder);
}

static void a_broken_course_is_told_all_at_once(void)
{
    char *folder = make_folder();
    put(folder, "course.yaml",
        "format: 1\ntitel: X\nlabs:\n  - lab: tally\n    points: many\nlearners: [ann]\noptions: {feedback: "
        "loud}\n");
    run(folder, "grade --course course.yaml in --trust", 2,
        "course.yaml:2: course: unknown key \"titel\"; did you mean title?");
    run(folder, "grade --course course.yaml in --trust", 2, "course.yaml:5: points: found \"many\"");
    run(folder, "grade --course course.yaml in --trust", 2, "course.yaml:7: feedback: found \"loud\"");
    put(folder, "course.yaml",
        "format: 1\ntitle: X\nlabs:\n  - {lab: tally, due: tomorrow}\n  - {lab: tallie}\nlearners: [ann, "
        "../x, ann]\n"
        "roster: none.csv\n");
    run(folder, "grade --course course.yaml in --trust", 2, "course.yaml:4: due: found \"tomorrow\"");
    run(folder, "grade --course course.yaml in --trust", 2,
        "course.yaml:6: the learner \"../x\" begins with a dot");
    run(folder, "grade --course course.yaml in --trust", 2, "none.csv cannot be read");
    put(folder, "course.yaml", "format: 1\ntitle: X\nlabs:\n  - {lab: tallie}\n");
    run(folder, "grade --course course.yaml in --trust", 2,
        "there is no lab \"tallie\"; did you mean tally?");
    put(folder, "course.yaml",
        "format: 1\ntitle: X\nlabs:\n  - {lab: tally}\noptions: {isolation: [doors]}\n");
    run(folder, "grade --course course.yaml in", 2, "isolation: found \"doors\"");
    rl_workdir_remove(folder);
}

static void who_is_in_the_class(void)
{
    char *folder = make_folder();
    put_variant(folder, "eve", "buggy.c");
    put(folder, "roster.csv", "\xef\xbb\xbflearner,name\r\n\"ann, b\",Ann\r\n# nobody\r\n\r\ncid;Cid\r\n");
    put(folder, "course.yaml", "format: 1\ntitle: X\nlabs:\n  - lab: tally\nroster: roster.csv\n");
    struct answer answer = call_in(folder, "grade --course course.yaml in --trust");
    RL_EXPECT_EQ(0, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "in/eve is not graded: the course knows no such learner");
    RL_EXPECT_CONTAINS(answer.out, "ann, b");
    RL_EXPECT_CONTAINS(answer.out, "cid");
    RL_EXPECT_CONTAINS(answer.out, "2 not handed in");
    answer_free(&answer);
    rl_workdir_remove(folder);
}

/* What learners are told is the course's to say, and letters are to people, whoever writes them. */
static void export_does_as_the_course_says(void)
{
    char *folder = make_folder();
    put_variant(folder, "ann", "wrong/volatile.c");
    put(folder, "roster.csv", "ann,Ann Archer\n");
    put(folder, "course.yaml",
        "format: 1\ntitle: X\nlabs:\n  - lab: tally\nroster: roster.csv\noptions:\n  feedback: hints\n");
    run(folder, "grade --course course.yaml in --trust --letters one --output json=one.json", 0, NULL);
    run(folder, "export racelab-grades.sqlite --letters two --output json=two.json", 0, NULL);
    static const char *const files[][2] = {
        {"one/ann.md", "two/ann.md"}, {"one/ann.html", "two/ann.html"}, {"one.json", "two.json"}};
    for (int i = 0; i < 3; i++) {
        char *graded = get(folder, files[i][0]), *exported = get(folder, files[i][1]);
        RL_EXPECT_STREQ(graded, exported);
        RL_EXPECT_CONTAINS(exported, i < 2 ? "Ann Archer" : "\"feedback\": \"hints\"");
        free(exported);
        free(graded);
    }
    run(folder, "export racelab-grades.sqlite --feedback full", 0, "data-race");
    rl_workdir_remove(folder);
}

static void keep_doubtful(const char *folder)
{
    char *why = NULL, *path = rl_text_format("%s/store", folder);
    json_t *verdict = json_pack("{s:s, s:s, s:s, s:s, s:{}}", "schema", "racelab/verdict/v1", "verdict",
                                "needs_review", "headline", "the evidence contradicts itself", "reason",
                                "contradiction", "axes"),
           *points = json_pack("{s:n, s:i, s:b}", "got", "of", 10, "provisional", 0);
    struct rl_store *store = rl_store_open(path, RL_STORE_CREATE, &why);
    struct rl_store_submission row = {.learner = "ann",
                                      .lab = "tally",
                                      .lab_digest = "l",
                                      .path = "ann.c",
                                      .source = "int x;\n",
                                      .source_length = 7,
                                      .digest = "d",
                                      .key = "k",
                                      .points = points};
    if (!store || !rl_store_keep(store, &row, verdict, false, &why))
        RL_FAIL("%s", why);
    rl_store_close(store);
    json_decref(points);
    json_decref(verdict);
    free(path);
}

static void a_person_is_walked_through(void)
{
    char *folder = make_folder();
    keep_doubtful(folder);
    run(folder, "review store --list", 0, "ann/tally\tneeds_review\t-\tcontradiction");
    char *line = rl_text_format(
        "cd %s && printf 'what\nv\np\nseen on paper\n' | %s review store --who me >said", folder, RL_PROGRAM);
    RL_EXPECT_EQ(0, system(line));
    char *said = get(folder, "said");
    RL_EXPECT_CONTAINS(said, "1 verdicts wait for a person");
    RL_EXPECT_CONTAINS(said, "the evidence contradicts itself");
    RL_EXPECT_CONTAINS(said, "   1  int x;");
    run(folder, "review store --list", 0, "nothing waits");
    run(folder, "review store --list --all", 0, "ann/tally\tneeds_review\tpass\tme: seen on paper");
    free(said);
    free(line);
    rl_workdir_remove(folder);
}

/* What a terminal, a spreadsheet or a CI runner would obey, or show as something else. */
static const struct odd_name {
    const char *name, *shown, *letter;
} odd_names[] = {{"a\nb 100 pass", "a\\x0ab 100 pass", "a%0ab 100 pass"},
                 {"c\033[31m\rd", "c\\x1b[31m\\x0dd", "c%1b[31m%0dd"},
                 {"e\xff\xfe", "e\\xff\\xfe", "e%ff%fe"},
                 {"f\xe2\x80\xaeg", "f\\xe2\\x80\\xaeg", "f%e2%80%aeg"},
                 {"h\\x0ai", "h\\\\x0ai", "h%5cx0ai"},
                 {"j\xc3\xa9", "j\xc3\xa9", "j\xc3\xa9"}};
enum { ODD_NAMES = sizeof odd_names / sizeof *odd_names };

static void is_text(const char *file, const char *text)
{
    char *lines = rl_text_replace(text, "\r\n", "\n"), *showable = rl_text_showable(lines, strlen(lines));
    RL_EXPECT_NULL(strstr(text, "\xef\xbf\xbd")); /* a name that lost something is no name */
    if (strcmp(lines, showable) != 0)
        RL_FAIL("%s holds what must not be shown", file);
    free(showable);
    free(lines);
}

static void odd_names_stay_apart_and_on_their_lines(void)
{
    static const char *const files[] = {"out", "csv", "json", "junit", "sarif", "github", "md", "text"};
    char *folder = make_folder();
    for (int i = 0; i < ODD_NAMES; i++) {
        char *name = rl_text_format("in/%s/tally.c", odd_names[i].name);
        put(folder, name, "int tally = ;\n");
        free(name);
    }
    char *line = rl_text_format(
        "cd %s && RACELAB_LABS=" RL_FIXTURES "/labs %s grade --lab tally in --trust --store store "
        "--letters letters --output csv=csv --output json=json --output junit=junit --output "
        "sarif=sarif --output github=github --output github-summary=md --output text=text >out",
        folder, RL_PROGRAM);
    RL_EXPECT_EQ(0, system(line));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char *text = get(folder, files[i]);
        is_text(files[i], text);
        free(text);
    }
    char *out = get(folder, "out"), *csv = get(folder, "csv");
    for (int i = 0; i < ODD_NAMES; i++) {
        char *row = rl_text_format("\n%s ", odd_names[i].shown),
             *cells = rl_text_format("\n\"%s\",\"90-fixture/tally\",", odd_names[i].shown),
             *letter = rl_text_format("letters/%s.md", odd_names[i].letter), *said = get(folder, letter);
        RL_EXPECT_CONTAINS(out, row);
        RL_EXPECT_CONTAINS(csv, cells);
        is_text("a letter", said);
        RL_EXPECT_CONTAINS(said, "tally\\.c does not compile\\: the compiler's words say why |");
        free(said);
        free(letter);
        free(cells);
        free(row);
    }
    run(folder, "review store --set c\\x1b[31m\\x0dd/tally pass --who me", 0, NULL);
    run(folder, "review store --set e\\xff\\xfe/tally pass --who me", 0, NULL);
    run(folder, "review store --list --all", 0, "c\\x1b[31m\\x0dd/tally\tcompile_error\tpass\tme\n");
    run(folder, "review store --list --all", 0, "e\\xff\\xfe/tally\tcompile_error\tpass\tme\n");
    free(csv);
    free(out);
    free(line);
    rl_workdir_remove(folder);
}

/* What the caller's shell limits: the submission, a right one, gets no other mark for it. */
static struct answer grade_limited(const char *folder, const char *limits)
{
    struct answer answer = {0};
    put_variant(folder, "ann", "fixes/mutex.c");
    char *line = rl_text_format("cd %s && ulimit %s && RACELAB_LABS=" RL_FIXTURES
                                "/labs %s grade --lab tally in --trust --store store >out 2>err",
                                folder, limits, RL_PROGRAM);
    int status = system(line);
    answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    answer.out = get(folder, "out");
    answer.err = get(folder, "err");
    free(line);
    return answer;
}

static void a_low_limit_is_named_and_nothing_is_judged(const void *param)
{
    const char *limit = param;
    char *folder = make_folder(), *named = rl_text_format("`ulimit -H%c`", limit[1]),
         *path = rl_text_format("%s/store", folder);
    struct answer answer = grade_limited(folder, limit);
    if (answer.status == 0) { /* root may raise it */
        RL_EXPECT_CONTAINS(answer.out, "100  pass");
    } else {
        RL_EXPECT_EQ(4, answer.status);
        RL_EXPECT_CONTAINS(answer.err, named);
        RL_EXPECT_CONTAINS(answer.err, "Start racelab from a shell without this limit");
        RL_EXPECT_STREQ("", answer.out);
        RL_EXPECT_EQ(-1, access(path, F_OK));
    }
    answer_free(&answer);
    rl_workdir_remove(folder);
    free(path);
    free(named);
}

static void a_limit_that_can_be_raised_is(void)
{
    char *folder = make_folder();
    struct answer answer = grade_limited(
        folder, "-S -f 8 && ulimit -S -t 1 && ulimit -S -n 20 && ulimit -S -s 300 && ulimit -S -v 900000");
    RL_EXPECT_EQ(0, answer.status);
    RL_EXPECT_CONTAINS(answer.out, "100  pass");
    answer_free(&answer);
    rl_workdir_remove(folder);
}

/* An instructor's labs come beside racelab's: here the fixture's are the instructor's. */
static void labs_of_ones_own(void)
{
    char *folder = make_folder();
    put_variant(folder, "ann", "buggy.c");
    const char *const none[] = {NULL};
    struct call call = {
        .words = "grade --lab tally --labs " RL_FIXTURES "/labs in --trust", .env = none, .folder = folder};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(0, answer.status);
    RL_EXPECT_CONTAINS(answer.out, "ann            0  fail"); /* unchanged */
    answer_free(&answer);
    call.words = "grade --lab counter-lost-update --labs " RL_FIXTURES "/labs nowhere --trust";
    answer = racelab_call(&call);
    RL_EXPECT_EQ(2, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "nowhere"); /* it is not the lab that is missing */
    answer_free(&answer);
    rl_workdir_remove(folder);
}

struct wrong_call {
    const char *words, *said;
};
static const struct wrong_call nothing = {"grade", "name one lab or one course"};
static const struct wrong_call both = {"grade --lab tally --course x in", "name one lab or one course"};
static const struct wrong_call no_path = {"grade --lab tally", "which submissions?"};
static const struct wrong_call no_lab = {"grade --lab taly in --trust", "did you mean tally?"};
static const struct wrong_call no_folder = {"grade --lab tally nowhere --trust", "name a submission"};
static const struct wrong_call empty = {"grade --lab tally in --trust", "holds no submissions of tally"};
static const struct wrong_call shard = {"grade --lab tally in --shard 3/2", "K from 1 to N"};
static const struct wrong_call jobs = {"grade --lab tally in --jobs none", "takes a number"};
static const struct wrong_call store = {"export nowhere.sqlite", "there is no store nowhere.sqlite"};
static const struct wrong_call decision = {"review x --set ann/tally maybe", "pass or fail"};
static const struct wrong_call one_store = {"merge all.sqlite", "then those to take in"};

static void is_refused(const void *param)
{
    const struct wrong_call *wrong = param;
    char *folder = make_folder();
    run(folder, wrong->words, 2, wrong->said);
    rl_workdir_remove(folder);
}

static const struct rl_case cases[] = {
    RL_CASE(a_class_from_course_to_letters),
    RL_CASE(a_handout_compiles_and_gives_nothing_away),
    RL_CASE(a_broken_course_is_told_all_at_once),
    RL_CASE(who_is_in_the_class),
    RL_CASE(export_does_as_the_course_says),
    RL_CASE(a_person_is_walked_through),
    RL_CASE(odd_names_stay_apart_and_on_their_lines),
    RL_CASE_P(a_low_limit_is_named_and_nothing_is_judged, "size", "-f 8"),
    RL_CASE_P(a_low_limit_is_named_and_nothing_is_judged, "time", "-t 1"),
    RL_CASE_P(a_low_limit_is_named_and_nothing_is_judged, "files", "-n 20"),
    RL_CASE_P(a_low_limit_is_named_and_nothing_is_judged, "stack", "-s 300"),
    RL_CASE_P(a_low_limit_is_named_and_nothing_is_judged, "memory", "-v 900000"),
    RL_CASE(a_limit_that_can_be_raised_is),
    RL_CASE(labs_of_ones_own),
    RL_CASE_P(is_refused, "nothing", &nothing),
    RL_CASE_P(is_refused, "both", &both),
    RL_CASE_P(is_refused, "no_path", &no_path),
    RL_CASE_P(is_refused, "no_lab", &no_lab),
    RL_CASE_P(is_refused, "no_folder", &no_folder),
    RL_CASE_P(is_refused, "empty", &empty),
    RL_CASE_P(is_refused, "shard", &shard),
    RL_CASE_P(is_refused, "jobs", &jobs),
    RL_CASE_P(is_refused, "store", &store),
    RL_CASE_P(is_refused, "decision", &decision),
    RL_CASE_P(is_refused, "one_store", &one_store),
    RL_CASE_END};
RL_SUITE(grade_cli, cases);
