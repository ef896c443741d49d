/* The pages of the program's file and of its libraries that are mapped. */
#include "base/loaded.h"

#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The system's own, which has no file. */
#define NO_FILE "linux-vdso"

static int let_go(struct dl_phdr_info *object, size_t size, void *argument)
{
	const uintptr_t page = *(const uintptr_t *)argument;

	(void)size;
	if (strncmp(object->dlpi_name, NO_FILE, strlen(NO_FILE)) == 0)
		return 0;
	for (size_t i = 0; i < object->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &object->dlpi_phdr[i];
		uintptr_t from = (object->dlpi_addr + part->p_vaddr) / page * page;
		uintptr_t to = object->dlpi_addr + part->p_vaddr + part->p_filesz;

		/* What the loader has written to (relocations) is in parts that are writable, also where they are protected afterwards. */
		if (part->p_type == PT_LOAD && (part->p_flags & PF_W) == 0)
			(void)madvise((void *)from, to - from, MADV_DONTNEED);
	}
	return 0;
}

void loaded_let_go(void)
{
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);

	(void)dl_iterate_phdr(let_go, &page);
}
