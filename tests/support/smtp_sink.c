/* Just enough of SMTP (RFC 5321) to be given a mail. */
#include "support/smtp_sink.h"

#include "base/pool.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define TEXT_MAX (64 * 1024)

struct sink {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	int listener, stop[2];
	const char *url, *refuses, *answer;
	/* under the lock */
	char commands[TEXT_MAX], message[TEXT_MAX];
	bool is_slow, has_message;
};

static void must(bool is_good, const char *what)
{
	if (is_good)
		return;
	perror(what);
	abort();
}

static bool is_readable(const struct sink *sink, int socket)
{
	struct pollfd waits[] = { { sink->stop[0], POLLIN, 0 }, { socket, POLLIN, 0 } };

	return poll(waits, 2, -1) > 0 && waits[0].revents == 0;
}

/* A line with its CRLF. */
static bool line_read(const struct sink *sink, int socket, char *line, size_t room)
{
	size_t length = 0;

	while (length < room - 1 && is_readable(sink, socket) &&
	    recv(socket, line + length, 1, 0) == 1) {
		length++;
		line[length] = '\0';
		if (line[length - 1] == '\n')
			return true;
	}
	return false;
}

static void append(struct sink *sink, char *text, const char *line)
{
	must(pthread_mutex_lock(&sink->lock) == 0, "lock");
	must(strlen(text) + strlen(line) < TEXT_MAX, "a mail too large for the test");
	strcat(text, line);
	pthread_mutex_unlock(&sink->lock);
}

static void say(int socket, const char *line)
{
	(void)send(socket, line, strlen(line), MSG_NOSIGNAL);
}

static bool is_refused(const struct sink *sink, const char *line)
{
	return sink->refuses != NULL && strncmp(line, sink->refuses, strlen(sink->refuses)) == 0;
}

/* It has a message; a slow one thinks it over until it may not be slow any more. */
static void think(struct sink *sink)
{
	must(pthread_mutex_lock(&sink->lock) == 0, "lock");
	sink->has_message = true;
	pthread_cond_broadcast(&sink->changed);
	while (sink->is_slow)
		pthread_cond_wait(&sink->changed, &sink->lock);
	pthread_mutex_unlock(&sink->lock);
}

static void message_take(struct sink *sink, int socket)
{
	char line[2048];

	say(socket, "354 go on\r\n");
	must(pthread_mutex_lock(&sink->lock) == 0, "lock");
	sink->message[0] = '\0';
	pthread_mutex_unlock(&sink->lock);
	while (line_read(sink, socket, line, sizeof(line)) && strcmp(line, ".\r\n") != 0)
		append(sink, sink->message, line[0] == '.' ? line + 1 : line);
	think(sink);
	say(socket, is_refused(sink, ".\r\n") ? sink->answer : "250 taken\r\n");
}

static void talk(struct sink *sink, int socket)
{
	char line[2048];

	say(socket, is_refused(sink, "") ? sink->answer : "220 sink\r\n");
	while (line_read(sink, socket, line, sizeof(line))) {
		append(sink, sink->commands, line);
		if (is_refused(sink, line))
			say(socket, sink->answer);
		else if (strcmp(line, "DATA\r\n") == 0)
			message_take(sink, socket);
		else if (strcmp(line, "QUIT\r\n") == 0)
			say(socket, "221 bye\r\n");
		else
			say(socket, "250 well\r\n");
	}
}

static void *sink_run(void *arg)
{
	struct sink *sink = arg;

	while (is_readable(sink, sink->listener)) {
		int socket = accept(sink->listener, NULL, NULL);

		if (socket < 0)
			continue;
		talk(sink, socket);
		close(socket);
	}
	return NULL;
}

static apr_status_t sink_stop(void *arg)
{
	struct sink *sink = arg;

	sink_slow(sink, false);
	must(write(sink->stop[1], "x", 1) == 1, "stop");
	must(pthread_join(sink->thread, NULL) == 0, "join");
	close(sink->listener);
	close(sink->stop[0]);
	close(sink->stop[1]);
	return APR_SUCCESS;
}

struct sink *sink_start(const char *refuses, apr_pool_t *pool)
{
	return sink_start_saying(refuses, "550 no\r\n", pool);
}

struct sink *sink_start_saying(const char *refuses, const char *answer, apr_pool_t *pool)
{
	struct sink *sink = pool_make(pool, struct sink);
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t length = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	sink->refuses = refuses;
	sink->answer = answer;
	sink->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(sink->listener >= 0 && bind(sink->listener, (struct sockaddr *)&at, length) == 0 &&
		listen(sink->listener, 16) == 0 &&
		getsockname(sink->listener, (struct sockaddr *)&at, &length) == 0 &&
		pipe(sink->stop) == 0,
	    "sink");
	sink->url = apr_psprintf(pool, "smtp://127.0.0.1:%d", ntohs(at.sin_port));
	must(pthread_mutex_init(&sink->lock, NULL) == 0 &&
		pthread_cond_init(&sink->changed, NULL) == 0 &&
		pthread_create(&sink->thread, NULL, sink_run, sink) == 0,
	    "sink");
	apr_pool_cleanup_register(pool, sink, sink_stop, apr_pool_cleanup_null);
	return sink;
}

const char *sink_url(const struct sink *sink)
{
	return sink->url;
}

void sink_slow(struct sink *sink, bool is_slow)
{
	must(pthread_mutex_lock(&sink->lock) == 0, "lock");
	sink->is_slow = is_slow;
	pthread_cond_broadcast(&sink->changed);
	pthread_mutex_unlock(&sink->lock);
}

void sink_await_message(struct sink *sink)
{
	must(pthread_mutex_lock(&sink->lock) == 0, "lock");
	while (!sink->has_message)
		pthread_cond_wait(&sink->changed, &sink->lock);
	pthread_mutex_unlock(&sink->lock);
}

static const char *copy(struct sink *sink, const char *text, apr_pool_t *pool)
{
	const char *copied;

	must(pthread_mutex_lock(&sink->lock) == 0, "lock");
	copied = apr_pstrdup(pool, text);
	pthread_mutex_unlock(&sink->lock);
	return copied;
}

const char *sink_commands(struct sink *sink, apr_pool_t *pool)
{
	return copy(sink, sink->commands, pool);
}

const char *sink_message(struct sink *sink, apr_pool_t *pool)
{
	return copy(sink, sink->message, pool);
}
