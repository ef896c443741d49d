/* Departures that this process knows: a table of fixed size behind a lock, in which a newcomer takes the place of an older one. */
#include "domain/departure_known.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define PLACES 4096
#define NAME_MAX_LENGTH 27

struct place {
	char name[NAME_MAX_LENGTH + 1]; /* "": nobody's */
	int64_t version;
	int64_t id;
};

static struct place places[PLACES];
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

/* FNV-1a. */
static struct place *place_of(const char *name)
{
	uint32_t hash = 2166136261u;
	for (const char *at = name; *at != '\0'; at++)
		hash = (hash ^ (unsigned char)*at) * 16777619u;
	return &places[hash % PLACES];
}

static void check(int status)
{
	if (status != 0)
		abort();
}

bool departure_known(const char *name, int64_t version, int64_t *id)
{
	struct place *place = place_of(name);
	check(pthread_rwlock_rdlock(&lock));
	bool is_known = strcmp(place->name, name) == 0 && place->version >= version;
	if (is_known)
		*id = place->id;
	check(pthread_rwlock_unlock(&lock));
	return is_known;
}

void departure_remember(const char *name, int64_t version, int64_t id)
{
	struct place *place = place_of(name);
	size_t length = strlen(name);
	if (length > NAME_MAX_LENGTH)
		return;
	check(pthread_rwlock_wrlock(&lock));
	*place = (struct place){ .version = version, .id = id };
	memcpy(place->name, name, length + 1);
	check(pthread_rwlock_unlock(&lock));
}

void departure_forget(const char *name)
{
	struct place *place = place_of(name);
	check(pthread_rwlock_wrlock(&lock));
	if (strcmp(place->name, name) == 0)
		place->name[0] = '\0';
	check(pthread_rwlock_unlock(&lock));
}
