/* Who gives a command. */
#include "commands/operator.h"

#include "base/pool.h"
#include "base/text.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ACTOR_NAME_MAX 60

const char *operator_name(apr_pool_t *pool)
{
	const char *name = getenv("SUDO_USER");
	const struct passwd *entry = getpwuid(geteuid());

	if ((name == NULL || name[0] == '\0') && entry != NULL)
		name = entry->pw_name;
	if (name == NULL || !text_is_utf8(name, strlen(name)) || strlen(name) > ACTOR_NAME_MAX)
		return apr_psprintf(pool, "operator %ld", (long)geteuid());
	return apr_pstrcat(pool, "operator ", name, NULL);
}
