/* SPDX-License-Identifier: MIT */
/* Puts a box into words: the arguments of bubblewrap, which show the files, and of the helper inside it. */
#define _GNU_SOURCE
#include "resources.h"
#include "sandbox_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROCESSES_OF_COMPILER = 64, PROCESSES_OF_PROGRAM = 128, DESCRIPTORS = 512 };
#define ROOM_OF_FOLDER "67108864" /* bytes, of each folder in memory */

/* Not /usr/share: an installed racelab has its labs there, with their fixes. */
static const char *const libraries[] = {"/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32",
                                        "/usr/local/lib"};
static const char *const tools[] = {"/usr/bin",     "/usr/sbin",      "/usr/libexec",
                                    "/usr/include", "/usr/local/bin", "/usr/local/include"};
/* Links into /usr, where the system has merged them. */
static const char *const roots[] = {"/lib", "/lib32", "/lib64", "/libx32", "/bin", "/sbin"};
static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
#define COUNT(array) (sizeof(array) / sizeof *(array))

char *rl_sandbox_helper(void)
{
    return rl_text_format("%s/racelab-inside", rl_resources_lib());
}

/* ------------------------------------------------------------------------------------ what bubblewrap shows
 */

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Left to itself, bubblewrap makes the folders above a shown one for root only. */
static void make_parents(struct rl_list *argv, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        char *parent = rl_text_format("%.*s", (int)(slash - path), path);
        bool made = false;
        for (size_t i = 1; i < argv->length && !made; i++)
            made = strcmp(argv->items[i], parent) == 0 && argv->items[i - 1][0] == '-';
        if (!made)
            rl_list_add_all(argv, (const char *const[]){"--dir", parent, NULL});
        free(parent);
    }
}

static void show(struct rl_list *argv, const char *path)
{
    make_parents(argv, path);
    rl_list_add_all(argv, (const char *const[]){"--ro-bind", path, path, NULL});
}

static void show_all(struct rl_list *argv, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (exists(paths[i]))
            show(argv, paths[i]);
}

static void show_root(struct rl_list *argv, const char *path)
{
    char target[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length > 0) {
        target[length] = '\0';
        rl_list_add_all(argv, (const char *const[]){"--symlink", target, path, NULL});
    } else if (exists(path)) {
        show(argv, path);
    }
}

/* Before version 0.7 bubblewrap cannot bound a folder in memory. */
static void add_scratch(const struct rl_sandbox_abilities *with, struct rl_list *argv, const char *path)
{
    rl_list_add_all(argv, (const char *const[]){"--perms", "1777", NULL});
    if (with->version >= 700)
        rl_list_add_all(argv, (const char *const[]){"--size", ROOM_OF_FOLDER, NULL});
    rl_list_add_all(argv, (const char *const[]){"--tmpfs", path, NULL});
}

void rl_sandbox_add_bubblewrap(const struct rl_sandbox_abilities *with, bool compiles, struct rl_list *argv)
{
    static const char *const common[] = {"--unshare-pid", "--unshare-net",        "--unshare-ipc",
                                         "--unshare-uts", "--as-pid-1",           "--hostname",
                                         "lab",           "--die-with-parent",    "--cap-drop",
                                         "ALL",           "--unshare-cgroup-try", NULL};
    /* The helper changes the user, ends what runs as that user, and reads what it wrote. */
    static const char *const as_root[] = {"--cap-add",  "CAP_SETUID",          "--cap-add",
                                          "CAP_SETGID", "--cap-add",           "CAP_KILL",
                                          "--cap-add",  "CAP_DAC_READ_SEARCH", NULL};
    rl_list_add(argv, with->bubblewrap);
    rl_list_add_all(argv, common);
    if (with->way == RL_BUBBLEWRAP_AS_ORDINARY) {
        rl_list_add(argv, "--unshare-user");
        if (with->version >= 800)
            rl_list_add(argv, "--disable-userns");
    } else if (with->user) {
        rl_list_add_all(argv, as_root);
    }
    show_all(argv, libraries, COUNT(libraries));
    if (compiles)
        show_all(argv, tools, COUNT(tools));
    for (size_t i = 0; i < COUNT(roots); i++)
        show_root(argv, roots[i]);
    rl_list_add_all(argv, (const char *const[]){"--proc", "/proc", "--dev", "/dev", NULL});
    static const char *const settings[] = {"/etc/ld.so.cache", "/etc/alternatives"};
    show_all(argv, settings, compiles ? 2 : 1);
    add_scratch(with, argv, "/tmp");
    add_scratch(with, argv, "/dev/shm");
}

/* ------------------------------------------------------------------------------------------------- the box
 */

/* The folder of headers itself is not shown: what else lies in it (a lab's fixes) is none of a submission's.
 */
static void find_headers(const char *folder, struct rl_list *files)
{
    static const char *const patterns[] = {"*.h", "*/*.h"};
    for (size_t i = 0; i < COUNT(patterns); i++) {
        char *pattern = rl_text_format("%s/%s", folder, patterns[i]);
        glob_t found;
        if (glob(pattern, 0, NULL, &found) == 0) {
            for (size_t j = 0; j < found.gl_pathc; j++)
                rl_list_add(files, found.gl_pathv[j]);
            globfree(&found);
        }
        free(pattern);
    }
}

static bool begins_with(const char *path, const char *folder)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || !path[length]);
}

/* A compiler that was installed elsewhere, with all that belongs to it: /opt/llvm of /opt/llvm/bin/clang. */
static char *home_of_compiler(const char *program)
{
    char path[PATH_MAX];
    if (!realpath(program, path) || begins_with(path, "/usr"))
        return NULL;
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(path, '/');
        if (!slash || slash == path)
            return NULL;
        *slash = '\0';
    }
    return rl_text_copy(path);
}

/* What a run may read. Each header by itself is slow to show: where Landlock allows them one by one,
 * bubblewrap shows their folder. */
struct sight {
    struct rl_list allowed, shown;
    char *home; /* of the compiler; or NULL */
};

static void look(const struct rl_sandbox_abilities *with, const struct rl_sandbox_box *box,
                 const char *program, struct sight *out)
{
    *out = (struct sight){.home = box->compiles ? home_of_compiler(program) : NULL};
    rl_list_add_all(&out->allowed, box->read);
    for (size_t i = 0; box->headers && box->headers[i]; i++)
        find_headers(box->headers[i], &out->allowed);
    if (with->landlock) {
        rl_list_add_all(&out->shown, box->read);
        rl_list_add_all(&out->shown, box->headers);
    } else {
        rl_list_add_all(&out->shown, (const char *const *)out->allowed.items);
    }
    if (out->home)
        rl_list_add(&out->shown, out->home);
}

static void sight_free(struct sight *sight)
{
    rl_list_free(&sight->allowed);
    rl_list_free(&sight->shown);
    free(sight->home);
}

static void show_box(const struct rl_sandbox_abilities *with, const struct rl_sandbox_box *box,
                     const struct sight *sight, struct rl_list *argv)
{
    for (size_t i = 0; i < sight->shown.length; i++)
        if (exists(sight->shown.items[i]))
            show(argv, sight->shown.items[i]);
    make_parents(argv, box->folder);
    rl_list_add_all(
        argv, (const char *const[]){box->compiles ? "--bind" : "--ro-bind", box->folder, box->folder, NULL});
    if (box->scratch)
        add_scratch(with, argv, box->scratch);
    if (box->log)
        add_scratch(with, argv, box->log);
}

/* The folders above what is shown lie in memory: nobody may put anything there. */
static void close_roots(struct rl_list *argv)
{
    rl_list_add_all(argv, (const char *const[]){"--remount-ro", "/", "--remount-ro", "/dev", NULL});
}

/* ---------------------------------------------------------------------------------------------- the helper
 */

static void pass(struct rl_list *argv, const char *name, const char *value)
{
    rl_list_add(argv, name);
    rl_list_add(argv, value);
}

static void pass_all(struct rl_list *argv, const char *name, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pass(argv, name, values[i]);
}

static void add_landlock(const struct rl_sandbox_abilities *with, const struct rl_sandbox_box *box,
                         const struct sight *sight, struct rl_list *argv)
{
    static const char *const own[] = {"/tmp", "/dev/shm"}, *const system[] = {"/proc", "/etc/ld.so.cache"};
    rl_list_add(argv, "landlock");
    pass_all(argv, box->compiles ? "execute" : "read", libraries, COUNT(libraries));
    pass_all(argv, box->compiles ? "execute" : "read", roots, COUNT(roots));
    if (box->compiles)
        pass_all(argv, "execute", tools, COUNT(tools));
    /* The loader is executed when the program is. */
    pass(argv, "execute", "/lib64/ld-linux-x86-64.so.2");
    pass_all(argv, "read", system, COUNT(system));
    pass_all(argv, "device", devices, COUNT(devices));
    /* Not for a compiler: what lies below, shown there from outside, would be allowed with it. */
    if (with->way != RL_BUBBLEWRAP_NOT && !box->compiles)
        pass_all(argv, "write", own, COUNT(own));
    pass_all(argv, "read", (const char *const *)sight->allowed.items, sight->allowed.length);
    if (sight->home)
        pass(argv, "execute", sight->home);
    pass(argv, "execute", box->folder);
    if (box->compiles)
        pass(argv, "write", box->folder);
    if (box->scratch)
        pass(argv, "write", box->scratch);
    if (box->log)
        pass(argv, "write", box->log);
}

static void add_number(struct rl_list *argv, const char *name, unsigned long value)
{
    rl_list_add(argv, name);
    rl_list_addf(argv, "%lu", value);
}

static void add_helper(const struct rl_sandbox_abilities *with, const struct rl_process_request *request,
                       uid_t user, const struct sight *sight, struct rl_list *argv)
{
    const struct rl_sandbox_box *box = request->box;
    bool apart = with->way != RL_BUBBLEWRAP_NOT;
    char *helper = rl_sandbox_helper();
    rl_list_add(argv, helper);
    free(helper);
    if (apart)
        rl_list_add(argv, "apart");
    if (user) {
        add_number(argv, "user", user);
        if (box->compiles)
            rl_list_add(argv, "read-all");
    }
    /* Elsewhere they are counted together with all that the user runs. */
    if (user || with->way == RL_BUBBLEWRAP_AS_ORDINARY)
        add_number(argv, "processes", box->compiles ? PROCESSES_OF_COMPILER : PROCESSES_OF_PROGRAM);
    add_number(argv, "descriptors", DESCRIPTORS);
    pass(argv, "folder", request->cwd ? request->cwd : box->folder);
    if (apart && box->log)
        pass(argv, "log", box->log);
    if (with->landlock)
        add_landlock(with, box, sight, argv);
    if (with->seccomp)
        rl_list_add(argv, "filter");
    rl_list_add(argv, "--");
}

/* ------------------------------------------------------------------------------------------------ the user
 */

/* The folder's, if it has been given away already; else one that no other submission has now. 0: errno. */
static uid_t choose_user(const char *folder)
{
    static unsigned given; /* protected by user_of's lock */
    struct stat info;
    if (stat(folder, &info) != 0)
        return 0;
    if (info.st_uid >= RL_SANDBOX_FIRST_USER && info.st_uid < RL_SANDBOX_FIRST_USER + RL_SANDBOX_USERS)
        return info.st_uid;
    uid_t user = RL_SANDBOX_FIRST_USER + (given++ + (unsigned)getpid() * 37U) % RL_SANDBOX_USERS;
    return chown(folder, user, user) == 0 ? user : 0;
}

/* Several files of one folder are compiled at the same time. */
static uid_t user_of(const char *folder)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&lock);
    uid_t user = choose_user(folder);
    int error = errno;
    pthread_mutex_unlock(&lock);
    errno = error;
    return user;
}

static bool give_folders(const struct rl_sandbox_abilities *with, const struct rl_sandbox_box *box,
                         uid_t *user, char **why)
{
    *user = 0;
    if (!with->user)
        return true;
    *user = user_of(box->folder);
    bool given = *user != 0;
    const char *own[] = {box->scratch, box->log};
    for (size_t i = 0; given && i < 2; i++)
        given = !own[i] || chown(own[i], *user, *user) == 0;
    if (!given)
        *why = rl_text_format(
            "a folder cannot be given to the sandbox's user: %s; set TMPDIR to a folder on a local disk",
            strerror(errno));
    return given;
}

bool rl_sandbox_wrap(const struct rl_process_request *request, const char *program, struct rl_sandboxed *out,
                     char **why)
{
    const struct rl_sandbox_abilities with = rl_sandbox_abilities();
    const struct rl_sandbox_box *box = request->box;
    *out = (struct rl_sandboxed){.filter = -1, .log = -1, .apart = with.way != RL_BUBBLEWRAP_NOT};
    uid_t user;
    if (!give_folders(&with, box, &user, why))
        return false;
    struct sight sight;
    look(&with, box, program, &sight);
    if (out->apart) {
        rl_sandbox_add_bubblewrap(&with, box->compiles, &out->argv);
        show_box(&with, box, &sight, &out->argv);
        char *helper = rl_sandbox_helper();
        show(&out->argv, helper);
        free(helper);
        close_roots(&out->argv);
        rl_list_add(&out->argv, "--");
    }
    add_helper(&with, request, user, &sight, &out->argv);
    rl_list_add(&out->argv, program);
    rl_list_add_all(&out->argv, request->argv + 1);
    sight_free(&sight);
    if (with.seccomp)
        out->filter = rl_sandbox_filter(box->compiles, box->traces, out->apart);
    if (out->apart && box->log) {
        char *path = rl_text_format("%s/log.inside", box->log);
        out->log = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
        free(path);
    }
    return true;
}

void rl_sandboxed_free(struct rl_sandboxed *sandboxed)
{
    rl_list_free(&sandboxed->argv);
    if (sandboxed->log >= 0)
        close(sandboxed->log);
    *sandboxed = (struct rl_sandboxed){.filter = -1, .log = -1};
}
