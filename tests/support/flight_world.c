/* A flight service, a cache folder and a program, made for one test and gone after it. */
#include "support/flight_world.h"

#include "base/date.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct err *world_start(struct world *world, const char *url, const char *more)
{
	const char *path = apr_pstrcat(world->pool, world->folder, "/aisle.ini", NULL);
	const struct config *config;
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "[flight_service]\nurl = %s\n%s\n[cache]\nfolder = %s/cache\n", url, more,
	    world->folder);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(setenv("AISLE_CONFIG", path, 1), 0);
	world->program = pool_new(NULL);
	assert_null(config_read(world->program, &config));
	TRY(flight_client_start(config, world->program));
	world->client = flight_client_open(world->program);
	return NULL;
}

void world_stop(struct world *world)
{
	if (world->program != NULL)
		apr_pool_destroy(world->program);
	world->program = NULL;
}

void world_restart(struct world *world, const char *more)
{
	world_stop(world);
	assert_null(world_start(world, peer_url(world->peer), more));
}

void world_serve(struct world *world, int version)
{
	const char *one = flight_json_departure("AX204", DATE, "07:30", version, world->pool);
	const char *two = flight_json_departure("AX9", DATE, "18:00", version, world->pool);
	const char *etag = apr_psprintf(world->pool, "\"v%d\"", version);

	peer_serve(world->peer, "/v1/airports", FLIGHT_JSON_AIRPORTS, "W/\"a1\"");
	peer_serve(world->peer, LIST, flight_json_list(two, one, world->pool), "");
	peer_serve(world->peer, ONE, one, etag);
}

void world_after(int64_t seconds)
{
	clock_set(START + seconds * CLOCK_SECOND);
}

const struct err *world_search(struct world *world, struct departures *out)
{
	return flight_client_departures(
	    world->client, "FRA", "LIS", world->on, 1, world->pool, out);
}

const struct err *world_find(
    struct world *world, int max_age_s, const struct departure **out, bool *is_cached)
{
	return flight_client_departure(
	    world->client, "AX204", world->on, max_age_s, world->pool, out, is_cached);
}

void world_find_well(struct world *world, int version, int64_t as_of, bool is_cached)
{
	const struct departure *departure;
	const struct err *err;
	bool is;

	err = world_find(world, 0, &departure, &is);
	if (err != NULL)
		fail_msg("%s", err->text);
	assert_string_equal(departure->name, "AX204/" DATE);
	assert_int_equal(departure->version, version);
	assert_true(departure->as_of == START + as_of * CLOCK_SECOND);
	assert_int_equal(is, is_cached);
}

int world_each_file(struct world *world, void (*each)(const char *path))
{
	const char *path = apr_pstrcat(world->pool, world->folder, "/cache", NULL);
	DIR *folder = opendir(path);
	struct dirent *item;
	int count = 0;

	assert_non_null(folder);
	while ((item = readdir(folder)) != NULL) {
		if (item->d_name[0] == '.')
			continue;
		if (each != NULL)
			each(apr_pstrcat(world->pool, path, "/", item->d_name, NULL));
		count++;
	}
	closedir(folder);
	return count;
}

int world_set_up(void **state)
{
	apr_pool_t *pool = pool_new(NULL);
	struct world *world = pool_make(pool, struct world);

	*state = world;
	world->pool = pool;
	memcpy(world->folder, "/tmp/aisle-flights-XXXXXX", sizeof("/tmp/aisle-flights-XXXXXX"));
	assert_non_null(mkdtemp(world->folder));
	assert_true(date_parse(DATE, &world->on));
	clock_set(START);
	world->peer = peer_start(pool);
	world_serve(world, 1);
	assert_null(world_start(world, peer_url(world->peer), ""));
	return 0;
}

static void remove_file(const char *path)
{
	assert_int_equal(unlink(path), 0);
}

int world_tear_down(void **state)
{
	struct world *world = *state;

	world_stop(world);
	(void)world_each_file(world, remove_file);
	assert_int_equal(rmdir(apr_pstrcat(world->pool, world->folder, "/cache", NULL)), 0);
	remove_file(apr_pstrcat(world->pool, world->folder, "/aisle.ini", NULL));
	assert_int_equal(rmdir(world->folder), 0);
	clock_set(CLOCK_NONE);
	apr_pool_destroy(world->pool);
	return 0;
}
