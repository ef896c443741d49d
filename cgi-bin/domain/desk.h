/* Who asks, and with what the airline answers: every rule's first argument. */
#ifndef DOMAIN_DESK_H
#define DOMAIN_DESK_H

#include "domain/settings.h"

struct airports;
struct db;
struct flight_client;

/* What a member of staff is doing for a customer, as the audit log has it; it is written with what it tells of. */
struct desk_act {
	const char *action;  /* "booking-cancelled" */
	const char *subject; /* "booking/K7QX3M" */
	const char
	    *words; /* why, or with what; the event of the change says it too. "" for nothing */
};

struct desk {
	apr_pool_t *pool; /* of the request or job: everything returned lives here */
	struct db *db;
	struct flight_client *flights;
	const struct settings *settings;
	const char *request_id;
	const char *actor;   /* "customer", "worker", a staff name: in every event */
	const char *browser; /* the browser's token; NULL: nobody's (worker, command line) */
	bool is_browser_new; /* its token was made for this answer: nothing is kept under it */
	const char *address; /* the client's, as limits count it (network_of) */
	/* Who works here may act for every customer: whose a booking or hold is, is not asked, and customers' limits are not theirs. Their clicks are kept under the actor's name. */
	bool is_staff;
	const struct desk_act *act; /* NULL: there is none; of staff: nothing is done, but read */
	const char *told_in;        /* staff: the language of who buys from them; NULL: theirs */
	/* As the flight service named them to this desk; NULL: not asked yet (offer_airports_all). */
	const struct airports *airports;
};

/* What a thread keeps to make desks from. */
struct desk_parts {
	struct db *db;
	struct flight_client *flights;
	const struct settings *settings;
};

/* Once per process ([flight_service], settings), and once per thread (own connection as `section`, own client). */
const struct err *desk_start(const struct config *config, apr_pool_t *pool);
const struct err *desk_parts_open(
    const struct config *config, const char *section, apr_pool_t *pool, struct desk_parts **out);

/* /readyz of every program on the booking database: reachable, and at the newest migration of [migrate] sql. `*what`: which of the two is not so, for anybody. */
const struct err *desk_ready(struct desk_parts *parts, apr_pool_t *pool, const char **what);

/* When a request is done: what it asked of the database goes to the log, if that is wanted ([log] round_trips). */
void desk_done(struct desk_parts *parts);

#endif
