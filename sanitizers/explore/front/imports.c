/* SPDX-License-Identifier: MIT */
/* Every import of a program is modelled, known harmless, or refused by name. */
#include "imports.h"

#include <stdlib.h>
#include <string.h>

#include "abi_table.h"
#include "object.h"
#include "tag.h"

static void end_with(struct rl_imports *out, enum rl_run_status status, char *reason)
{
    out->status = status;
    free(out->reason);
    out->reason = reason;
}

/* "tickets.c:12", or words where the place is not known; the caller frees it. */
static char *place_words(const struct rl_object *object, size_t symbol)
{
    struct rl_place place;
    char *words = rl_object_first_use(object, symbol, &place)
                      ? rl_text_format("%s:%d", place.file, place.line)
                      : rl_text_copy("the program");
    free(place.file);
    return words;
}

static bool judge_import(const struct rl_object *object, size_t index, const char *name,
                         struct rl_imports *out)
{
    const char *why = NULL;
    enum rl_abi_kind kind = rl_abi_of_import(name, &why);
    if (kind == RL_ABI_MODEL)
        rl_list_add(&out->renames, name);
    if (kind == RL_ABI_MODEL || kind == RL_ABI_HARMLESS || kind == RL_ABI_RUNTIME)
        return true;
    char *place = place_words(object, index);
    if (kind == RL_ABI_TAMPERING)
        end_with(out, RL_RUN_REJECTED,
                 rl_text_format("%s uses %s, which belongs to racelab itself. Remove the call", place, name));
    else if (kind == RL_ABI_REFUSED)
        end_with(out, RL_RUN_UNSUPPORTED, rl_text_format("%s calls %s: %s", place, name, why));
    else
        end_with(out, RL_RUN_UNSUPPORTED,
                 rl_text_format(
                     "%s uses %s, which no file of the program defines and the explorer does not know. If "
                     "it is yours, name its source file too; if it comes from a library, leave it out",
                     place, name));
    free(place);
    return false;
}

static bool judge_definition(const struct rl_object *object, const GElf_Sym *symbol, const char *name,
                             struct rl_imports *out)
{
    struct rl_place place = {0};
    if (GELF_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC) {
        end_with(out, RL_RUN_UNSUPPORTED,
                 rl_text_format(
                     "%s is chosen while the program is loaded (ifunc), before the explorer can watch. Make "
                     "it an ordinary function",
                     name));
        return false;
    }
    if (rl_abi_may_define(name))
        return true;
    char *where = rl_object_place(object, symbol->st_shndx, symbol->st_value, &place)
                      ? rl_text_format("%s:%d", place.file, place.line)
                      : rl_text_copy("the program");
    end_with(
        out, RL_RUN_REJECTED,
        rl_text_format(
            "%s defines %s, which would take the place of what the explorer watches. Give it another name",
            where, name));
    free(where);
    free(place.file);
    return false;
}

/* False: judged to its end. */
static bool judge_symbols(const struct rl_object *object, struct rl_imports *out)
{
    bool has_main = false;
    for (size_t i = 1; i < object->symbols_len; i++) {
        GElf_Sym symbol;
        const char *name = NULL;
        if (!rl_object_symbol(object, i, &symbol, &name) || GELF_ST_BIND(symbol.st_info) == STB_LOCAL ||
            !*name)
            continue;
        if (symbol.st_shndx == SHN_UNDEF) {
            if (!judge_import(object, i, name, out))
                return false;
            continue;
        }
        if (!judge_definition(object, &symbol, name, out))
            return false;
        if (strcmp(name, "main") == 0) {
            has_main = true;
            rl_list_add(&out->renames, name);
        }
    }
    if (has_main)
        return true;
    end_with(
        out, RL_RUN_COMPILE_ERROR,
        rl_text_copy(
            "no file of the program defines main, so there is nothing to start. Name the file that has it "
            "too"));
    return false;
}

void rl_imports_judge(const char *path, const char *options, struct rl_imports *out)
{
    *out = (struct rl_imports){.status = RL_RUN_OK};
    struct rl_object object;
    char *why = NULL;
    if (!rl_object_open(&object, path, &why)) {
        end_with(out, RL_RUN_INFRA, why);
        return;
    }
    if (judge_symbols(&object, out)) {
        const char *constructor = rl_object_constructor(&object);
        if (constructor)
            end_with(out, RL_RUN_UNSUPPORTED,
                     rl_text_format(
                         "%s runs before or after main (a constructor or destructor), where the explorer "
                         "does not watch. Call it from main",
                         constructor));
        out->tag = rl_tag_make(rl_object_hash(&object), options);
    }
    rl_object_close(&object);
}

void rl_imports_free(struct rl_imports *imports)
{
    free(imports->reason);
    free(imports->tag);
    rl_list_free(&imports->renames);
    *imports = (struct rl_imports){0};
}
