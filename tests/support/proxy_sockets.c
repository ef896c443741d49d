/* The sockets of a proxy. */
#include "support/proxy_sockets.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct sockaddr_un address_of(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	assert(strlen(path) < sizeof(address.sun_path));
	memcpy(address.sun_path, path, strlen(path) + 1);
	return address;
}

int proxy_listen_at(const char *path, int most)
{
	const struct sockaddr_un address = address_of(path);
	int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int failed = bind(listener, (const struct sockaddr *)&address, sizeof(address));
	failed |= listen(listener, most);
	assert(failed == 0);
	(void)failed;
	return listener;
}

int proxy_listen_on_a_port(int most, unsigned int *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof(address);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int failed = bind(listener, (const struct sockaddr *)&address, sizeof(address));
	failed |= listen(listener, most);
	failed |= getsockname(listener, (struct sockaddr *)&address, &length);
	assert(failed == 0);
	(void)failed;
	*port = ntohs(address.sin_port);
	return listener;
}

int proxy_connect(const char *path)
{
	const struct sockaddr_un address = address_of(path);
	int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(server, (const struct sockaddr *)&address, sizeof(address)) == 0)
		return server;
	close(server);
	return -1;
}
