/* SPDX-License-Identifier: MIT */
/* Reads the tags of atomic operations from comments. */
#include "pairs.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { TAG_TEXT_MAX = 1024 };

static const char *const order_names[] = {"", "relaxed", "acquire", "release", "acq_rel", "seq_cst"};

const char *pairs_order_name(enum order order)
{
    return order_names[order];
}

static size_t parse_order(const char *text, enum order *order)
{
    size_t length = 0;
    while (isalpha((unsigned char)text[length]) || text[length] == '_')
        length++;
    for (size_t i = 1; i < sizeof order_names / sizeof *order_names; i++) {
        if (strlen(order_names[i]) == length && strncmp(order_names[i], text, length) == 0) {
            *order = (enum order)i;
            return length;
        }
    }
    return 0;
}

size_t pairs_parse_orders(const char *text, enum order *success, enum order *failure)
{
    *failure = ORDER_NONE;
    size_t length = parse_order(text, success);
    if (length == 0 || text[length] != '/')
        return length;
    size_t second = parse_order(text + length + 1, failure);
    return second ? length + 1 + second : 0;
}

/* "[M2]": answers the length with brackets, 0 if there is no identifier here. */
static size_t parse_id(const char *text, char id[NAME_BYTES])
{
    if (text[0] != '[' || !isupper((unsigned char)text[1]))
        return 0;
    size_t end = 1;
    while (isalpha((unsigned char)text[end]))
        end++;
    size_t digits = end;
    while (isdigit((unsigned char)text[end]))
        end++;
    if (end == digits || text[end] != ']' || end > NAME_BYTES)
        return 0;
    memcpy(id, text + 1, end - 1);
    id[end - 1] = '\0';
    return end + 1;
}

/* The comment's words in one line: the frame of stars, line breaks and backslashes of a macro are one space.
 */
static void flatten(const struct source *source, const struct source_comment *comment, char out[TAG_TEXT_MAX])
{
    size_t used = 0;
    bool line_start = true;
    size_t end = comment->end;
    if (end - comment->start >= 4 && source->text[comment->start + 1] == '*')
        end -= 2;
    for (size_t i = comment->start + 2; i < end && used < TAG_TEXT_MAX - 2; i++) {
        char c = source->text[i];
        if (c == '\n' || isspace((unsigned char)c) || (c == '\\' && source->text[i + 1] == '\n') ||
            (line_start && c == '*')) {
            line_start = line_start || c == '\n';
            if (used > 0 && out[used - 1] != ' ')
                out[used++] = ' ';
            continue;
        }
        line_start = false;
        out[used++] = c;
    }
    while (used > 0 && out[used - 1] == ' ')
        used--;
    out[used] = '\0';
}

static bool skip(const char **text, const char *word)
{
    size_t length = strlen(word);
    if (strncmp(*text, word, length) != 0)
        return false;
    *text += length;
    return true;
}

/* "[M4], [M5] in mutex.c and [M6]" up to the full stop. */
static const char *parse_partners(const char *text, struct tag *tag)
{
    do {
        if (tag->partners_len == PARTNERS_MAX)
            return NULL;
        struct partner *partner = &tag->partners[tag->partners_len++];
        size_t length = parse_id(text, partner->id);
        if (length == 0)
            return NULL;
        text += length;
        partner->file[0] = '\0';
        if (skip(&text, " in ")) {
            size_t file = strcspn(text, ", ");
            if (file > 0 && text[file - 1] == '.')
                file--; /* the full stop after it */
            if (file == 0 || file >= NAME_BYTES)
                return NULL;
            memcpy(partner->file, text, file);
            partner->file[file] = '\0';
            text += file;
        }
    } while (skip(&text, ", ") || skip(&text, " and "));
    return text;
}

/* Answers what is wrong, or NULL. */
static const char *parse_tag(const char *text, struct tag *tag)
{
    if (!skip(&text, " "))
        return "write a space after the name";
    size_t length = pairs_parse_orders(text, &tag->success, &tag->failure);
    if (length == 0)
        return "the order is missing: relaxed, acquire, release, acq_rel or seq_cst (acquire/relaxed for a "
               "compare-exchange)";
    text += length;
    if (!skip(&text, ": "))
        return "write ': ' after the order";
    if (skip(&text, "no partner")) {
        if (tag->success != ORDER_RELAXED || tag->failure > ORDER_RELAXED)
            return "only a relaxed operation has no partner: name the partner, or make it relaxed";
    } else if (!skip(&text, "pairs with ")) {
        return "write 'pairs with [ID]', or of a relaxed operation 'no partner'";
    } else {
        text = parse_partners(text, tag);
        if (!text)
            return "its partners cannot be read: write '[A1], [A2] in other.c and [A3]'";
    }
    if (!skip(&text, ". ") || strlen(text) < 8)
        return "say in a sentence after the partners what the other thread sees";
    return NULL;
}

void pairs_find_tags(const struct source *source, struct tags *all)
{
    for (size_t i = 0; i < source->comments_len; i++) {
        const struct source_comment *comment = &source->comments[i];
        char text[TAG_TEXT_MAX];
        flatten(source, comment, text);
        struct tag tag = {.source = source, .start = comment->start, .end = comment->end};
        size_t name = parse_id(text, tag.id);
        if (name == 0)
            continue;
        const char *wrong = parse_tag(text + name, &tag);
        if (wrong)
            pairs_complain(source, comment->start, "tag [%s]: %s", tag.id, wrong);
        all->items = source_grow(all->items, (all->len + 1) * sizeof *all->items);
        all->items[all->len++] = tag;
    }
}
