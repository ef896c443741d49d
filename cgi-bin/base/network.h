/* Addresses of clients, as limits count them. */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include <apr_pools.h>

/*
 * Whom an address stands for: an IPv4 address for itself; an IPv6 address for its first 64 bits ("2001:db8:1:2::/64"), of which one line has
 * all the rest to choose from (RFC 4291, 2.5.4); anything else for itself. In `pool` or `address` itself.
 */
const char *network_of(const char *address, apr_pool_t *pool);

#endif
