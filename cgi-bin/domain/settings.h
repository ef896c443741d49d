/* The operator's settings that the airline's rules ask for, read and checked once. */
#ifndef DOMAIN_SETTINGS_H
#define DOMAIN_SETTINGS_H

#include "base/config.h"
#include "base/contact_point.h"

enum seats_locking { LOCKING_PESSIMISTIC, LOCKING_OPTIMISTIC };

struct settings {
	const char *site_url;  /* [site] url, without a slash at its end */
	const char *site_name; /* [site] name ("Aisle Air") */
	struct contact_point
	    contact; /* [site] contact: where customers reach the airline; CONTACT_NONE: not said */
	const char *time_zone; /* [site] time_zone, of times that belong to no airport; NULL: UTC */
	const char *mail_address;  /* of [mail] from; NULL: none */
	int64_t hold_seconds;      /* [hold] seconds 1200; limits 1..86400 */
	int64_t hold_max_seconds;  /* [hold] max_seconds 7200; 0: no limit */
	int64_t hold_cool_down_s;  /* [hold] cool_down_seconds 86400: the longest; 0: none */
	int64_t holds_per_browser; /* [holds] per_browser 3, of an account too; 0: no limit */
	int64_t holds_per_address; /* [holds] per_address 30 */
	int64_t
	    find_per_minute; /* [find] per_minute 10 per address, half of it (rounded up) per locator */
	int64_t name_corrections;    /* [correct] names 3 times a booking; 0: none */
	int64_t cancel_free_hours;   /* [cancel] free_hours 24 from booking on; 0: none */
	int64_t sales_close_minutes; /* [sales] close_minutes 60 */
	int64_t
	    search_days; /* [search] days_ahead 730, 1..36500: no day is looked at that is further off */
	int64_t airport_minutes; /* [airport] minutes 120: how long before departure to be there */
	enum seats_locking locking; /* [seats] locking pessimistic | optimistic */
	int64_t
	    look_ms; /* [seats] look_milliseconds 1000, 0..5000: domain/seat_looks.h; 0: each look asks */
	int64_t
	    known_departure_s; /* [flight_service] known_seconds 900: how old a departure's last good answer may be for a hold */
	unsigned char link_key[32]; /* [secrets] link_key_file: 64 hex digits */
};

/* CODE_INVALID naming the setting. */
const struct err *settings_read(
    const struct config *config, apr_pool_t *pool, const struct settings **out);

/* Of those that change nothing a customer sees, for /metrics: how this process takes seats. */
const char *settings_metrics(const struct settings *settings, apr_pool_t *pool);

#endif
