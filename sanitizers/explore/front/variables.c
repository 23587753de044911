/* SPDX-License-Identifier: MIT */
/* Names of variables with a fixed address, down to the array element and the struct's field. */
#include <dwarf.h>
#include <stdlib.h>
#include <string.h>

#include "dwarf_index.h"
#include "symbols.h"
#include "sanitizers/text.h"

/* The libc models keep the program's share of libc's state in objects of this prefix (abi.h,
 * RLX_PROGRAM_STATE). */
#define LIBC_STATE "rlx_state_"

bool rl_type_strip(Dwarf_Die *die, Dwarf_Die *type)
{
    Dwarf_Attribute attribute;
    Dwarf_Die here = *die;
    for (int depth = 0; depth < 64; depth++) {
        if (!dwarf_formref_die(dwarf_attr_integrate(&here, DW_AT_type, &attribute), type))
            return false;
        switch (dwarf_tag(type)) {
        case DW_TAG_typedef:
        case DW_TAG_const_type:
        case DW_TAG_volatile_type:
        case DW_TAG_restrict_type:
        case DW_TAG_atomic_type:
            here = *type;
            break;
        default:
            return true;
        }
    }
    return false;
}

static uint64_t size_of_type(Dwarf_Die *type)
{
    Dwarf_Word size = 0;
    return dwarf_aggregate_size(type, &size) == 0 ? size : 0;
}

/* The address of a variable whose location is one DW_OP_addr. */
static bool fixed_address(Dwarf_Die *die, uint64_t *address)
{
    Dwarf_Attribute attribute;
    if (!dwarf_attr_integrate(die, DW_AT_location, &attribute))
        return false;
    Dwarf_Op *operations = NULL;
    size_t length = 0;
    if (dwarf_getlocation(&attribute, &operations, &length) != 0 || length != 1)
        return false;
    if (operations[0].atom == DW_OP_addr) {
        *address = operations[0].number;
        return true;
    }
    Dwarf_Attribute resolved;
    if (operations[0].atom == DW_OP_addrx && dwarf_getlocation_attr(&attribute, operations, &resolved) == 0)
        return dwarf_formaddr(&resolved, address) == 0;
    return false;
}

static void add_variable(struct rl_symbols *symbols, Dwarf_Die *die)
{
    uint64_t address = 0;
    Dwarf_Die type;
    if (!fixed_address(die, &address) || !rl_type_strip(die, &type))
        return;
    uint64_t size = size_of_type(&type);
    const char *name = dwarf_diename(die);
    if (!name) {
        Dwarf_Attribute attribute;
        Dwarf_Die declaration;
        if (dwarf_formref_die(dwarf_attr(die, DW_AT_specification, &attribute), &declaration))
            name = dwarf_diename(&declaration);
    }
    if (name)
        rl_ranges_add(&symbols->variables, address, address + (size ? size : 1), die, name);
}

void rl_variables_collect(struct rl_symbols *symbols, Dwarf_Die *die)
{
    Dwarf_Die child;
    if (dwarf_child(die, &child) != 0)
        return;
    do {
        int tag = dwarf_tag(&child);
        if (tag == DW_TAG_variable)
            add_variable(symbols, &child);
        else if (tag == DW_TAG_subprogram || tag == DW_TAG_lexical_block)
            rl_variables_collect(symbols, &child);
    } while (dwarf_siblingof(&child, &child) == 0);
}

static void add_symbol(struct rl_symbols *symbols, const GElf_Sym *symbol, const char *name)
{
    if (GELF_ST_TYPE(symbol->st_info) != STT_OBJECT || symbol->st_shndx == SHN_UNDEF || symbol->st_size == 0)
        return;
    for (size_t i = 0; i < symbols->variables.length; i++) {
        if (symbols->variables.items[i].low == symbol->st_value)
            return;
    }
    rl_ranges_add(&symbols->variables, symbol->st_value, symbol->st_value + symbol->st_size, NULL, name);
}

void rl_variables_collect_elf(struct rl_symbols *symbols, Elf *elf)
{
    Elf_Scn *section = NULL;
    while (elf && (section = elf_nextscn(elf, section))) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header) || header.sh_type != SHT_SYMTAB || header.sh_entsize == 0)
            continue;
        Elf_Data *data = elf_getdata(section, NULL);
        for (size_t i = 0; data && i < header.sh_size / header.sh_entsize; i++) {
            GElf_Sym symbol;
            if (!gelf_getsym(data, (int)i, &symbol))
                continue;
            const char *name = elf_strptr(elf, header.sh_link, symbol.st_name);
            if (name)
                add_symbol(symbols, &symbol, name);
        }
    }
}

/* How many elements dimension `range` has; 0: unknown. */
static uint64_t count_of(Dwarf_Die *range)
{
    Dwarf_Attribute attribute;
    Dwarf_Word value = 0;
    if (dwarf_formudata(dwarf_attr(range, DW_AT_count, &attribute), &value) == 0)
        return value;
    if (dwarf_formudata(dwarf_attr(range, DW_AT_upper_bound, &attribute), &value) == 0)
        return value + 1;
    return 0;
}

/* Appends "[i][j]" and takes the elements before it off *offset. False: no element lies there. */
static bool descend_array(struct rl_text *text, Dwarf_Die *array, uint64_t *offset)
{
    Dwarf_Die element;
    uint64_t counts[8];
    size_t dimensions = 0;
    Dwarf_Die child;
    if (!rl_type_strip(array, &element) || dwarf_child(array, &child) != 0)
        return false;
    do {
        if (dwarf_tag(&child) == DW_TAG_subrange_type && dimensions < 8)
            counts[dimensions++] = count_of(&child);
    } while (dwarf_siblingof(&child, &child) == 0);
    uint64_t stride = size_of_type(&element);
    if (stride == 0 || (stride == 1 && *offset == 0)) /* a string is meant, not its first byte */
        return false;
    uint64_t index = *offset / stride;
    *offset %= stride;
    uint64_t below = 1;
    for (size_t i = 1; i < dimensions; i++)
        below *= counts[i] ? counts[i] : 1;
    for (size_t i = 0; i < dimensions; i++) {
        rl_text_addf(text, "[%llu]", (unsigned long long)(index / below));
        index %= below;
        if (i + 1 < dimensions)
            below /= counts[i + 1] ? counts[i + 1] : 1;
    }
    return true;
}

/* Appends ".field" and takes the field's own offset off *offset. False: the offset lies in no named field. */
static bool descend_struct(struct rl_text *text, Dwarf_Die *structure, uint64_t *offset, Dwarf_Die *member)
{
    if (dwarf_child(structure, member) != 0)
        return false;
    do {
        Dwarf_Attribute attribute;
        Dwarf_Die type;
        Dwarf_Word start = 0;
        if (dwarf_tag(member) != DW_TAG_member || !rl_type_strip(member, &type))
            continue;
        dwarf_formudata(dwarf_attr(member, DW_AT_data_member_location, &attribute), &start);
        uint64_t size = size_of_type(&type);
        if (dwarf_hasattr(member, DW_AT_bit_size) || *offset < start || *offset >= start + size)
            continue;
        const char *name = dwarf_diename(member);
        if (name)
            rl_text_addf(text, ".%s", name);
        *offset -= start;
        return true;
    } while (dwarf_siblingof(member, member) == 0);
    return false;
}

/* Types of libc whose inside tells a reader nothing: pthread_mutex_t, sem_t and their like. */
static bool is_opaque(Dwarf_Die *die)
{
    Dwarf_Attribute attribute;
    Dwarf_Die type;
    if (!dwarf_formref_die(dwarf_attr_integrate(die, DW_AT_type, &attribute), &type) ||
        dwarf_tag(&type) != DW_TAG_typedef)
        return false;
    const char *name = dwarf_diename(&type);
    return name && (strncmp(name, "pthread_", 8) == 0 || strcmp(name, "sem_t") == 0);
}

char *rl_symbols_global(struct rl_symbols *symbols, uint64_t address, uint64_t *size)
{
    struct rl_range *range = rl_ranges_find(&symbols->variables, address);
    *size = 0;
    if (!range)
        return NULL;
    if (strncmp(range->name, LIBC_STATE, strlen(LIBC_STATE)) == 0)
        return rl_text_format("what %s keeps inside libc", range->name + strlen(LIBC_STATE));
    struct rl_text text = RL_TEXT_INIT;
    rl_text_add(&text, range->name);
    uint64_t offset = address - range->low;
    Dwarf_Die here = range->die; /* what has the type: a variable, an array, a struct's member */
    Dwarf_Die type;
    *size = range->high - range->low;
    for (int depth = 0; range->die.addr && depth < 16 && !is_opaque(&here) && rl_type_strip(&here, &type);
         depth++) {
        Dwarf_Die member;
        int tag = dwarf_tag(&type);
        if (tag == DW_TAG_array_type && descend_array(&text, &type, &offset))
            here = type;
        else if (tag == DW_TAG_structure_type && descend_struct(&text, &type, &offset, &member))
            here = member;
        else
            break;
        if (rl_type_strip(&here, &type))
            *size = size_of_type(&type);
    }
    return rl_text_take(&text);
}
