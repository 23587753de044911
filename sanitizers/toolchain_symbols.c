/* SPDX-License-Identifier: MIT */
/* Names: those of an object's symbols, and those by which users know their files. */
#define _GNU_SOURCE
#include "toolchain.h"

#include <fcntl.h>
#include <gelf.h>
#include <libelf.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *search_table(Elf *elf, Elf_Scn *section, const GElf_Shdr *header,
                          bool (*matches)(const char *name, bool defined))
{
    Elf_Data *data = elf_getdata(section, NULL);
    size_t count = data && header->sh_entsize ? header->sh_size / header->sh_entsize : 0;
    for (size_t i = 0; i < count; i++) {
        GElf_Sym symbol;
        if (!gelf_getsym(data, (int)i, &symbol) || GELF_ST_BIND(symbol.st_info) == STB_LOCAL)
            continue;
        const char *name = elf_strptr(elf, header->sh_link, symbol.st_name);
        if (name && *name && matches(name, symbol.st_shndx != SHN_UNDEF))
            return rl_text_copy(name);
    }
    return NULL;
}

char *rl_toolchain_find_symbol(const char *object, bool (*matches)(const char *name, bool defined))
{
    int fd = open(object, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    elf_version(EV_CURRENT);
    char *found = NULL;
    Elf *elf = elf_begin(fd, ELF_C_READ, NULL);
    for (Elf_Scn *section = NULL; elf && !found && (section = elf_nextscn(elf, section));) {
        GElf_Shdr header;
        if (gelf_getshdr(section, &header) && header.sh_type == SHT_SYMTAB)
            found = search_table(elf, section, &header, matches);
    }
    elf_end(elf);
    close(fd);
    return found;
}

const char *rl_toolchain_display_name(const char *const *sources, const char *path)
{
    char resolved[PATH_MAX], other[PATH_MAX];
    const char *real = realpath(path, resolved);
    for (size_t i = 0; sources && sources[i]; i++) {
        if (sources[i][0] == '/')
            continue;
        if (strcmp(sources[i], path) == 0 ||
            (real && realpath(sources[i], other) && strcmp(real, other) == 0))
            return sources[i];
    }
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}
