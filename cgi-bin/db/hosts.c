/* The list of servers: read once, and one place in it that all threads share. */
#include "db/hosts.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/pool.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_LENGTH 253

struct db_hosts {
	struct db_hosts *next;
	char *text;
	unsigned int port;
	size_t count;
	struct host list[HOSTS_MAX];
	_Atomic size_t present;
	_Atomic int64_t look_ms, look_at_ms;
};

/* All lists of this process: a handful, never given back. */
static pthread_mutex_t lists_lock = PTHREAD_MUTEX_INITIALIZER;
static struct db_hosts *lists;

static const struct err *wrong(apr_pool_t *pool, const char *item, const char *why)
{
	return err_new(pool, CODE_INVALID, "[database] host: %s: \"%.80s\"", why, item);
}

static bool is_name(const char *text, bool is_bracketed)
{
	static const char LETTERS[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
	static const char ADDRESS[] = "abcdefABCDEF0123456789:.%";
	size_t length = strlen(text);
	return length >= 1 && length <= NAME_MAX_LENGTH &&
	    strspn(text, is_bracketed ? ADDRESS : LETTERS) == length;
}

static bool read_port(const char *text, unsigned int *out)
{
	size_t length = strlen(text);
	if (length < 1 || length > 5 || strspn(text, "0123456789") != length)
		return false;
	*out = (unsigned int)strtoul(text, NULL, 10);
	return *out >= 1 && *out <= 65535;
}

/* `item` is changed: cut into name and port. */
static const struct err *read_item(struct db_hosts *hosts, char *item, apr_pool_t *pool)
{
	const char *whole = apr_pstrdup(pool, item);
	bool is_bracketed = item[0] == '[';
	char *end = is_bracketed ? strchr(item, ']') : strchr(item, ':');
	struct host host = { .name = item + is_bracketed, .port = hosts->port };
	if (is_bracketed) {
		if (end == NULL || (end[1] != '\0' && end[1] != ':'))
			return wrong(pool, whole, "not [address] or [address]:port");
		*end++ = '\0';
	}
	if (end != NULL && *end == ':') {
		*end = '\0';
		if (!read_port(end + 1, &host.port))
			return wrong(pool, whole, "no port of 1..65535");
	}
	if (!is_name(host.name, is_bracketed))
		return wrong(pool, whole, "no name of a host");
	for (size_t i = 0; i < hosts->count; i++)
		if (strcmp(hosts->list[i].name, host.name) == 0 && hosts->list[i].port == host.port)
			return wrong(pool, whole, "named twice");
	if (hosts->count == HOSTS_MAX)
		return wrong(pool, whole, "more than 8 hosts, from");
	host.name = apr_pstrdup(pool, host.name);
	hosts->list[hosts->count++] = host;
	return NULL;
}

/* Between two commas there is something; blanks alone separate too. */
static const struct err *read_list(struct db_hosts *hosts, const char *text, apr_pool_t *pool)
{
	static const char BLANKS[] = " \t";
	char *rest = apr_pstrdup(pool, text);
	while (rest != NULL) {
		char *part = rest;
		rest = strchr(part, ',');
		if (rest != NULL)
			*rest++ = '\0';
		char *state, *item = strtok_r(part, BLANKS, &state);
		if (item == NULL)
			return wrong(pool, text, "an empty place in the list");
		for (; item != NULL; item = strtok_r(NULL, BLANKS, &state))
			TRY(read_item(hosts, item, pool));
	}
	return NULL;
}

static struct db_hosts *known(const char *text, unsigned int port)
{
	struct db_hosts *hosts = lists;
	while (hosts != NULL && (hosts->port != port || strcmp(hosts->text, text) != 0))
		hosts = hosts->next;
	return hosts;
}

static struct db_hosts *keep(const struct db_hosts *hosts, const char *text)
{
	struct db_hosts *kept = malloc(sizeof(*kept));
	assert(kept != NULL);
	memcpy(kept, hosts, sizeof(*kept));
	kept->text = strdup(text);
	for (size_t i = 0; i < kept->count; i++)
		kept->list[i].name = strdup(hosts->list[i].name);
	kept->next = lists;
	lists = kept;
	return kept;
}

const struct err *hosts_read(
    const char *text, unsigned int port, apr_pool_t *pool, struct db_hosts **out)
{
	struct db_hosts *hosts = pool_make(pool, struct db_hosts);
	hosts->port = port;
	atomic_store(&hosts->look_ms, HOSTS_LOOK_MS);
	TRY(read_list(hosts, text, pool));
	pthread_mutex_lock(&lists_lock);
	*out = known(text, port);
	if (*out == NULL)
		*out = keep(hosts, text);
	pthread_mutex_unlock(&lists_lock);
	return NULL;
}

size_t hosts_count(const struct db_hosts *hosts)
{
	return hosts->count;
}

const struct host *hosts_at(const struct db_hosts *hosts, size_t index)
{
	assert(index < hosts->count);
	return &hosts->list[index];
}

size_t hosts_present(struct db_hosts *hosts)
{
	return atomic_load(&hosts->present);
}

void hosts_move(struct db_hosts *hosts, size_t index)
{
	if (atomic_exchange(&hosts->present, index) == index)
		return;
	atomic_store(&hosts->look_at_ms, clock_monotonic_ms() + atomic_load(&hosts->look_ms));
	const struct host *host = hosts_at(hosts, index);
	char port[8];
	snprintf(port, sizeof(port), "%u", host->port);
	log_line(LOG_WARN, "db.moved", "host", host->name, "port", port, NULL);
}

void hosts_set_look_ms(struct db_hosts *hosts, int64_t ms)
{
	atomic_store(&hosts->look_ms, ms);
	atomic_store(&hosts->look_at_ms, clock_monotonic_ms() + ms);
}

bool hosts_look_is_due(struct db_hosts *hosts, int64_t now_ms)
{
	int64_t due_ms = atomic_load(&hosts->look_at_ms);
	return hosts_present(hosts) != 0 && now_ms >= due_ms &&
	    atomic_compare_exchange_strong(
		&hosts->look_at_ms, &due_ms, now_ms + atomic_load(&hosts->look_ms));
}
