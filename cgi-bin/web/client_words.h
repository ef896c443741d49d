/* What a browser is, in words. */
#ifndef WEB_CLIENT_WORDS_H
#define WEB_CLIENT_WORDS_H

#include <apr_pools.h>

/* "Firefox on Windows" of a User-Agent field (NULL: none); "A browser" of what says nothing that is known. Nothing of the field itself is in it; at most 60 characters. */
const char *client_words(const char *agent, apr_pool_t *pool);

#endif
