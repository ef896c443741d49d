/* Moulds: a page that was rendered whole a few times, cut so that it can be given out many times where only some places of it differ. */
#ifndef WEB_MOULD_H
#define WEB_MOULD_H

#include <apr_pools.h>
#include <stddef.h>

#define MOULD_LOOKS_MAX 8

/* The same page in each of its looks: rendered by templates, all its places having that look. */
struct mould_blank {
	const char *looks[MOULD_LOOKS_MAX]; /* whole texts */
	size_t lengths[MOULD_LOOKS_MAX];
	size_t look_count;
	const char *from, *to; /* a place begins with the one text and ends with the other */
	/* Stands in the page once, outside of places: another one each time the page is given out. */
	const char *key;
};

/* Read-only once cut; any thread may fill it. */
struct mould;

/*
 * NULL where the looks do not fit one another (other text around their places, another number of them), or the key is not there once. Nothing of `blank` is kept.
 */
const struct mould *mould_cut(const struct mould_blank *blank, apr_pool_t *pool);

size_t mould_places(const struct mould *mould);
/* Bytes that it takes. */
size_t mould_size(const struct mould *mould);

/*
 * The page with each place, in the order of the page, in the look that is asked for, and with `key`, which is as long as the blank's and of letters, digits, '-' and '_' (it is not escaped again:
 * asserts). Every byte else was written by the templates, for the place where it stands.
 */
const char *mould_fill(const struct mould *mould, const unsigned char *looks, const char *key,
    apr_pool_t *pool, size_t *length);

#endif
