/* Which files of the cache go: ages are counted in steps that grow with them, so that no list of the files is needed. */
#include "remote/flight_folder.h"

#include "base/clock.h"
#include "remote/flight_cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_BYTES 4096
/* Each doubling of an age (microseconds) is cut into so many steps. */
#define STEPS 32
#define AGES (60 * STEPS)

struct tidying {
	DIR *folder;
	int64_t now, before;
	int64_t bytes[AGES]; /* of the files of each age */
	size_t count;        /* deleted */
};

int64_t flight_folder_cost(int64_t length)
{
	int64_t blocks = (length + BLOCK_BYTES - 1) / BLOCK_BYTES;

	return (blocks > 0 ? blocks : 1) * BLOCK_BYTES;
}

static bool ends_with(const char *name, const char *ending)
{
	size_t length = strlen(name), ending_length = strlen(ending);

	return length > ending_length && strcmp(name + length - ending_length, ending) == 0;
}

/* The next file of ours; NULL: no more. */
static const char *file_next(const struct tidying *tidying, struct stat *about)
{
	struct dirent *item;

	while ((item = readdir(tidying->folder)) != NULL) {
		const char *name = item->d_name;

		if ((ends_with(name, FLIGHT_FILE_ANSWER) ||
			ends_with(name, FLIGHT_FILE_FORGOTTEN) ||
			ends_with(name, FLIGHT_FILE_NEW)) &&
		    fstatat(dirfd(tidying->folder), name, about, AT_SYMLINK_NOFOLLOW) == 0)
			return name;
	}
	return NULL;
}

static int64_t written_at(const struct stat *about)
{
	return (int64_t)about->st_mtim.tv_sec * CLOCK_SECOND + about->st_mtim.tv_nsec / 1000;
}

/* What was written after now, before the clock was set back, is of no use to anybody: it counts as very old. */
static size_t age_of(const struct tidying *tidying, const struct stat *about)
{
	int64_t age = tidying->now - written_at(about);
	size_t doublings = 0;

	if (age < -FLIGHT_CLOCK_SKEW)
		return AGES - 1;
	if (age < 0)
		return 0;
	while (age >> doublings >= 2 * STEPS)
		doublings++;
	return doublings * STEPS + (size_t)(age >> doublings);
}

static void file_delete(struct tidying *tidying, const char *name)
{
	if (unlinkat(dirfd(tidying->folder), name, 0) == 0)
		tidying->count++;
}

/* What is too old goes at once; what the rest costs. */
static int64_t look(struct tidying *tidying)
{
	int64_t bytes = 0;
	struct stat about;
	const char *name;

	while ((name = file_next(tidying, &about)) != NULL) {
		int64_t cost = flight_folder_cost(about.st_size);

		if (written_at(&about) < tidying->before) {
			file_delete(tidying, name);
			continue;
		}
		tidying->bytes[age_of(tidying, &about)] += cost;
		bytes += cost;
	}
	return bytes;
}

/* The oldest go until `excess` is gone: those of ages above some age, and of that age as many as it takes. */
static void make_room(struct tidying *tidying, int64_t excess)
{
	size_t age = AGES - 1;
	struct stat about;
	const char *name;

	while (age > 0 && tidying->bytes[age] < excess)
		excess -= tidying->bytes[age--];
	rewinddir(tidying->folder);
	while ((name = file_next(tidying, &about)) != NULL) {
		size_t its = age_of(tidying, &about);

		if (its < age || (its == age && excess <= 0))
			continue;
		file_delete(tidying, name);
		if (its == age)
			excess -= flight_folder_cost(about.st_size);
	}
}

size_t flight_folder_tidy(const char *path, int64_t before, int64_t bytes)
{
	struct tidying tidying = { opendir(path), clock_now(), before, { 0 }, 0 };
	int64_t found;

	if (tidying.folder == NULL)
		return 0;
	found = look(&tidying);
	if (found > bytes)
		make_room(&tidying, found - bytes);
	(void)closedir(tidying.folder);
	return tidying.count;
}
