/* SPDX-License-Identifier: MIT */
/* Checks a JSON value against a schema, as JSON Schema's validation vocabulary says. */
#include "schema.h"

#include "grader/words.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *check(const json_t *root, const json_t *schema, const json_t *value, const char *at);

static char *complaint(const char *at, const char *format, const char *what)
{
    char *words = rl_text_format(format, what), *whole = rl_text_format("%s: %s", *at ? at : "/", words);
    free(words);
    return whole;
}

static bool has_type(const json_t *value, const char *type)
{
    if (strcmp(type, "integer") == 0)
        return json_is_integer(value);
    if (strcmp(type, "number") == 0)
        return json_is_number(value);
    return strcmp(type, json_is_object(value)    ? "object"
                        : json_is_array(value)   ? "array"
                        : json_is_string(value)  ? "string"
                        : json_is_boolean(value) ? "boolean"
                                                 : "null") == 0;
}

static char *check_type(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    bool fits = json_is_string(keyword) && has_type(value, json_string_value(keyword));
    for (size_t i = 0; i < json_array_size(keyword); i++)
        fits = fits || has_type(value, json_string_value(json_array_get(keyword, i)));
    return fits ? NULL : complaint(at, "is not of its type%s", "");
}

static char *check_const(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    return json_equal(keyword, value) ? NULL : complaint(at, "is not the one value it must be%s", "");
}

static char *check_enum(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    for (size_t i = 0; i < json_array_size(keyword); i++)
        if (json_equal(json_array_get(keyword, i), value))
            return NULL;
    return complaint(at, "is none of the values it may be%s", "");
}

static char *check_required(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    for (size_t i = 0; json_is_object(value) && i < json_array_size(keyword); i++) {
        const char *name = json_string_value(json_array_get(keyword, i));
        if (!json_object_get(value, name))
            return complaint(at, "lacks %s", name);
    }
    return NULL;
}

static char *check_properties(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    const char *name;
    json_t *schema;
    json_object_foreach((json_t *)keyword, name, schema)
    {
        const json_t *member = json_object_get(value, name);
        char *inner = rl_text_format("%s/%s", at, name);
        char *wrong = member ? check(root, schema, member, inner) : NULL;
        free(inner);
        if (wrong)
            return wrong;
    }
    return NULL;
}

static char *check_items(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    for (size_t i = 0; i < json_array_size(value); i++) {
        char *inner = rl_text_format("%s/%zu", at, i);
        char *wrong = check(root, keyword, json_array_get(value, i), inner);
        free(inner);
        if (wrong)
            return wrong;
    }
    return NULL;
}

static char *check_least(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    double least = json_number_value(keyword);
    return json_is_number(value) && json_number_value(value) < least ? complaint(at, "is too small%s", "")
                                                                     : NULL;
}

static char *check_length(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    size_t least = (size_t)json_integer_value(keyword);
    if (json_is_string(value) && json_string_length(value) < least)
        return complaint(at, "is too short%s", "");
    return json_is_array(value) && json_array_size(value) < least ? complaint(at, "has too few items%s", "")
                                                                  : NULL;
}

static char *check_pattern(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    regex_t regex;
    if (!json_is_string(value))
        return NULL;
    if (regcomp(&regex, json_string_value(keyword), REG_EXTENDED | REG_NOSUB) != 0)
        return complaint(at, "the schema's pattern %s is none", json_string_value(keyword));
    int found = regexec(&regex, json_string_value(value), 0, NULL, 0);
    regfree(&regex);
    return found == 0 ? NULL : complaint(at, "does not match %s", json_string_value(keyword));
}

static char *check_any_of(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    for (size_t i = 0; i < json_array_size(keyword); i++) {
        char *wrong = check(root, json_array_get(keyword, i), value, at);
        if (!wrong)
            return NULL;
        free(wrong);
    }
    return complaint(at, "fits none of what it may be%s", "");
}

static char *check_ref(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    static const char start[] = "#/$defs/";
    const char *name = json_string_value(keyword);
    const json_t *schema = strncmp(name, start, sizeof start - 1) == 0
                               ? json_object_get(json_object_get(root, "$defs"), name + sizeof start - 1)
                               : NULL;
    return schema ? check(root, schema, value, at) : complaint(at, "the schema lacks %s", name);
}

static char *check_nothing(const json_t *root, const json_t *keyword, const json_t *value, const char *at)
{
    (void)root;
    (void)keyword;
    (void)value;
    (void)at;
    return NULL;
}

static const struct {
    const char *name;
    char *(*check)(const json_t *root, const json_t *keyword, const json_t *value, const char *at);
} keywords[] = {{"type", check_type},
                {"const", check_const},
                {"enum", check_enum},
                {"required", check_required},
                {"properties", check_properties},
                {"items", check_items},
                {"minimum", check_least},
                {"minLength", check_length},
                {"minItems", check_length},
                {"pattern", check_pattern},
                {"anyOf", check_any_of},
                {"$ref", check_ref},
                {"additionalProperties", check_nothing}, /* needs its neighbour: see below */
                {"$schema", check_nothing},
                {"$comment", check_nothing},
                {"$defs", check_nothing},
                {"title", check_nothing},
                {"description", check_nothing}};

static char *check_no_others(const json_t *schema, const json_t *value, const char *at)
{
    const char *name;
    json_t *member;
    if (!json_is_false(json_object_get(schema, "additionalProperties")))
        return NULL;
    json_object_foreach((json_t *)value, name, member)
    {
        if (!json_object_get(json_object_get(schema, "properties"), name))
            return complaint(at, "has %s, of which the schema knows nothing", name);
    }
    return NULL;
}

static char *check(const json_t *root, const json_t *schema, const json_t *value, const char *at)
{
    const char *name;
    json_t *keyword;
    json_object_foreach((json_t *)schema, name, keyword)
    {
        size_t i = 0;
        while (i < sizeof keywords / sizeof *keywords && strcmp(keywords[i].name, name) != 0)
            i++;
        if (i == sizeof keywords / sizeof *keywords)
            return complaint(at, "the schema uses %s, which this checker does not know", name);
        char *wrong = keywords[i].check(root, keyword, value, at);
        if (wrong)
            return wrong;
    }
    return json_is_object(value) ? check_no_others(schema, value, at) : NULL;
}

char *schema_complaint(const json_t *schema, const json_t *value)
{
    return check(schema, schema, value, "");
}

json_t *schema_read(const char *name)
{
    json_error_t error;
    char *path = rl_text_format("%s/%s.schema.json", RL_SCHEMAS, name);
    json_t *schema = json_load_file(path, 0, &error);
    if (!schema) {
        fprintf(stderr, "%s:%d: %s\n", path, error.line, error.text);
        abort();
    }
    free(path);
    return schema;
}
