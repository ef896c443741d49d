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

/* Programs of the file's group write to it, whatever umask there is, and from the moment on when it is there. -1: it cannot be opened. */
static int file_open(const char *path)
{
	mode_t usual = umask(0);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
	int error = errno;

	(void)umask(usual);
	errno = error;
	return fd;
}

/* NULL: it cannot be, and errno says why. All of it is on the disk before: whoever writes to memory for which a full disk has no room dies of it. */
static struct counters *file_map(int fd)
{
	struct stat about;
	void *memory;

	if (fstat(fd, &about) != 0)
		return NULL;
	errno = S_ISREG(about.st_mode) ? posix_fallocate(fd, 0, sizeof(struct counters)) : EINVAL;
	if (errno != 0)
		return NULL;
	memory = mmap(NULL, sizeof(struct counters), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	return memory == MAP_FAILED ? NULL : memory;
}

void changes_start(const char *path)
{
	int fd = file_open(path);

	counters = fd < 0 ? NULL : file_map(fd);
	if (counters == NULL)
		log_line(
		    LOG_WARN, "changes.not-counted", "file", path, "why", strerror(errno), NULL);
	if (fd >= 0)
		(void)close(fd);
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
