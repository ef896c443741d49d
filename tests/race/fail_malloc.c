/*
 * For the hammer: in the process whose number is in a file, the nth allocation from now finds no
 * memory. Loaded with LD_PRELOAD; FAIL_MALLOC_ORDER names the file.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);

/* The file: who, how many are left until the one that fails, and how many have failed so far. */
struct order {
	_Atomic int32_t pid, left, failed;
};

static struct order *order;

__attribute__((constructor)) static void start(void)
{
	const char *path = getenv("FAIL_MALLOC_ORDER");
	int file = path == NULL ? -1 : open(path, O_RDWR | O_CLOEXEC);
	void *map;

	if (file < 0)
		return;
	map = mmap(NULL, sizeof(struct order), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (map != MAP_FAILED)
		order = map;
	(void)close(file);
}

static bool fails(void)
{
	if (order == NULL || atomic_load(&order->left) <= 0 || atomic_load(&order->pid) != getpid())
		return false;
	if (atomic_fetch_sub(&order->left, 1) != 1)
		return false;
	atomic_fetch_add(&order->failed, 1);
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}
