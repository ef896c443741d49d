/* Which route a path belongs to. */
#include "web/match.h"

#include "base/pool.h"

#include <assert.h>
#include <string.h>

#define SEGMENT_MAX 64

/* Does the path fit? Its {} parts go to args. */
static bool pattern_fits(
    const char *pattern, const char *path, apr_pool_t *pool, const char *args[REQUEST_ARGS_MAX])
{
	size_t count = 0;

	while (*pattern != '\0') {
		if (strncmp(pattern, "{}", 2) == 0) {
			size_t length = strcspn(path, "/");

			if (length == 0 || length > SEGMENT_MAX)
				return false;
			assert(count < REQUEST_ARGS_MAX);
			args[count++] = apr_pstrmemdup(pool, path, length);
			path += length;
			pattern += 2;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *path == '\0';
}

static const char *pattern_find(const struct program *program, struct request *request)
{
	for (size_t i = 0; i < program->route_count; i++) {
		const char *args[REQUEST_ARGS_MAX] = { NULL };

		if (!pattern_fits(program->routes[i].pattern, request->path, request->pool, args))
			continue;
		memcpy(request->args, args, sizeof(args));
		return program->routes[i].pattern;
	}
	return NULL;
}

static const char *method_text(enum method method)
{
	switch (method) {
	case METHOD_GET:
		return "GET, HEAD";
	case METHOD_POST:
		return "POST";
	case METHOD_PATCH:
		return "PATCH";
	case METHOD_OTHER:
		break;
	}
	return "";
}

struct match match_find(const struct program *program, struct request *request)
{
	struct match match = { NULL, NULL, false };
	const char *pattern = request->path == NULL ? NULL : pattern_find(program, request);

	for (size_t i = 0; pattern != NULL && i < program->route_count; i++) {
		const struct route *route = &program->routes[i];

		if (strcmp(route->pattern, pattern) != 0)
			continue;
		if (route->method == request->method)
			match.route = route;
		match.is_json = match.is_json || (route->needs & ROUTE_JSON) != 0;
		match.allow = match.allow == NULL ? method_text(route->method)
						  : apr_pstrcat(request->pool, match.allow, ", ",
							method_text(route->method), NULL);
	}
	return match;
}
