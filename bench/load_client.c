/* The load generator's connections: one request at a time, kept alive as long as the server lets them live. */
#include "load_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define ASKED_MAX 24 /* by a buyer, from one address */

/* One of four million addresses of the loopback network; whoever only looks has the usual one. */
static bool choose_address(struct load *load, int fd)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int one = 1;

	if (load->scenario == SCENARIO_PAGE)
		return true;
	address.sin_addr.s_addr = htonl(0x7f400000 | (uint32_t)(random_next(load) & 0x3fffff));
	return setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof(one)) == 0 &&
	    bind(fd, (const struct sockaddr *)&address, sizeof(address)) == 0;
}

static bool open_connection(struct load *load, struct client *client)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)load->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = client };
	int one = 1;

	client->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	client->asked = 0;
	if (client->fd < 0)
		return false;
	/* On the loopback interface this does not wait. */
	if (choose_address(load, client->fd) &&
	    connect(client->fd, (const struct sockaddr *)&address, sizeof(address)) == 0 &&
	    fcntl(client->fd, F_SETFL, O_NONBLOCK) == 0 &&
	    setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one)) == 0 &&
	    epoll_ctl(load->epoll, EPOLL_CTL_ADD, client->fd, &event) == 0)
		return true;
	close(client->fd);
	client->fd = -1;
	return false;
}

static void close_connection(struct client *client)
{
	if (client->fd >= 0)
		close(client->fd);
	client->fd = -1;
}

void client_move(const struct load *load, struct client *client)
{
	if (load->scenario != SCENARIO_PAGE && client->asked >= ASKED_MAX)
		close_connection(client);
}

void client_drop(struct load *load, struct client *client)
{
	close_connection(client);
	load->figures.errors++;
	client->is_busy = false;
	load->busy--;
}

static void wait_for(struct load *load, struct client *client, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.ptr = client };

	epoll_ctl(load->epoll, EPOLL_CTL_MOD, client->fd, &event);
}

/* True: all of it is out. */
static bool push(struct load *load, struct client *client)
{
	while (client->out_sent < client->out_length) {
		ssize_t n = send(client->fd, client->out + client->out_sent,
		    client->out_length - client->out_sent, MSG_NOSIGNAL);

		if (n < 0 && errno == EAGAIN)
			return false;
		if (n < 0) {
			client_drop(load, client);
			return false;
		}
		client->out_sent += (size_t)n;
	}
	return true;
}

void client_send(struct load *load, struct client *client)
{
	answer_begin(&client->answer);
	client->ask_began_us = load->now_us;
	client->out_sent = 0;
	client->is_busy = true;
	load->busy++;
	client->asked++;
	if (client->fd < 0 && !open_connection(load, client)) {
		client_drop(load, client);
		return;
	}
	if (!push(load, client) && client->is_busy)
		wait_for(load, client, EPOLLIN | EPOLLOUT);
}

static void receive(struct load *load, struct client *client)
{
	static char bytes[65536];
	enum answer_state state = ANSWER_MORE;

	while (state == ANSWER_MORE) {
		ssize_t n = recv(client->fd, bytes, sizeof(bytes), 0);

		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)
			state = ANSWER_BAD;
		else if (n == 0)
			state = answer_end(&client->answer);
		else
			state = answer_take(&client->answer, bytes, (size_t)n);
		/* What was read in part is likely to be all there is for now. */
		if (state == ANSWER_MORE && n < (ssize_t)sizeof(bytes))
			return;
	}
	if (state == ANSWER_BAD) {
		client_drop(load, client);
		visit_begin(load, client);
		return;
	}
	if (client->answer.is_closing)
		close_connection(client);
	client->is_busy = false;
	load->busy--;
	visit_answered(load, client);
}

void client_go_on(struct load *load, struct client *client)
{
	if (!client->is_busy) { /* closed by the server while nothing was asked */
		close_connection(client);
		return;
	}
	if (client->out_sent < client->out_length) {
		if (!push(load, client))
			return;
		wait_for(load, client, EPOLLIN);
	}
	receive(load, client);
}
