/* SPDX-License-Identifier: MIT */
/* Reads a relocatable object with libelf, and the places of its code with libdwfl. */
#include "object.h"

#include <dwarf.h>
#include <elfutils/libdwfl.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sanitizers/observer.h"
#include "sanitizers/text.h"

bool rl_object_open(struct rl_object *object, const char *path, char **why)
{
    *object = (struct rl_object){.fd = open(path, O_RDONLY | O_CLOEXEC), .path = path};
    if (object->fd < 0) {
        *why = rl_text_format("cannot read %s: %s", path, strerror(errno));
        return false;
    }
    elf_version(EV_CURRENT);
    object->elf = elf_begin(object->fd, ELF_C_READ, NULL);
    Elf_Scn *section = NULL;
    GElf_Shdr header;
    while (object->elf && (section = elf_nextscn(object->elf, section))) {
        if (gelf_getshdr(section, &header) && header.sh_type == SHT_SYMTAB && header.sh_entsize) {
            object->symbols = section;
            object->strings = header.sh_link;
            object->symbols_len = header.sh_size / header.sh_entsize;
        }
    }
    if (object->symbols)
        return true;
    *why = rl_text_format("%s is no object file with a symbol table", path);
    rl_object_close(object);
    return false;
}

void rl_object_close(struct rl_object *object)
{
    if (object->elf)
        elf_end(object->elf);
    if (object->fd >= 0)
        close(object->fd);
    object->elf = NULL;
    object->fd = -1;
}

bool rl_object_symbol(const struct rl_object *object, size_t index, GElf_Sym *symbol, const char **name)
{
    Elf_Data *data = elf_getdata(object->symbols, NULL);
    if (!data || !gelf_getsym(data, (int)index, symbol))
        return false;
    *name = elf_strptr(object->elf, object->strings, symbol->st_name);
    return *name != NULL;
}

/* In a relocatable file libdwfl lays the sections out at addresses of its own choice. */
static bool section_address(Dwfl_Module *module, size_t section, uint64_t *address)
{
    GElf_Addr bias = 0;
    Elf *elf = dwfl_module_getelf(module, &bias);
    GElf_Shdr header;
    if (!elf || !gelf_getshdr(elf_getscn(elf, section), &header))
        return false;
    *address = header.sh_addr + bias;
    return true;
}

/* The unit that holds the address: clang writes no table of them, so each is asked. */
static Dwarf_Die *unit_of(Dwfl_Module *module, uint64_t address, GElf_Addr *bias)
{
    Dwarf_Die *unit = NULL;
    while ((unit = dwfl_module_nextcu(module, unit, bias))) {
        if (dwarf_haspc(unit, address - *bias) == 1)
            return unit;
    }
    return NULL;
}

static bool look_up(Dwfl_Module *module, uint64_t address, struct rl_place *place)
{
    GElf_Addr bias = 0;
    Dwarf_Die *unit = unit_of(module, address, &bias);
    Dwarf_Line *line = unit ? dwarf_getsrc_die(unit, address - bias) : NULL;
    const char *file = line ? dwarf_linesrc(line, NULL, NULL) : NULL;
    if (!file)
        return false;
    Dwarf_Attribute attribute;
    const char *directory = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    size_t length = directory ? strlen(directory) : 0;
    if (length && strncmp(file, directory, length) == 0 && file[length] == '/')
        file += length + 1;
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    place->file = rl_text_copy(file);
    dwarf_lineno(line, &place->line);
    return true;
}

bool rl_object_place(const struct rl_object *object, size_t section, uint64_t offset, struct rl_place *place)
{
    static const Dwfl_Callbacks callbacks = {.section_address = dwfl_offline_section_address,
                                             .find_debuginfo = dwfl_standard_find_debuginfo};
    *place = (struct rl_place){0};
    Dwfl *dwfl = dwfl_begin(&callbacks);
    if (!dwfl)
        return false;
    dwfl_report_begin(dwfl);
    Dwfl_Module *module = dwfl_report_offline(dwfl, "", object->path, -1);
    dwfl_report_end(dwfl, NULL, NULL);
    uint64_t address = 0;
    bool found =
        module && section_address(module, section, &address) && look_up(module, address + offset, place);
    dwfl_end(dwfl);
    return found;
}

/* Calls `visit` for each relocation of each section, until it returns true. */
static bool
each_relocation(const struct rl_object *object,
                bool (*visit)(const struct rl_object *, size_t section, const GElf_Rela *, void *), void *ctx)
{
    Elf_Scn *section = NULL;
    GElf_Shdr header;
    while ((section = elf_nextscn(object->elf, section))) {
        if (!gelf_getshdr(section, &header) || header.sh_type != SHT_RELA || header.sh_entsize == 0)
            continue;
        Elf_Data *data = elf_getdata(section, NULL);
        for (size_t i = 0; data && i < header.sh_size / header.sh_entsize; i++) {
            GElf_Rela relocation;
            if (gelf_getrela(data, (int)i, &relocation) && visit(object, header.sh_info, &relocation, ctx))
                return true;
        }
    }
    return false;
}

struct use {
    size_t symbol;
    size_t section;
    uint64_t offset;
};

static bool is_use(const struct rl_object *object, size_t section, const GElf_Rela *relocation, void *ctx)
{
    struct use *use = ctx;
    GElf_Shdr header;
    if (GELF_R_SYM(relocation->r_info) != use->symbol ||
        !gelf_getshdr(elf_getscn(object->elf, section), &header) || !(header.sh_flags & SHF_EXECINSTR))
        return false;
    use->section = section;
    use->offset = relocation->r_offset;
    return true;
}

bool rl_object_first_use(const struct rl_object *object, size_t index, struct rl_place *place)
{
    struct use use = {.symbol = index};
    *place = (struct rl_place){0};
    return each_relocation(object, is_use, &use) && rl_object_place(object, use.section, use.offset, place);
}

static const char *section_name(const struct rl_object *object, size_t section, GElf_Shdr *header)
{
    size_t names = 0;
    if (elf_getshdrstrndx(object->elf, &names) != 0 ||
        !gelf_getshdr(elf_getscn(object->elf, section), header))
        return "";
    const char *name = elf_strptr(object->elf, names, header->sh_name);
    return name ? name : "";
}

/* The function at an offset of a section: constructors of static functions are named by section and offset.
 */
static const char *function_at(const struct rl_object *object, size_t section, uint64_t offset)
{
    for (size_t i = 0; i < object->symbols_len; i++) {
        GElf_Sym symbol;
        const char *name = NULL;
        if (rl_object_symbol(object, i, &symbol, &name) && GELF_ST_TYPE(symbol.st_info) == STT_FUNC &&
            symbol.st_shndx == section && symbol.st_value == offset)
            return name;
    }
    return "a function without a name";
}

static bool is_constructor(const struct rl_object *object, size_t section, const GElf_Rela *relocation,
                           void *ctx)
{
    GElf_Shdr header;
    const char *name = section_name(object, section, &header);
    if (strncmp(name, ".init_array", 11) != 0 && strncmp(name, ".fini_array", 11) != 0 &&
        strncmp(name, ".preinit_array", 14) != 0 && strncmp(name, ".ctors", 6) != 0 &&
        strncmp(name, ".dtors", 6) != 0)
        return false;
    GElf_Sym symbol;
    const char *function = NULL;
    if (!rl_object_symbol(object, GELF_R_SYM(relocation->r_info), &symbol, &function))
        return false;
    if (GELF_ST_TYPE(symbol.st_info) == STT_SECTION)
        function = function_at(object, symbol.st_shndx, (uint64_t)relocation->r_addend);
    if (strcmp(function, "tsan.module_ctor") == 0 || strncmp(function, "_sub_I_", 7) == 0)
        return false;
    *(const char **)ctx = function;
    return true;
}

const char *rl_object_constructor(const struct rl_object *object)
{
    const char *name = NULL;
    each_relocation(object, is_constructor, &name);
    return name;
}

bool rl_object_is_relocatable(const struct rl_object *object)
{
    GElf_Ehdr header;
    return gelf_getehdr(object->elf, &header) && header.e_type == ET_REL;
}

bool rl_object_imports(const struct rl_object *object, const char *name)
{
    for (size_t i = 1; i < object->symbols_len; i++) {
        GElf_Sym symbol;
        const char *found = NULL;
        if (rl_object_symbol(object, i, &symbol, &found) && symbol.st_shndx == SHN_UNDEF &&
            strcmp(found, name) == 0)
            return true;
    }
    return false;
}

enum rl_object_data rl_object_writable(const struct rl_object *object, size_t index, const char **name)
{
    GElf_Shdr header;
    if (!elf_getscn(object->elf, index))
        return RL_OBJECT_END;
    *name = section_name(object, index, &header);
    uint64_t wanted = SHF_ALLOC | SHF_WRITE;
    if ((header.sh_flags & (wanted | SHF_TLS | SHF_EXECINSTR)) != wanted)
        return RL_OBJECT_OTHER;
    if (header.sh_type == SHT_NOBITS)
        return RL_OBJECT_BSS;
    return header.sh_type == SHT_PROGBITS ? RL_OBJECT_DATA : RL_OBJECT_OTHER;
}

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}

uint64_t rl_object_hash(const struct rl_object *object)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    size_t count = 0;
    elf_getshdrnum(object->elf, &count);
    for (size_t i = 1; i < count; i++) {
        GElf_Shdr header;
        const char *name = section_name(object, i, &header);
        bool code = header.sh_flags & SHF_EXECINSTR;
        bool data = (header.sh_flags & (SHF_ALLOC | SHF_WRITE)) == (SHF_ALLOC | SHF_WRITE);
        if (!code && !data)
            continue;
        hash = hash_bytes(hash, name, strlen(name));
        hash = hash_bytes(hash, &header.sh_size, sizeof header.sh_size);
        Elf_Data *contents =
            header.sh_type == SHT_NOBITS ? NULL : elf_getdata(elf_getscn(object->elf, i), NULL);
        if (contents && contents->d_buf)
            hash = hash_bytes(hash, contents->d_buf, contents->d_size);
    }
    return hash;
}
