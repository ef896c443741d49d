/* Counters of changes in memory that programs share by a file. */
#include "base/changes.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* Several things share one; a multiple of a cache line's eight. */
#define COUNTERS 4096

struct counters {
	_Atomic uint64_t all;
	_Atomic uint64_t of[COUNTERS];
};

static struct counters *counters;

/* -1: none that can be written to. Whatever umask there is, programs of the file's group write to it. */
static int file_open(const char *path)
{
	struct stat about;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);

	if (fd < 0)
		return -1;
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode) ||
	    (about.st_size < (off_t)sizeof(struct counters) &&
		ftruncate(fd, sizeof(struct counters)) != 0)) {
		(void)close(fd);
		return -1;
	}
	if (about.st_uid == geteuid())
		(void)fchmod(fd, 0660);
	return fd;
}

void changes_start(const char *path)
{
	int fd = file_open(path);
	void *memory;

	if (fd < 0)
		log_line(
		    LOG_WARN, "changes.not-shared", "file", path, "why", strerror(errno), NULL);
	memory = mmap(NULL, sizeof(struct counters), PROT_READ | PROT_WRITE,
	    fd < 0 ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED, fd, 0);
	if (fd >= 0)
		(void)close(fd);
	counters = memory == MAP_FAILED ? NULL : memory;
}

void changes_note(int64_t id)
{
	if (counters != NULL)
		atomic_fetch_add(&counters->of[(uint64_t)id % COUNTERS], 1);
}

void changes_note_all(void)
{
	if (counters != NULL)
		atomic_fetch_add(&counters->all, 1);
}

bool changes_count(int64_t id, uint64_t *count)
{
	if (counters == NULL)
		return false;
	*count = atomic_load(&counters->all) + atomic_load(&counters->of[(uint64_t)id % COUNTERS]);
	return true;
}
