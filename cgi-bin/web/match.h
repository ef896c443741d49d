/* Which route a path belongs to. Private to web/. */
#ifndef WEB_MATCH_H
#define WEB_MATCH_H

#include "web/router.h"

struct match {
	const struct route *route; /* NULL: no such path, or not this method */
	const char *allow;         /* the path's methods, "GET, HEAD, POST"; NULL: no such path */
	bool is_json;              /* a route of this path takes JSON */
};

/*
 * The first pattern of the table that fits the path decides; routes with the same pattern are its
 * methods. So literal patterns stand before those with {} that would fit too. Fills request->args.
 * A request without a path matches nothing.
 */
struct match match_find(const struct program *program, struct request *request);

#endif
