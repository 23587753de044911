/* SPDX-License-Identifier: MIT */
/* Finds plain uses of objects that are declared _Atomic: C makes each of them seq_cst without a word. */
#include "pairs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What a declaration makes of a name. */
struct atomic_name {
    char name[NAME_BYTES];
    const struct source *source;
    size_t at;
    size_t scope_end; /* of a local or a parameter: where its function ends; else 0: it is known in the whole
                         module */
    bool field;       /* of a struct or union; else a variable or parameter */
    bool pointer;     /* to something atomic, itself plain */
    bool array;
};

struct names {
    struct atomic_name *items;
    size_t len;
};

static bool word_is(const struct source *source, size_t at, size_t length, const char *word)
{
    return strlen(word) == length && strncmp(source->code + at, word, length) == 0;
}

/* _Atomic, or a type of stdatomic.h that is no function. */
static bool begins_declaration(const struct source *source, size_t at, size_t length)
{
    if (word_is(source, at, length, "_Atomic"))
        return true;
    static const char *const types[] = {"bool",   "char",     "schar",     "uchar", "short", "ushort",
                                        "int",    "uint",     "long",      "ulong", "llong", "ullong",
                                        "size_t", "intptr_t", "uintptr_t", "flag"};
    if (length <= 7 || strncmp(source->code + at, "atomic_", 7) != 0)
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (word_is(source, at + 7, length - 7, types[i]))
            return true;
    }
    return false;
}

static bool is_type_word(const struct source *source, size_t at, size_t length)
{
    static const char *const words[] = {"const", "volatile", "unsigned", "signed",   "char",  "short",
                                        "int",   "long",     "bool",     "_Bool",    "void",  "struct",
                                        "union", "enum",     "static",   "restrict", "extern"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (word_is(source, at, length, words[i]))
            return true;
    }
    return length > 2 && strncmp(source->code + at + length - 2, "_t", 2) == 0;
}

/* Does the innermost brace open around `at` belong to a struct or union? */
static bool in_struct(const struct source *source, size_t at)
{
    int depth = 0;
    while (at-- > 0) {
        char c = source->code[at];
        depth += c == '}';
        if (c != '{' || depth-- > 0)
            continue;
        while (at > 0 && !strchr(";{}=(),", source->code[at - 1])) {
            at--;
            size_t length = source_word(source, at);
            if (length > 0 && (word_is(source, at, length, "struct") || word_is(source, at, length, "union")))
                return true;
        }
        return false;
    }
    return false;
}

/* A function ends with a brace in the first column. */
static size_t scope_end_of(const struct source *source, size_t at)
{
    int depth = 0;
    for (size_t i = 0; i < at; i++) {
        char c = source->code[i];
        depth += c == '{' || c == '(';
        depth -= c == '}' || c == ')';
    }
    if (depth <= 0)
        return 0;
    const char *end = strstr(source->code + at, "\n}");
    return end ? (size_t)(end - source->code) : source->size;
}

static void add_name(struct names *names, const struct source *source, size_t at, struct atomic_name name)
{
    size_t length = source_word(source, at);
    if (length == 0 || length >= NAME_BYTES || is_type_word(source, at, length))
        return;
    memcpy(name.name, source->code + at, length);
    name.name[length] = '\0';
    name.source = source;
    name.at = at;
    name.scope_end = name.field ? 0 : scope_end_of(source, at);
    size_t next = source_next(source, at + length);
    name.array = next != (size_t)-1 && source->code[next] == '[';
    names->items = source_grow(names->items, (names->len + 1) * sizeof *names->items);
    names->items[names->len++] = name;
}

/* Reads the declarators after `at`, which stands behind the atomic type's first word. */
static void read_declaration(const struct source *source, size_t at, bool type_complete, struct names *names)
{
    struct atomic_name name = {.field = in_struct(source, at), .pointer = false};
    size_t last = (size_t)-1; /* where the last identifier began */
    int words = type_complete ? 1 : 0;
    for (at = source_next(source, at); at != (size_t)-1; at = source_next(source, at)) {
        char c = source->code[at];
        size_t length = source_word(source, at);
        if (length > 0) {
            if (!word_is(source, at, length, "const") && !word_is(source, at, length, "volatile")) {
                last = at;
                words++;
            }
            at += length;
        } else if (c == '*') {
            name.pointer = true;
            last = (size_t)-1;
            at++;
        } else {
            break;
        }
    }
    if (at == (size_t)-1 || !strchr(";,)=[:", source->code[at]) || last == (size_t)-1 || words < 2)
        return;
    add_name(names, source, last, name);
    if (source->code[at] != ',')
        return;
    size_t next = source_next(source, at + 1); /* `_Atomic int a, b;`, but not a second parameter */
    size_t length = next == (size_t)-1 ? 0 : source_word(source, next);
    size_t after = length ? source_next(source, next + length) : (size_t)-1;
    if (after != (size_t)-1 && strchr(";,=[", source->code[after]))
        add_name(names, source, next, name);
}

static void find_names(const struct source *source, struct names *names)
{
    for (size_t i = 0; i < source->size; i++) {
        size_t length = source_word(source, i);
        if (length == 0)
            continue;
        if (begins_declaration(source, i, length)) {
            bool complete = source->code[i] == 'a';
            size_t after = source_next(source, i + length);
            if (after != (size_t)-1 && source->code[after] == '(' && !complete) {
                complete = true; /* _Atomic(T *) */
                after = source_close(source, after) + 1;
            }
            size_t before = i == 0 ? (size_t)-1 : source_previous(source, i - 1);
            if (before != (size_t)-1 && source->code[before] == '*')
                complete = true; /* T *_Atomic name */
            if (after != (size_t)-1 && after < source->size)
                read_declaration(source, after, complete, names);
        }
        i += length - 1;
    }
}

static size_t before(const struct source *source, size_t at)
{
    return at == 0 ? (size_t)-1 : source_previous(source, at - 1);
}

static char code_at(const struct source *source, size_t at)
{
    return at == (size_t)-1 ? '\0' : source->code[at];
}

static size_t start_of_word(const struct source *source, size_t at)
{
    while (at > 0 && (isalnum((unsigned char)source->code[at - 1]) || source->code[at - 1] == '_'))
        at--;
    return at;
}

/* The bracket that the one at `close` closes. */
static size_t open_of(const struct source *source, size_t close)
{
    int depth = 0;
    for (size_t i = close; i != (size_t)-1; i--) {
        char c = source->code[i];
        depth += c == ')' || c == ']';
        depth -= c == '(' || c == '[';
        if (depth == 0)
            return i;
    }
    return close;
}

/* `at` is a name. Is it what follows "->" or "."? *dot: where that stands. */
static bool is_member(const struct source *source, size_t at, size_t *dot)
{
    size_t previous = before(source, at);
    if (code_at(source, previous) == '.') {
        *dot = previous;
        return true;
    }
    if (code_at(source, previous) == '>' && previous > 0 && source->code[previous - 1] == '-') {
        *dot = previous - 1;
        return true;
    }
    return false;
}

/* Where the expression that ends in the name at `at` begins: a->b[i].name begins at a. */
static size_t base_of(const struct source *source, size_t at)
{
    size_t dot;
    while (is_member(source, at, &dot)) {
        size_t end = before(source, dot);
        while (code_at(source, end) == ')' || code_at(source, end) == ']') {
            at = open_of(source, end);
            end = before(source, at);
        }
        if (!isalnum((unsigned char)code_at(source, end)) && code_at(source, end) != '_')
            return at;
        at = start_of_word(source, end);
    }
    return at;
}

/* Does an operand end at `at`, so that the operator after it has two? */
static bool ends_operand(const struct source *source, size_t at)
{
    char c = code_at(source, at);
    if (c == ')' && code_at(source, before(source, at)) == '*')
        return false; /* a cast to a pointer */
    if (c == ')' || c == ']')
        return true;
    if (!isalnum((unsigned char)c) && c != '_')
        return false;
    size_t start = start_of_word(source, at);
    return !word_is(source, start, at + 1 - start, "return");
}

static bool has_unary(const struct source *source, size_t base, char operator)
{
    size_t at = before(source, base);
    while (code_at(source, at) == '(') /* &(x->y) */
        at = before(source, at);
    if (code_at(source, at) != operator)
        return false;
    size_t previous = before(source, at);
    return !ends_operand(source, previous) && code_at(source, previous) != operator;
}

/* sizeof(x), typeof(x): not evaluated. */
static bool is_unevaluated(const struct source *source, size_t base)
{
    size_t open = before(source, base);
    if (code_at(source, open) != '(')
        return false;
    size_t end = before(source, open);
    if (end == (size_t)-1)
        return false;
    size_t start = start_of_word(source, end);
    return word_is(source, start, end + 1 - start, "sizeof") ||
           word_is(source, start, end + 1 - start, "__typeof__");
}

/* The name stands at `at`: is that a plain access of the atomic object? */
static bool is_plain_use(const struct source *source, size_t at, const struct atomic_name *name)
{
    size_t dot;
    bool member = is_member(source, at, &dot);
    if (member != name->field)
        return false;
    if (member && strchr("{,", code_at(source, before(source, dot))) != NULL)
        return false; /* { .name = 1 }: an initialiser */
    size_t base = base_of(source, at);
    size_t after = source_next(source, at + strlen(name->name));
    bool indexed = code_at(source, after) == '[';
    if (has_unary(source, base, '&') || is_unevaluated(source, base))
        return false;
    if (name->pointer)
        return indexed || has_unary(source, base, '*');
    return !name->array || indexed;
}

static bool is_declaration(const struct names *names, const struct source *source, size_t at)
{
    for (size_t i = 0; i < names->len; i++) {
        if (names->items[i].source == source && names->items[i].at == at)
            return true;
    }
    return false;
}

static void look(const struct source *source, size_t at, size_t length, const struct names *names)
{
    if (is_declaration(names, source, at))
        return;
    for (size_t i = 0; i < names->len; i++) {
        const struct atomic_name *name = &names->items[i];
        bool in_scope =
            name->scope_end == 0 || (name->source == source && at > name->at && at < name->scope_end);
        if (!in_scope || !word_is(source, at, length, name->name) || !is_plain_use(source, at, name))
            continue;
        pairs_complain(
            source, at,
            "'%s' is atomic (line %d of %s), and used without an order, so seq_cst. Use an atomic_…_explicit "
            "function on its address.",
            name->name, source_line(name->source, name->at), name->source->path);
        return;
    }
}

void pairs_find_implicit(const struct source *module, size_t files)
{
    struct names names = {NULL, 0};
    for (size_t i = 0; i < files; i++)
        find_names(&module[i], &names);
    for (size_t i = 0; i < files; i++) {
        for (size_t at = 0; at < module[i].size; at++) {
            size_t length = source_word(&module[i], at);
            if (length > 0) {
                look(&module[i], at, length, &names);
                at += length - 1;
            }
        }
    }
    free(names.items);
}
