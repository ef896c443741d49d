/* Addresses of clients, as limits count them. */
#include "base/network.h"

#include <apr_strings.h>
#include <arpa/inet.h>
#include <string.h>

const char *network_of(const char *address, apr_pool_t *pool)
{
	struct in6_addr network;
	char text[INET6_ADDRSTRLEN];

	if (inet_pton(AF_INET6, address, &network) != 1 || IN6_IS_ADDR_V4MAPPED(&network))
		return address;
	memset(network.s6_addr + 8, 0, 8);
	if (inet_ntop(AF_INET6, &network, text, sizeof(text)) == NULL)
		return address;
	return apr_pstrcat(pool, text, "/64", NULL);
}
