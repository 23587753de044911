/* SPDX-License-Identifier: MIT */
/* Models of stdlib.h: sorting, random numbers, the environment, the reading of options. */
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "abi_string.h"

/* ---- Sorting. The comparison is the program's own code and may be left for another thread at any point, so
 * nothing is kept outside of the array and this frame. */

struct sort {
    char *items;
    size_t size;
    int (*compare)(const void *, const void *, void *);
    void *argument;
    uintptr_t pc;
};

static void swap_items(const struct sort *sort, size_t i, size_t j)
{
    char *a = sort->items + i * sort->size;
    char *b = sort->items + j * sort->size;
    rlx_write_range(a, sort->size, sort->pc);
    rlx_write_range(b, sort->size, sort->pc);
    for (size_t k = 0; k < sort->size; k++) {
        char byte = a[k];
        a[k] = b[k];
        b[k] = byte;
    }
}

static int compare_items(const struct sort *sort, size_t i, size_t j)
{
    return sort->compare(sort->items + i * sort->size, sort->items + j * sort->size, sort->argument);
}

/* Equal items keep their order, as programs have come to expect of glibc. */
static void insertion_sort(const struct sort *sort, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = i; j > 0 && compare_items(sort, j - 1, j) > 0; j--)
            swap_items(sort, j - 1, j);
    }
}

static void sift_down(const struct sort *sort, size_t root, size_t count)
{
    for (;;) {
        size_t child = root * 2 + 1;
        if (child >= count)
            return;
        if (child + 1 < count && compare_items(sort, child, child + 1) < 0)
            child++;
        if (compare_items(sort, root, child) >= 0)
            return;
        swap_items(sort, root, child);
        root = child;
    }
}

static void heap_sort(const struct sort *sort, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift_down(sort, i, count);
    for (size_t end = count; end-- > 1;) {
        swap_items(sort, 0, end);
        sift_down(sort, 0, end);
    }
}

static void sort_items(const struct sort *sort, size_t count)
{
    if (count <= 64)
        insertion_sort(sort, count);
    else
        heap_sort(sort, count);
}

static int compare_plainly(const void *a, const void *b, void *compare)
{
    return (*(int (**)(const void *, const void *))compare)(a, b);
}

RLX_DEFINE(void, qsort, void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    struct sort sort = {items, size, compare_plainly, &compare, RLX_CALLER};
    sort_items(&sort, count);
}

RLX_DEFINE(void, qsort_r, void *items, size_t count, size_t size,
           int (*compare)(const void *, const void *, void *), void *argument)
{
    struct sort sort = {items, size, compare, argument, RLX_CALLER};
    sort_items(&sort, count);
}

/* ---- Random numbers. Each thread draws from a sequence of its own: were it one for all, every order of the
 * draws would have to be explored, and they stand for arbitrary values anyway. */

static uint64_t draw(void)
{
    int self = rlx_self();
    uint64_t *state = rlx_random_state();
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = *state + (uint64_t)self * UINT64_C(0xd1342543de82ef95);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

static void seed_with(uint64_t seed)
{
    *rlx_random_state() = seed << 16;
}

RLX_DEFINE(int, rand, void)
{
    return (int)(draw() >> 33);
}

RLX_DEFINE(long, random, void)
{
    return (long)(draw() >> 33);
}

RLX_DEFINE(long, lrand48, void)
{
    return (long)(draw() >> 33);
}

RLX_DEFINE(long, mrand48, void)
{
    return (int32_t)(draw() >> 32);
}

RLX_DEFINE(double, drand48, void)
{
    return (double)(draw() >> 11) / 9007199254740992.0;
}

RLX_DEFINE(uint32_t, arc4random, void)
{
    return (uint32_t)(draw() >> 32);
}

RLX_DEFINE(uint32_t, arc4random_uniform, uint32_t bound)
{
    return bound ? (uint32_t)(draw() >> 32) % bound : 0;
}

RLX_DEFINE(void, srand, unsigned seed)
{
    seed_with(seed);
}

RLX_DEFINE(void, srandom, unsigned seed)
{
    seed_with(seed);
}

RLX_DEFINE(void, srand48, long seed)
{
    seed_with((uint64_t)seed);
}

RLX_DEFINE(int, rand_r, unsigned *seed)
{
    rlx_read_range(seed, sizeof *seed, RLX_CALLER);
    rlx_write_range(seed, sizeof *seed, RLX_CALLER);
    return rand_r(seed);
}

static void fill_randomly(void *to, size_t size, uintptr_t pc)
{
    rlx_write_range(to, size, pc);
    for (size_t i = 0; i < size; i++)
        ((unsigned char *)to)[i] = (unsigned char)(draw() >> 56);
}

RLX_DEFINE(ssize_t, getrandom, void *to, size_t size, unsigned flags)
{
    (void)flags;
    fill_randomly(to, size, RLX_CALLER);
    return (ssize_t)size;
}

RLX_DEFINE(int, getentropy, void *to, size_t size)
{
    if (size > 256) {
        errno = EIO;
        return -1;
    }
    fill_randomly(to, size, RLX_CALLER);
    return 0;
}

/* ---- The environment is empty. */

RLX_DEFINE(char *, getenv, const char *name)
{
    rlx_read_string(name, RLX_CALLER);
    return NULL;
}

RLX_DEFINE(char *, secure_getenv, const char *name)
{
    rlx_read_string(name, RLX_CALLER);
    return NULL;
}

/* ---- getopt, as POSIX has it: options first. Its variables belong to the program. */

extern char *rlx_optarg;
extern int rlx_optind, rlx_opterr, rlx_optopt;
char *rlx_optarg RLX_PROGRAM_STATE = NULL;
int rlx_optind RLX_PROGRAM_STATE = 1;
int rlx_opterr RLX_PROGRAM_STATE = 1;
int rlx_optopt RLX_PROGRAM_STATE = 0;
static int option_position RLX_PROGRAM_STATE = 1; /* within argv[optind] */

static void next_argument(void)
{
    rlx_optind++;
    option_position = 1;
}

RLX_DEFINE(int, getopt, int argc, char *const argv[], const char *options)
{
    if (rlx_optind >= argc || argv[rlx_optind][0] != '-' || !argv[rlx_optind][1])
        return -1;
    if (strcmp(argv[rlx_optind], "--") == 0) {
        next_argument();
        return -1;
    }
    const char *argument = argv[rlx_optind];
    int option = (unsigned char)argument[option_position++];
    const char *known = option == ':' ? NULL : strchr(options, option);
    bool last = argument[option_position] == '\0';
    rlx_optopt = option;
    if (!known || known[1] != ':') {
        if (last)
            next_argument();
        return known ? option : '?';
    }
    char *rest = argv[rlx_optind] + option_position;
    next_argument();
    if (last && rlx_optind >= argc)
        return options[0] == ':' ? ':' : '?';
    rlx_optarg = last ? argv[rlx_optind++] : rest;
    return option;
}
