/* Routes: which page answers which path, and what it needs. Refusals that no page decides are made
   here, in the order of the outside contract. */
#ifndef WEB_ROUTER_H
#define WEB_ROUTER_H

#include "base/config.h"
#include "web/reply.h"

typedef const struct err *page(struct request *request, struct reply *reply);

enum route_needs {
	ROUTE_BROWSER = 1,  /* the browser's token: cookie read, or made and set          */
	ROUTE_PERSONAL = 2, /* Cache-Control: no-store                                     */
	ROUTE_FORM = 4,     /* POST: same site (403), urlencoded (415), <= 64 KiB (413)    */
	ROUTE_JSON = 8,     /* POST and PATCH: application/json; no cookie, so no site check */
	ROUTE_OWN = 256 /* this bit and those above mean something to the program's admit alone */
};

struct route {
	enum method method;
	/* "/holds/{}/passengers": {} is one segment of 1..64 bytes; the first that fits wins */
	const char *pattern;
	page *show;
	unsigned needs;
};

/* A FastCGI program: what it serves and what each thread of it keeps. */
struct program {
	const char *name; /* "booking": section of aisle.ini, name in the log */
	const struct route *routes;
	size_t route_count;
	/* Where it lives ("/admin"), so that its /healthz and the like are below that; NULL: at "/" */
	const char *prefix;
	/* Its cookie (ROUTE_BROWSER), kept until the browser is closed; NULL: the site's, kept for half a year */
	const char *cookie;
	/* Before the threads, once per worker process; NULL: nothing to do. */
	const struct err *(*start)(const struct config *config, apr_pool_t *pool);
	/* Before anything else is done about a request; NULL: nothing to do. */
	void (*begin)(struct request *request, struct reply *reply);
	/* What a thread keeps (struct request.thread), in its own pool. */
	const struct err *(*thread_open)(const struct config *config, apr_pool_t *pool, void **out);
	/*
	 * Before each page, when the request was found to be well-formed: may whoever asks see it? An error, or a reply that was made, is the answer in its place; what it leaves in
	 * request->admitted is for the page. NULL: everybody may.
	 */
	const struct err *(*admit)(
	    const struct route *route, struct request *request, struct reply *reply);
	/*
	 * The answer for an error that came out of a page or of the router itself. Must not fail:
	 * a line of plain text stands in for it. `path` is NULL when the target could not be read,
	 * `browser` when no route of this path and method asks for it. Allow, Retry-After and
	 * no-store are added here.
	 */
	void (*problem)(struct request *request, struct reply *reply, const struct err *err);
	/*
	 * /readyz: NULL is ready; else `*what` says in words that anybody may read what is not (its text may have the database's own words: it is for the log). And more lines for
	 * /metrics (Prometheus text, NULL: none).
	 */
	const struct err *(*ready)(void *thread, apr_pool_t *pool, const char **what);
	const char *(*metrics)(void *thread, apr_pool_t *pool);
	/* After each request, behind its line in the log and with its id; NULL: nothing to do. */
	void (*done)(void *thread);
};

/*
 * Answer one request. Order: target and headers readable (400), cross-site (403), path known
 * (404), method (405, with Allow by pattern alone), query readable (400), content type (415), size
 * (413); admitted (the program's say); then the page.
 * /healthz, /readyz and /metrics are answered here. A page's error goes to program->problem;
 * errors >= 500 are logged.
 */
void router_answer(const struct program *program, struct request *request, struct reply *reply);

#endif
