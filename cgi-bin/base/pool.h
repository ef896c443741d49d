/*
 * APR pools as this project makes them: out of memory ends the process, so no caller checks for
 * NULL.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <apr_pools.h>
#include <apr_strings.h>
#include <apr_tables.h>

/* Once per process, before any other call; undone at exit. */
void pool_start(void);

/*
 * A new pool below `parent` (NULL: a root of its own with its own allocator, for one thread at a
 * time). A parent and its children are for one thread at a time.
 */
apr_pool_t *pool_new(apr_pool_t *parent);

/*
 * As pool_new, but with its own allocator: another thread than the parent's may use it meanwhile.
 */
apr_pool_t *pool_new_apart(apr_pool_t *parent);

/* What is free goes back to the kernel, from all heaps. Takes about a millisecond. */
void pool_trim(void);

/* A zeroed struct, and a zeroed array of `count` (overflow checked), in `pool`. */
#define pool_make(pool, type) ((type *)apr_pcalloc((pool), sizeof(type)))
#define pool_make_many(pool, type, count) ((type *)pool_many((pool), (count), sizeof(type)))
void *pool_many(apr_pool_t *pool, size_t count, size_t size);

#endif
