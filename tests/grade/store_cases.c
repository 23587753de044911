/* SPDX-License-Identifier: MIT */
/* What the store refuses, and that it then writes nothing; shards; what people decide. */
#include "class.h"

#include "shim/rl_test.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fill(struct class *class, int learners)
{
    for (int i = 0; i < learners; i++) {
        char name[16], text[64];
        snprintf(name, sizeof name, "l%03d", i);
        snprintf(text, sizeof text, "int n = %d; /* say %s */", i % 7, i % 3 ? "fail" : "pass");
        class_write(class, name, text);
    }
}

static void run_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        RL_FAIL("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static void make_text(const struct class *class)
{
    rl_text_write_file(class->store_path, "my thesis, in its only copy\n", 28);
}

static void make_other_database(const struct class *class)
{
    run_sql(class->store_path, "CREATE TABLE photos(name TEXT); INSERT INTO photos VALUES('cat')");
}

static void make_newer(const struct class *class)
{
    run_sql(class->store_path, "PRAGMA user_version = 99");
}

/* In the middle, where tables lie. */
static void make_damaged(const struct class *class)
{
    int fd = open(class->store_path, O_WRONLY | O_CLOEXEC);
    char noise[6000];
    memset(noise, 0x5a, sizeof noise);
    if (pwrite(fd, noise, sizeof noise, 4096) != (ssize_t)sizeof noise)
        RL_FAIL("the store cannot be written");
    close(fd);
}

static void make_cut(const struct class *class)
{
    if (truncate(class->store_path, 5000) != 0)
        RL_FAIL("the store cannot be cut");
}

struct refusal {
    void (*make)(const struct class *class);
    bool from_store; /* a good store is there before */
    const char *words;
};
static const struct refusal text = {make_text, false, "no store of racelab"};
static const struct refusal database = {make_other_database, false, "no store of racelab"};
static const struct refusal newer = {make_newer, true, "newer racelab"};
static const struct refusal damaged = {make_damaged, true, "damaged"};
static const struct refusal cut = {make_cut, true, "damaged"};

static void is_refused_and_left_as_it_is(const void *param)
{
    const struct refusal *refusal = param;
    struct class class = class_make();
    size_t before_length, after_length;
    fill(&class, 3);
    if (refusal->from_store)
        RL_EXPECT_TRUE(class_grade(&class));
    class_close(&class);
    refusal->make(&class);
    char *before = rl_text_read_file(class.store_path, &before_length);
    RL_EXPECT_FALSE(class_grade(&class));
    RL_EXPECT_CONTAINS(class.why ? class.why : "", refusal->words);
    RL_EXPECT_CONTAINS(class.why ? class.why : "", "left as it is");
    char *after = rl_text_read_file(class.store_path, &after_length);
    RL_EXPECT_EQ(before_length, after_length);
    RL_EXPECT_EQ(0, memcmp(before, after, before_length));
    free(before);
    free(after);
    class_free(&class);
}

static void reading_needs_a_store(void)
{
    struct class class = class_make();
    char *why = NULL;
    RL_EXPECT_NULL(rl_store_open(class.store_path, RL_STORE_READ, &why));
    RL_EXPECT_CONTAINS(why ? why : "", "there is no store");
    RL_EXPECT_NE(0, access(class.store_path, F_OK));
    free(why);
    class_free(&class);
}

static void keeps_nothing_by_halves(void)
{
    struct class class = class_make();
    fill(&class, 30);
    RL_EXPECT_TRUE(class_grade(&class));
    char *why = NULL;
    struct rl_store_submission row = {.learner = "eve",
                                      .lab = "tally",
                                      .lab_digest = "x",
                                      .path = "eve.c",
                                      .digest = "d",
                                      .key = "no such verdict"};
    char *before = class_dump(&class);
    RL_EXPECT_FALSE(
        rl_store_keep(class.store, &row, NULL, false, &why)); /* the verdict that it speaks of is not there */
    char *after = class_dump(&class);
    RL_EXPECT_STREQ(before, after);
    free(before);
    free(after);
    free(why);
    class_free(&class);
}

static void shards_merge_into_the_whole(void)
{
    struct class class = class_make();
    char *why = NULL, *merged_path = rl_text_format("%s/merged", class.folder),
         *whole_path = class.store_path;
    fill(&class, 50);
    RL_EXPECT_TRUE(class_grade(&class));
    char *whole = class_dump(&class);
    struct rl_store *merged = rl_store_open(merged_path, RL_STORE_CREATE, &why);
    size_t tasks = 0;
    class.of = 3;
    for (class.shard = 1; class.shard <= 3; class.shard++) {
        class.store_path = rl_text_format("%s/shard%u", class.folder, class.shard);
        RL_EXPECT_TRUE(class_grade(&class));
        tasks += class.assignment.len;
        class_close(&class);
        RL_EXPECT_TRUE(rl_store_merge(merged, class.store_path, &why));
        RL_EXPECT_TRUE(rl_store_merge(merged, class.store_path, &why)); /* twice does no harm */
        free(class.store_path);
    }
    RL_EXPECT_EQ(50, (int)tasks);
    class.store_path = whole_path;
    class_close(&class);
    class.store = merged;
    char *together = class_dump(&class);
    RL_EXPECT_STREQ(whole, together);
    free(whole);
    free(together);
    free(merged_path);
    class_free(&class);
}

static void stores_that_disagree_are_not_merged(void)
{
    struct class class = class_make(), other = class_make();
    char *why = NULL;
    fill(&class, 2);
    fill(&other, 2);
    class_write(&other, "l001", "int different;");
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_TRUE(class_grade(&other));
    class_close(&other);
    char *before = class_dump(&class);
    RL_EXPECT_FALSE(rl_store_merge(class.store, other.store_path, &why));
    RL_EXPECT_CONTAINS(why ? why : "", "l001: tally");
    char *after = class_dump(&class);
    RL_EXPECT_STREQ(before, after);
    free(why);
    free(before);
    free(after);
    class_free(&class);
    class_free(&other);
}

static bool take_review(void *ctx, const struct rl_store_row *row)
{
    json_t **out = ctx;
    *out = json_incref(row->verdict);
    return true;
}

static void a_decision_gives_the_mark_and_leaves_the_verdict(void)
{
    struct class class = class_make();
    char *why = NULL;
    json_t *verdict = NULL;
    class_write(&class, "ann", "/* say needs_review */");
    RL_EXPECT_TRUE(class_grade(&class));
    struct rl_store_decision decision = {"ann", "tally", "pass", "the teacher", "seen on paper"};
    RL_EXPECT_TRUE(rl_store_decide(class.store, &decision, &why));
    RL_EXPECT_TRUE(rl_store_each(class.store, take_review, &verdict, &why));
    RL_EXPECT_STREQ("needs_review", json_string_value(json_object_get(verdict, "verdict")));
    RL_EXPECT_STREQ("the teacher",
                    json_string_value(json_object_get(json_object_get(verdict, "review"), "who")));
    RL_EXPECT_EQ(100.0, json_number_value(json_object_get(json_object_get(verdict, "points"), "got")));
    json_decref(verdict);
    decision.learner = "bob";
    RL_EXPECT_FALSE(rl_store_decide(class.store, &decision, &why));
    RL_EXPECT_CONTAINS(why ? why : "", "--list");
    free(why);
    class_write(&class, "ann", "/* say needs_review, of another file */");
    RL_EXPECT_TRUE(class_grade(&class));
    RL_EXPECT_TRUE(rl_store_each(class.store, take_review, &verdict, &why));
    RL_EXPECT_NULL(json_object_get(verdict, "review")); /* nobody has decided about this one */
    json_decref(verdict);
    class_free(&class);
}

static const struct rl_case cases[] = {RL_CASE_P(is_refused_and_left_as_it_is, "text", &text),
                                       RL_CASE_P(is_refused_and_left_as_it_is, "database", &database),
                                       RL_CASE_P(is_refused_and_left_as_it_is, "newer", &newer),
                                       RL_CASE_P(is_refused_and_left_as_it_is, "damaged", &damaged),
                                       RL_CASE_P(is_refused_and_left_as_it_is, "cut", &cut),
                                       RL_CASE(reading_needs_a_store),
                                       RL_CASE(keeps_nothing_by_halves),
                                       RL_CASE(shards_merge_into_the_whole),
                                       RL_CASE(stores_that_disagree_are_not_merged),
                                       RL_CASE(a_decision_gives_the_mark_and_leaves_the_verdict),
                                       RL_CASE_END};
RL_SUITE(store, cases);
