/* The desk of who gives a command. */
#include "commands/operator.h"

#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ACTOR_NAME_MAX 60

static const char *name_of_operator(apr_pool_t *pool)
{
	const char *name = getenv("SUDO_USER");
	const struct passwd *entry = getpwuid(geteuid());

	if ((name == NULL || name[0] == '\0') && entry != NULL)
		name = entry->pw_name;
	if (name == NULL || !text_is_utf8(name, strlen(name)) || strlen(name) > ACTOR_NAME_MAX)
		return apr_psprintf(pool, "operator %ld", (long)geteuid());
	return apr_pstrcat(pool, "operator ", name, NULL);
}

const struct err *operator_desk(
    const struct config *config, const char *section, apr_pool_t *pool, struct desk *out)
{
	struct desk_parts *parts;

	TRY(desk_start(config, pool));
	TRY(desk_parts_open(config, section, pool, &parts));
	*out = (struct desk){
		.pool = pool,
		.db = parts->db,
		.flights = parts->flights,
		.settings = parts->settings,
		.request_id = random_ref(pool),
		.actor = name_of_operator(pool),
	};
	return NULL;
}
