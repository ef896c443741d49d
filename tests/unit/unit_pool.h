/* The pool of a unit test, from set up to tear down: of its group, or of each test. */
#ifndef TESTS_UNIT_POOL_H
#define TESTS_UNIT_POOL_H

#include "unit.h"

static apr_pool_t *pool;

static inline int pool_set_up(void **state)
{
	(void)state;
	pool = pool_new(NULL);
	return 0;
}

static inline int pool_tear_down(void **state)
{
	(void)state;
	apr_pool_destroy(pool);
	return 0;
}

#endif
