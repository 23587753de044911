/* SPDX-License-Identifier: MIT */
/* The screen's look at the object: names that are not the submission's to define or to use, sections that no
 * compiler makes of plain C, variables larger than any lab's, and types whose accesses clang does not report.
 */
#include "screen_parts.h"

#include "words.h"

#include <dlfcn.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <string.h>
#include <unistd.h>

enum { VARIABLES_MOST_MIB = 64 };

struct looking {
    const char *shown;
    char **why;
};

static enum rl_screen find(const struct looking *with, enum rl_screen kind, char *why)
{
    *with->why = why;
    return kind;
}

/* -------------------------------------------------------------------------------------------------- names */

/* Would it take the place of something of the C library's? racelab itself is linked with that. */
static bool is_libc(const char *name)
{
    static const char *const libraries[] = {"libc.so.6", "libm.so.6"};
    bool found = false;
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !found; i++) {
        void *library = dlopen(libraries[i], RTLD_LAZY | RTLD_NOLOAD);
        found = library && dlsym(library, name);
        if (library)
            dlclose(library);
    }
    return found;
}

static enum rl_screen judge_definition(const struct looking *with, const char *name, const GElf_Sym *symbol)
{
    static const char *const owned[] = {"_", "rl_lab_", "rlx_", "lab_"};
    if (GELF_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC)
        return find(
            with, RL_SCREEN_UNSUPPORTED,
            rl_text_format(
                "%s defines %s as an ifunc: it is chosen when the program is loaded. Call it directly",
                with->shown, name));
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        if (rl_text_starts(name, owned[i]))
            return find(
                with, RL_SCREEN_TAMPERING,
                rl_text_format(
                    "%s defines %s: names that begin so belong to the compiler, to the C library or to "
                    "racelab. Give it another name",
                    with->shown, name));
    if (is_libc(name))
        return find(
            with, RL_SCREEN_TAMPERING,
            rl_text_format(
                "%s defines %s, which is the C library's, for the whole program. Make it static, or give "
                "it another name",
                with->shown, name));
    return RL_SCREEN_CLEAN;
}

static enum rl_screen judge_symbol(const struct looking *with, const char *name, const GElf_Sym *symbol)
{
    int binding = GELF_ST_BIND(symbol->st_info);
    if (!*name || binding == STB_LOCAL)
        return RL_SCREEN_CLEAN;
    if (symbol->st_shndx != SHN_UNDEF)
        return judge_definition(with, name, symbol);
    if (rl_text_starts(name, "rl_lab_") || rl_text_starts(name, "rlx_"))
        return find(with, RL_SCREEN_TAMPERING,
                    rl_text_format(
                        "%s uses %s: what racelab/lab.h offers is for the lab's scenario only. Leave it out",
                        with->shown, name));
    return RL_SCREEN_CLEAN;
}

static enum rl_screen judge_symbols(const struct looking *with, Elf *elf, Elf_Scn *section,
                                    const GElf_Shdr *header)
{
    Elf_Data *data = elf_getdata(section, NULL);
    size_t count = data && header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
    enum rl_screen found = RL_SCREEN_CLEAN;
    for (size_t i = 0; i < count && found == RL_SCREEN_CLEAN; i++) {
        GElf_Sym symbol;
        const char *name =
            gelf_getsym(data, (int)i, &symbol) ? elf_strptr(elf, header->sh_link, symbol.st_name) : NULL;
        if (name)
            found = judge_symbol(with, name, &symbol);
    }
    return found;
}

/* ----------------------------------------------------------------------------------------------- sections */

/* What compilers make of plain C; .init_array holds the sanitizer's own constructor, which the explorer looks
 * at. */
static bool is_ordinary(const char *name)
{
    static const char *const ordinary[] = {
        ".text", ".data",     ".bss",        ".rodata",     ".tdata",
        ".tbss", ".eh_frame", ".init_array", ".fini_array", ".note.gnu.property"};
    for (size_t i = 0; i < sizeof ordinary / sizeof *ordinary; i++) {
        size_t length = strlen(ordinary[i]);
        if (strncmp(name, ordinary[i], length) == 0 && (!name[length] || name[length] == '.'))
            return true;
    }
    return strncmp(name, "asan_", 5) == 0;
}

static enum rl_screen judge_section(const struct looking *with, const char *name, const GElf_Shdr *header,
                                    unsigned long long *bytes)
{
    if (!(header->sh_flags & SHF_ALLOC))
        return RL_SCREEN_CLEAN;
    *bytes += header->sh_size;
    if (!is_ordinary(name) || (header->sh_flags & SHF_WRITE && header->sh_flags & SHF_EXECINSTR))
        return find(with, RL_SCREEN_UNSUPPORTED,
                    rl_text_format(
                        "%s puts something into the section %s, which no lab needs. Leave the attribute out",
                        with->shown, name));
    if (*bytes > (unsigned long long)VARIABLES_MOST_MIB << 20)
        return find(with, RL_SCREEN_LIMIT,
                    rl_text_format("memory: the variables of %s take more than %d MiB", with->shown,
                                   VARIABLES_MOST_MIB));
    return RL_SCREEN_CLEAN;
}

static enum rl_screen judge_sections(const struct looking *with, Elf *elf)
{
    size_t names = 0;
    unsigned long long bytes = 0;
    enum rl_screen found = elf_getshdrstrndx(elf, &names) == 0 ? RL_SCREEN_CLEAN : RL_SCREEN_INFRA;
    for (Elf_Scn *section = NULL; found == RL_SCREEN_CLEAN && (section = elf_nextscn(elf, section));) {
        GElf_Shdr header;
        if (!gelf_getshdr(section, &header))
            continue;
        const char *name = elf_strptr(elf, names, header.sh_name);
        found = judge_section(with, name ? name : "", &header, &bytes);
        if (found == RL_SCREEN_CLEAN && header.sh_type == SHT_SYMTAB)
            found = judge_symbols(with, elf, section, &header);
    }
    return found;
}

/* -------------------------------------------------------------------------------------------------- types */

static bool number_of(Dwarf_Die *die, unsigned name, Dwarf_Word *out)
{
    Dwarf_Attribute attribute;
    return dwarf_attr(die, name, &attribute) && dwarf_formudata(&attribute, out) == 0;
}

/* Neighbouring bit-fields are read and written together. */
struct run {
    Dwarf_Word begin, end; /* bytes; end 0: there is none */
};

/* clang takes as many bytes as they fill, or a register's size where there is room before the next member: 3,
 * 5, 6 and 7 bytes are what it does not report. */
static bool run_goes_unreported(const struct run *run, Dwarf_Word next)
{
    Dwarf_Word size = run->end - run->begin, full = size <= 2 ? size : size <= 4 ? 4 : 8;
    return run->end && (size > 8 || (size != full && (run->begin % full != 0 || run->begin + full > next)));
}

/* One that begins a new register's worth begins a new run. */
static bool take_bit_field(struct run *run, Dwarf_Word offset, Dwarf_Word size)
{
    bool unreported = run->end && offset % 64 == 0 && run_goes_unreported(run, offset / 8);
    if (!run->end || offset % 64 == 0)
        run->begin = offset / 8;
    run->end = (offset + size + 7) / 8;
    return unreported;
}

static bool bit_fields_go_unreported(Dwarf_Die *type)
{
    Dwarf_Die member;
    struct run run = {0};
    Dwarf_Word total = 0, size, offset;
    number_of(type, DW_AT_byte_size, &total);
    if (dwarf_child(type, &member) != 0)
        return false;
    do {
        if (dwarf_tag(&member) != DW_TAG_member)
            continue;
        bool bits = number_of(&member, DW_AT_bit_size, &size);
        if (bits &&
            (!number_of(&member, DW_AT_data_bit_offset, &offset) || take_bit_field(&run, offset, size)))
            return true;
        if (bits)
            continue;
        if (number_of(&member, DW_AT_data_member_location, &offset) && run_goes_unreported(&run, offset))
            return true;
        run = (struct run){0};
    } while (dwarf_siblingof(&member, &member) == 0);
    return run_goes_unreported(&run, total);
}

/* Of 80 bits, of more than 16 bytes, or of a number of bits that no register has: clang reports no access to
 * it. */
static bool goes_unreported(Dwarf_Die *type)
{
    int tag = dwarf_tag(type);
    const char *name = dwarf_diename(type);
    Dwarf_Attribute attribute;
    bool vector = false;
    if (tag == DW_TAG_array_type && dwarf_attr(type, DW_AT_GNU_vector, &attribute))
        dwarf_formflag(&attribute, &vector);
    if (tag == DW_TAG_base_type && name)
        return strstr(name, "long double") || strstr(name, "_BitInt") || strstr(name, "_ExtInt") ||
               strstr(name, "float80");
    return vector || (tag == DW_TAG_structure_type && bit_fields_go_unreported(type));
}

static bool find_type(Dwarf_Die *die, unsigned depth, Dwarf_Die *out)
{
    Dwarf_Die child;
    if (goes_unreported(die)) {
        *out = *die;
        return true;
    }
    if (depth > 64 || dwarf_child(die, &child) != 0)
        return false;
    do {
        if (find_type(&child, depth + 1, out))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

static enum rl_screen judge_unit(const struct looking *with, Dwarf_Die *unit)
{
    Dwarf_Die type;
    if (!find_type(unit, 0, &type))
        return RL_SCREEN_CLEAN;
    const char *what = dwarf_tag(&type) == DW_TAG_array_type       ? "a vector type"
                       : dwarf_tag(&type) == DW_TAG_structure_type ? "bit-fields that fit no register"
                                                                   : dwarf_diename(&type);
    return find(
        with, RL_SCREEN_UNSUPPORTED,
        rl_text_format(
            "%s uses %s, whose accesses the compiler does not report to any observer. Use int, long or "
            "double",
            with->shown, what));
}

/* libdwfl, not libdw: in an object that is not linked, names are found only after relocation. */
static enum rl_screen judge_types(const struct looking *with, const char *object)
{
    static const Dwfl_Callbacks callbacks = {.section_address = dwfl_offline_section_address,
                                             .find_debuginfo = dwfl_standard_find_debuginfo};
    Dwfl *dwfl = dwfl_begin(&callbacks);
    Dwfl_Module *module = dwfl ? dwfl_report_offline(dwfl, "submission", object, -1) : NULL;
    enum rl_screen found = RL_SCREEN_CLEAN;
    Dwarf_Addr bias;
    if (module)
        dwfl_report_end(dwfl, NULL, NULL);
    for (Dwarf_Die *unit = NULL;
         module && found == RL_SCREEN_CLEAN && (unit = dwfl_module_nextcu(module, unit, &bias));)
        found = judge_unit(with, unit);
    if (dwfl)
        dwfl_end(dwfl);
    return found;
}

enum rl_screen rl_screen_object(const char *object, const char *shown, bool every_size, char **why)
{
    struct looking with = {shown, why};
    int fd = open(object, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    enum rl_screen found = RL_SCREEN_INFRA;
    elf_version(EV_CURRENT);
    Elf *elf = fd >= 0 ? elf_begin(fd, ELF_C_READ, NULL) : NULL;
    if (elf && elf_kind(elf) == ELF_K_ELF) {
        found = judge_sections(&with, elf);
        if (found == RL_SCREEN_CLEAN && !every_size)
            found = judge_types(&with, object);
    }
    if (found == RL_SCREEN_INFRA)
        *why = rl_text_copy("the compiled file cannot be read; `racelab doctor` looks for the cause");
    elf_end(elf);
    if (fd >= 0)
        close(fd);
    return found;
}
