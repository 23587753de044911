/* SPDX-License-Identifier: MIT */
/* The record of progress: what it says, that no change is lost, and what becomes of a damaged one. */
#include "grader/progress.h"

#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *folder;

static void begin(void)
{
    char *why = NULL;
    folder = rl_workdir_create(&why);
    setenv("RACELAB_STATE", folder, 1);
}

static void end(void)
{
    rl_workdir_remove(folder);
    folder = NULL;
}

static char *path_of(const char *name)
{
    return rl_text_format("%s/%s", folder, name);
}

static void put(const char *name, const char *text)
{
    char *path = path_of(name);
    unlink(path);
    RL_EXPECT_TRUE(rl_text_write_file(path, text, strlen(text)));
    free(path);
}

/* Records a check, or says why it could not. */
static bool check(const char *lab, const char *verdict, bool solved)
{
    struct rl_progress_check one = {.lab = lab,
                                    .verdict = verdict,
                                    .hazard = solved ? NULL : "deadlock",
                                    .replay = solved ? NULL : "k3f9-5c2d",
                                    .digest = "d1",
                                    .key = solved ? "key" : NULL,
                                    .day = "2026-11-24",
                                    .solved = solved};
    char *note = NULL, *why = NULL;
    bool good = rl_progress_checked(&one, &note, &why);
    RL_EXPECT_NULL(note);
    RL_EXPECT_EQ(good, why == NULL);
    free(why);
    return good;
}

static void goes_from_new_to_solved(void)
{
    char *note = NULL, *why = NULL;
    begin();
    json_t *progress = rl_progress_read(&note);
    RL_EXPECT_NULL(note);
    RL_EXPECT_EQ(RL_PROGRESS_NEW, rl_progress_lab(progress, "01-a/b").state);
    json_decref(progress);
    RL_EXPECT_TRUE(rl_progress_begun("01-a/b", "/home/me/b", &note, &why));
    RL_EXPECT_TRUE(check("01-a/b", "fail", false));
    progress = rl_progress_read(&note);
    struct rl_progress_lab lab = rl_progress_lab(progress, "01-a/b");
    RL_EXPECT_EQ(RL_PROGRESS_BEGUN, lab.state);
    RL_EXPECT_STREQ("/home/me/b", lab.folder);
    RL_EXPECT_STREQ("deadlock", lab.hazard);
    RL_EXPECT_STREQ("k3f9-5c2d", lab.replay);
    RL_EXPECT_STREQ("d1", lab.digest);
    json_decref(progress);
    RL_EXPECT_TRUE(check("01-a/b", "pass", true));
    RL_EXPECT_TRUE(check("01-a/b", "fail", false));
    progress = rl_progress_read(&note);
    lab = rl_progress_lab(progress, "01-a/b");
    RL_EXPECT_EQ(RL_PROGRESS_SOLVED, lab.state); /* once solved, solved */
    RL_EXPECT_STREQ("2026-11-24", lab.solved);
    RL_EXPECT_STREQ("key", lab.key);
    RL_EXPECT_STREQ("fail", lab.verdict);
    RL_EXPECT_EQ(RL_PROGRESS_NEW, rl_progress_lab(progress, "01-a/c").state);
    json_decref(progress);
    end();
}

enum { WRITERS = 6, WRITES = 6 };

static void write_many(int writer)
{
    for (int i = 0; i < WRITES; i++) {
        char *lab = rl_text_format("01-a/%d-%d", writer, i);
        if (!check(lab, "pass", true) || !check("01-a/all", "fail", false))
            _exit(1);
        free(lab);
    }
    _exit(0);
}

static void loses_nothing_among_processes(void)
{
    char *note = NULL;
    pid_t pids[WRITERS];
    begin();
    for (int writer = 0; writer < WRITERS; writer++)
        if ((pids[writer] = fork()) == 0)
            write_many(writer);
    for (int writer = 0; writer < WRITERS; writer++) {
        int status = -1;
        RL_EXPECT_EQ(pids[writer], waitpid(pids[writer], &status, 0));
        RL_EXPECT_EQ(0, status);
    }
    json_t *progress = rl_progress_read(&note);
    const json_t *labs = json_object_get(progress, "labs");
    RL_EXPECT_NULL(note);
    RL_EXPECT_EQ(WRITERS * WRITES + 1, (int)json_object_size(labs));
    RL_EXPECT_EQ(WRITERS * WRITES,
                 (int)json_integer_value(json_object_get(json_object_get(labs, "01-a/all"), "checks")));
    json_decref(progress);
    end();
}

struct damage {
    const char *text, *said;
};

static void sets_aside(const void *param)
{
    const struct damage *damage = param;
    char *note = NULL, *kept = NULL;
    begin();
    put("progress.json", damage->text);
    put("progress.json.damaged.1", "an older one");
    json_t *progress = rl_progress_read(&note);
    RL_ASSERT_NOT_NULL(note);
    RL_EXPECT_CONTAINS(note, damage->said);
    RL_EXPECT_CONTAINS(note, "progress.json.damaged.2, and a new record is begun");
    RL_EXPECT_EQ(0, (int)json_object_size(json_object_get(progress, "labs")));
    char *path = path_of("progress.json.damaged.2");
    kept = rl_text_read_file(path, NULL);
    RL_EXPECT_STREQ(damage->text, kept);
    free(kept);
    free(path);
    free(note);
    json_decref(progress);
    RL_EXPECT_TRUE(check("01-a/b", "pass", true));
    end();
}

static void leaves_a_newer_one_alone(void)
{
    static const char newer[] = "{\"schema\": \"racelab/progress/v2\"}";
    struct rl_progress_check one = {.lab = "01-a/b", .verdict = "pass", .day = "2026-11-24", .solved = true};
    char *note = NULL, *why = NULL;
    begin();
    put("progress.json", newer);
    RL_EXPECT_FALSE(rl_progress_checked(&one, &note, &why));
    RL_EXPECT_CONTAINS(why, "written by a newer racelab (racelab/progress/v2)");
    char *path = path_of("progress.json"), *text = rl_text_read_file(path, NULL);
    RL_EXPECT_STREQ(newer, text);
    free(text);
    free(path);
    free(why);
    end();
}

/* A file that is kept elsewhere, and linked to, stays there. */
static void writes_through_a_link(void)
{
    struct stat info;
    begin();
    put("elsewhere.json", "{\"schema\": \"racelab/progress/v1\", \"labs\": {}}");
    char *link = path_of("progress.json"), *target = path_of("elsewhere.json");
    RL_EXPECT_EQ(0, symlink(target, link));
    RL_EXPECT_TRUE(check("01-a/b", "pass", true));
    RL_EXPECT_TRUE(lstat(link, &info) == 0 && S_ISLNK(info.st_mode));
    char *text = rl_text_read_file(target, NULL);
    RL_EXPECT_CONTAINS(text, "01-a/b");
    free(text);
    free(link);
    free(target);
    end();
}

static int count_entries(void)
{
    int count = 0;
    DIR *stream = opendir(folder);
    while (stream && readdir(stream))
        count++;
    closedir(stream);
    return count;
}

/* What is there stays, and no half of a file is left. */
static void is_whole_on_a_full_disk(void)
{
    begin();
    RL_EXPECT_TRUE(check("01-a/b", "pass", true));
    int before = count_entries(), status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit limit = {100, 100};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        _exit(check("01-a/c", "pass", true) ? 1 : 0);
    }
    RL_EXPECT_EQ(pid, waitpid(pid, &status, 0));
    RL_EXPECT_EQ(0, status);
    char *note = NULL;
    json_t *progress = rl_progress_read(&note);
    RL_EXPECT_NULL(note);
    RL_EXPECT_EQ(RL_PROGRESS_SOLVED, rl_progress_lab(progress, "01-a/b").state);
    RL_EXPECT_EQ(RL_PROGRESS_NEW, rl_progress_lab(progress, "01-a/c").state);
    RL_EXPECT_EQ(before, count_entries());
    json_decref(progress);
    end();
}

static void is_found_where_it_should_be(void)
{
    setenv("RACELAB_STATE", "", 1);
    setenv("XDG_STATE_HOME", "/x/state", 1);
    char *path = rl_progress_path();
    RL_EXPECT_STREQ("/x/state/racelab/progress.json", path);
    free(path);
    unsetenv("XDG_STATE_HOME");
    char *home = rl_text_copy(getenv("HOME"));
    setenv("HOME", "/x/home", 1);
    path = rl_progress_path();
    RL_EXPECT_STREQ("/x/home/.local/state/racelab/progress.json", path);
    free(path);
    unsetenv("HOME");
    RL_EXPECT_NULL(rl_progress_path());
    RL_EXPECT_FALSE(check("01-a/b", "pass", true));
    if (home)
        setenv("HOME", home, 1);
    free(home);
}

static const struct damage cut = {"{\"schema\": \"racelab/progress/v1\", \"labs\": {",
                                  "is damaged (line 1: "},
                           empty = {"", "is damaged (line 1: "},
                           other = {"{\"a\": 1}", "is no record of progress"},
                           no_labs = {"{\"schema\": \"racelab/progress/v1\"}", "is no record of progress"};

static const struct rl_case cases[] = {RL_CASE(goes_from_new_to_solved),
                                       RL_CASE(loses_nothing_among_processes),
                                       RL_CASE_P(sets_aside, "cut", &cut),
                                       RL_CASE_P(sets_aside, "empty", &empty),
                                       RL_CASE_P(sets_aside, "other", &other),
                                       RL_CASE_P(sets_aside, "no_labs", &no_labs),
                                       RL_CASE(leaves_a_newer_one_alone),
                                       RL_CASE(writes_through_a_link),
                                       RL_CASE(is_whole_on_a_full_disk),
                                       RL_CASE(is_found_where_it_should_be),
                                       RL_CASE_END};
RL_SUITE(progress, cases);
