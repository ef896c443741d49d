/* Pools: started once, undone at exit, and out of memory is the end. */
#include "base/pool.h"

#include <apr_allocator.h>
#include <apr_general.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

/* What an allocator keeps of its freed memory, so that one large request does not stay for ever. */
#define POOL_KEEP_BYTES ((apr_size_t)96 * 1024)

/*
 * Heaps of a process, whatever the number of its threads: they keep what they need again in pools of
 * their own, and each heap more keeps holes that only its own threads can fill.
 */
#define HEAPS 2

/* Writes without allocating: there is nothing to allocate from. */
static int pool_no_memory(int status)
{
	static const char line[] = "{\"level\":\"error\",\"event\":\"pool.no-memory\"}\n";
	ssize_t written = write(STDERR_FILENO, line, sizeof(line) - 1);

	(void)written;
	(void)status;
	abort();
}

void pool_start(void)
{
	(void)mallopt(M_ARENA_MAX, HEAPS);
	if (apr_initialize() != APR_SUCCESS || atexit(apr_terminate) != 0)
		pool_no_memory(APR_ENOMEM);
}

apr_pool_t *pool_new_apart(apr_pool_t *parent)
{
	apr_allocator_t *allocator = NULL;
	apr_pool_t *pool = NULL;

	if (apr_allocator_create(&allocator) != APR_SUCCESS ||
	    apr_pool_create_ex(&pool, parent, pool_no_memory, allocator) != APR_SUCCESS)
		pool_no_memory(APR_ENOMEM);
	apr_allocator_max_free_set(allocator, POOL_KEEP_BYTES);
	apr_allocator_owner_set(allocator, pool);
	return pool;
}

apr_pool_t *pool_new(apr_pool_t *parent)
{
	apr_pool_t *pool = NULL;

	if (parent == NULL)
		return pool_new_apart(NULL);
	if (apr_pool_create_ex(&pool, parent, pool_no_memory, NULL) != APR_SUCCESS)
		pool_no_memory(APR_ENOMEM);
	return pool;
}

void pool_trim(void)
{
	(void)malloc_trim(0);
}

void *pool_many(apr_pool_t *pool, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		pool_no_memory(APR_ENOMEM);
	return apr_pcalloc(pool, bytes);
}
