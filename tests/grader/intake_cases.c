/* SPDX-License-Identifier: MIT */
/* What is no C file is refused without being opened, and each refusal says what to do. */
#include "grader/intake.h"
#include "grader/words.h"

#include "sanitizers/workdir.h"
#include "shim/rl_test.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static char *folder;

static char *place(const char *name)
{
    char *why = NULL;
    if (!folder)
        folder = rl_workdir_create(&why);
    return rl_text_format("%s/%s", folder, name);
}

static void expect_refusal(const char *path, const char *said)
{
    struct rl_submission submission;
    char *why = NULL;
    RL_EXPECT_EQ(RL_INTAKE_BAD, rl_intake_file(path, "tally.c", &submission, &why));
    RL_EXPECT_CONTAINS(why ? why : "", said);
    free(why);
}

static void write_bytes(const char *path, const char *bytes, size_t length)
{
    unlink(path);
    RL_EXPECT_TRUE(rl_text_write_file(path, bytes, length));
}

static void takes_a_copy(void)
{
    char *path = place("mine.c"), *why = NULL;
    struct rl_submission submission;
    write_bytes(path, "int x;\n", 7);
    RL_ASSERT_EQ(RL_INTAKE_OK, rl_intake_file(path, "tally.c", &submission, &why));
    RL_EXPECT_STREQ("tally.c", rl_text_base_name(submission.path));
    RL_EXPECT_STREQ(path, submission.shown);
    char *copy = rl_text_read_file(submission.path, NULL), *private = rl_text_copy(submission.folder);
    RL_EXPECT_STREQ("int x;\n", copy ? copy : "");
    struct stat info;
    RL_EXPECT_EQ(0, stat(private, &info));
    RL_EXPECT_EQ(0700, (int)(info.st_mode & 0777));
    rl_submission_free(&submission);
    RL_EXPECT_NE(0, access(private, F_OK));
    free(private);
    free(copy);
    free(path);
}

static void refuses_what_is_not_there(void)
{
    char *path = place("missing.c");
    expect_refusal(path, "there is no such file; name the C file");
    free(path);
}

static void refuses_a_directory(void)
{
    expect_refusal("/", "a directory, not a C file");
}

static void does_not_open_a_fifo(void)
{
    char *path = place("fifo.c");
    mkfifo(path, 0600);
    expect_refusal(path, "a FIFO, not a C file"); /* opening it would wait for a writer */
    free(path);
}

static void does_not_open_a_device(void)
{
    expect_refusal("/dev/zero", "a device, not a C file");
}

static void does_not_open_a_socket(void)
{
    char *path = place("s.c");
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    memcpy(address.sun_path, path, strlen(path) + 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    RL_EXPECT_EQ(0, bind(fd, (struct sockaddr *)&address, sizeof address));
    expect_refusal(path, "a socket, not a C file");
    close(fd);
    free(path);
}

static void refuses_a_dangling_link(void)
{
    char *path = place("link.c");
    RL_EXPECT_EQ(0, symlink("nowhere", path));
    expect_refusal(path, "there is no such file");
    free(path);
}

static void expect_refusal_below(const char *path, const char *said)
{
    struct rl_submission submission;
    char *why = NULL;
    RL_EXPECT_EQ(RL_INTAKE_BAD, rl_intake_below(folder, path, "tally.c", &submission, &why));
    RL_EXPECT_CONTAINS(why ? why : "", said);
    free(why);
}

/* Below the folder of submissions, what lies on the way was handed in as well. */
static void follows_no_link_below(void)
{
    char *learner = place("alice"), *other = place("bob"), *file = place("bob/tally.c"),
         *link = place("bob/link.c"), *behind = place("alice/tally.c"), *up = place("bob/../bob/tally.c"),
         *out = place("bob/../../x.c"), *why = NULL;
    struct rl_submission submission;
    mkdir(other, 0700);
    write_bytes(file, "int x;\n", 7);
    RL_EXPECT_EQ(0, symlink("bob", learner));
    RL_EXPECT_EQ(0, symlink("tally.c", link));
    expect_refusal_below(link, "a symbolic link, or behind one");
    expect_refusal_below(behind, "a symbolic link, or behind one");
    expect_refusal_below(out, "leads out of the folder");
    RL_EXPECT_EQ(RL_INTAKE_OK, rl_intake_below(folder, up, "tally.c", &submission, &why));
    rl_submission_free(&submission);
    RL_EXPECT_EQ(RL_INTAKE_OK, rl_intake_file(link, "tally.c", &submission, &why));
    rl_submission_free(&submission);
    char *names[] = {learner, other, file, link, behind, up, out};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        free(names[i]);
}

static void refuses_a_second_name_below(void)
{
    char *file = place("first.c"), *second = place("second.c");
    write_bytes(file, "int x;\n", 7);
    RL_EXPECT_EQ(0, link(file, second));
    expect_refusal_below(second, "a hard link");
    free(file);
    free(second);
}

/* A name is shown, never used: the copy has the lab's. */
static void takes_any_name(void)
{
    static const char *const names[] = {"-rf.c",   "$(touch here).c", "a b;`c`.c", "new\nline.c",
                                        "\"'\\.c", "\xff\xfe.c",      "..c",       "%s%n.c"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = place(names[i]), *why = NULL;
        struct rl_submission submission;
        write_bytes(path, "int x;\n", 7);
        RL_ASSERT_EQ(RL_INTAKE_OK, rl_intake_below(folder, path, "tally.c", &submission, &why));
        RL_EXPECT_STREQ("tally.c", rl_text_base_name(submission.path));
        rl_submission_free(&submission);
        free(path);
    }
}

struct swapping {
    char *path, *secret;
    atomic_bool over;
};

/* Puts a file, a FIFO and a link to a secret at the same place in turn. */
static void *swap(void *argument)
{
    struct swapping *with = argument;
    char *beside = rl_text_format("%s.new", with->path);
    for (unsigned i = 0; !atomic_load(&with->over); i++) {
        unlink(beside);
        if (i % 3 == 0)
            write_bytes(beside, "int honest;\n", 12);
        else if (i % 3 == 1)
            mkfifo(beside, 0600);
        else if (symlink(with->secret, beside) != 0)
            break;
        rename(beside, with->path);
    }
    unlink(beside);
    free(beside);
    return NULL;
}

static void is_not_outrun(void)
{
    struct swapping with = {.path = place("swapped.c"), .secret = place("secret-of-others.c")};
    pthread_t swapper;
    write_bytes(with.secret, "int secret;\n", 12);
    write_bytes(with.path, "int honest;\n", 12);
    RL_ASSERT_EQ(0, pthread_create(&swapper, NULL, swap, &with));
    for (int i = 0; i < 2000; i++) {
        struct rl_submission submission;
        char *why = NULL;
        if (rl_intake_below(folder, with.path, "tally.c", &submission, &why) == RL_INTAKE_OK) {
            RL_EXPECT_NULL(strstr(submission.text, "secret"));
            rl_submission_free(&submission);
        }
        free(why);
    }
    atomic_store(&with.over, true);
    pthread_join(swapper, NULL);
    free(with.path);
    free(with.secret);
}

static void refuses_an_unreadable_file(void)
{
    char *path = place("secret.c");
    bool root = geteuid() == 0;
    write_bytes(path, "int x;\n", 7);
    chmod(path, 0);
    chmod(folder, 0711);
    if (root) /* root can read everything, so be somebody else for a moment */
        RL_EXPECT_EQ(0, seteuid(65534));
    expect_refusal(path, "you may not read it; `chmod u+r");
    if (root)
        RL_EXPECT_EQ(0, seteuid(0));
    free(path);
}

static void refuses_an_empty_file(void)
{
    char *path = place("empty.c");
    write_bytes(path, "", 0);
    expect_refusal(path, "empty; start from a copy");
    write_bytes(path, " \n\t\n", 4);
    expect_refusal(path, "empty; start from a copy");
    free(path);
}

static void refuses_a_binary_file(void)
{
    char *path = place("binary.c");
    write_bytes(path, "int\0x;", 6);
    expect_refusal(path, "a binary file (it holds NUL bytes)");
    free(path);
}

static void refuses_what_is_too_large(void)
{
    char *path = place("large.c"), *text = malloc(RL_INTAKE_CAP + 1), *why = NULL;
    struct rl_submission submission;
    memset(text, ' ', RL_INTAKE_CAP + 1);
    text[0] = 'x';
    write_bytes(path, text, RL_INTAKE_CAP + 1);
    expect_refusal(path, "larger than 1024 KiB");
    write_bytes(path, text, RL_INTAKE_CAP);
    RL_EXPECT_EQ(RL_INTAKE_OK, rl_intake_file(path, "tally.c", &submission, &why));
    rl_submission_free(&submission);
    free(text);
    free(path);
}

static void says_that_there_is_no_room(void)
{
    char *path = place("mine.c"), *why = NULL, *before = rl_text_copy(getenv("TMPDIR"));
    struct rl_submission submission;
    write_bytes(path, "int x;\n", 7);
    setenv("TMPDIR", "/nonexistent", 1);
    RL_EXPECT_EQ(RL_INTAKE_INFRA, rl_intake_file(path, "tally.c", &submission, &why));
    RL_EXPECT_CONTAINS(why ? why : "", "TMPDIR");
    if (before)
        setenv("TMPDIR", before, 1);
    else
        unsetenv("TMPDIR");
    free(before);
    free(why);
    free(path);
}

static const struct rl_case cases[] = {RL_CASE(takes_a_copy),
                                       RL_CASE(refuses_what_is_not_there),
                                       RL_CASE(refuses_a_directory),
                                       RL_CASE(does_not_open_a_fifo),
                                       RL_CASE(does_not_open_a_device),
                                       RL_CASE(does_not_open_a_socket),
                                       RL_CASE(refuses_a_dangling_link),
                                       RL_CASE(follows_no_link_below),
                                       RL_CASE(refuses_a_second_name_below),
                                       RL_CASE(takes_any_name),
                                       RL_CASE(is_not_outrun),
                                       RL_CASE(refuses_an_unreadable_file),
                                       RL_CASE(refuses_an_empty_file),
                                       RL_CASE(refuses_a_binary_file),
                                       RL_CASE(refuses_what_is_too_large),
                                       RL_CASE(says_that_there_is_no_room),
                                       RL_CASE_END};
RL_SUITE(intake, cases);
