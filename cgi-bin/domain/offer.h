/* Offers: what could be bought now. Nothing here changes anything. */
#ifndef DOMAIN_OFFER_H
#define DOMAIN_OFFER_H

#include "domain/desk.h"
#include "domain/seating.h"
#include "model/airport.h"
#include "model/hold.h"

/*
 * Airports that a typed place means: its IATA code exactly, else its city, else its name (folded; a beginning of at least three letters counts when nothing equals, and the beginning of any word
 * of a name, of at least four, when nothing begins so). Where some of them are served, only those. None, or more than anybody would choose from by a word of the name: n = 0.
 */
const struct err *offer_places(struct desk *desk, const char *typed, struct airports *out);
/* Served airports that what is typed so far (two letters at least) may become, the likeliest first, at most OFFER_PLACES_SHOWN. CODE_FLIGHT_SERVICE_DOWN. */
#define OFFER_PLACES_SHOWN 8
const struct err *offer_places_begun(struct desk *desk, const char *typed, struct airports *out);
/* Where offer_places finds none: served airports whose city or name is written nearly so, the nearest first, at most OFFER_PLACES_NEAR. */
#define OFFER_PLACES_NEAR 5
const struct err *offer_places_near(struct desk *desk, const char *typed, struct airports *out);
/* All airports with departures to offer, for the list beside the search fields. CODE_FLIGHT_SERVICE_DOWN. */
const struct err *offer_airports(struct desk *desk, struct airports *out);
/* City and name of a code; the code itself where the flight service does not know it or is down. Never fails. */
const struct airport *offer_airport(struct desk *desk, const char *code);

/* One departure in a list: the cheapest fare of the cabin, the party's price with taxes, seats free in that cabin (held ones are not). */
struct offer_item {
	const struct departure *departure;
	const struct fare *fare;
	int64_t seats_free;      /* in the cabin */
	int64_t seats_for_party; /* of them: without exit rows, where those are not for it */
	int64_t price_minor;     /* whole party */
	const char *currency;
	bool is_open;   /* on sale, and enough seats for the party */
	bool is_hidden; /* by the filter */
};

enum offer_sort { OFFER_BY_DEPARTURE, OFFER_BY_PRICE, OFFER_BY_DURATION };

/* What of a day is worth showing. */
struct offer_filter {
	int from_minutes, until_minutes; /* leaving, by the origin's clocks; until 0: whenever */
	int64_t price_max;               /* whole units of the currency; 0: any */
	bool is_open_only;
};

struct offer_leg {
	const char *origin, *destination; /* codes */
	int32_t on;
	int32_t first_on, last_on; /* no earlier and no later day can be chosen, nor is looked at */
	const char *cabin;
	enum offer_sort sort;
	struct offer_filter filter;
	struct party party;
	bool is_near_only; /* no day but the seven is asked for */
};

/* A day and the party's lowest price of what can be bought on it (price_minor -1: nothing). */
struct offer_day {
	int32_t on;
	int64_t price_minor;
	const char *currency;
};

/* The last day that can be searched for where it is `today` ([search] days_ahead). */
int32_t offer_last_day(const struct desk *desk, int32_t today);

#define OFFER_DAYS 7

struct offer_list {
	struct offer_item *items; /* of the day, the hidden ones among them */
	size_t count, hidden;
	struct offer_day
	    days[OFFER_DAYS]; /* three before, the day, three after; without regard to the filter */
	/* The next days on which something can be bought; on DATE_NONE: none that was looked at. */
	struct offer_day before, after;
	bool
	    was_far_in_vain; /* the service did not say what departs on other days: one waits for that once */
	bool is_cached;
	int64_t as_of;
};

/*
 * One leg of a search: one flight-service list, one GROUP BY. Departures that have no fare in the cabin or are gone are left out. With nothing on the day, and a service that answers, the
 * days around it are looked at, a month before and after. CODE_FLIGHT_SERVICE_DOWN.
 */
const struct err *offer_search(
    struct desk *desk, const struct offer_leg *leg, struct offer_list *out);

struct offer_month {
	struct offer_day *days; /* each of the month, from the first on */
	size_t count;
	bool has_later; /* something departs after it */
	bool is_cached;
	int64_t as_of;
};

/* The month of `on`, from leg->first_on to leg->last_on: one flight-service list (several where a route has very many departures), one GROUP BY. CODE_FLIGHT_SERVICE_DOWN. */
const struct err *offer_month(
    struct desk *desk, const struct offer_leg *leg, int32_t on, struct offer_month *out);

/* Why a departure cannot be bought, or that it can. */
enum sales_state { SALES_ON, SALES_CLOSED, SALES_CANCELLED, SALES_DEPARTED };

/* One departure of an offer in full: fare, map. */
struct offer_segment {
	const struct departure *departure;
	const struct fare *fare; /* the one chosen; NULL when sales are over */
	enum sales_state sales;
	/* All cabins; seats of this browser's open hold are `yours`, those of exit rows not for parties with children or infants. */
	struct seat_map map;
};

struct offer_request {
	const char *const *departures; /* "AX204/2026-12-01", travel order */
	size_t departure_count;
	const char *const *bases; /* per departure, or fewer: then the cheapest of the cabin */
	size_t basis_count;
	const char *cabin;
	struct party party;
	int max_age_s; /* how old the flight service's last good answer may be where it is down; 0: any age */
	bool is_asked_anew; /* the map is no look that is shared (domain/seat_looks.h) */
};

struct offer {
	struct offer_segment segments[DEPARTURES_PER_HOLD];
	size_t segment_count;
	const struct price_line *prices;
	size_t price_count;
	int64_t total_minor;
	const char *currency;
	bool is_on_sale; /* all of them */
	bool is_cached;
	int64_t as_of;
};

/*
 * CODE_INVALID (FACT_FIELDS: departure.n not a departure's name, doubles, not in travel order (each departs after the one before arrives), two currencies; fare.n unknown; cabin.1 not on that
 * aircraft), CODE_NOT_FOUND (no such departure; FACT_DEPARTURE), CODE_FLIGHT_SERVICE_DOWN. Cancelled, closed, departed: no error, see `sales`.
 */
const struct err *offer_show(
    struct desk *desk, const struct offer_request *request, struct offer *out);

/* The same without the maps, and without booking's own word on sales (SALES_CLOSED by staff): for who looks at that under the departures' lock. */
const struct err *offer_price(
    struct desk *desk, const struct offer_request *request, struct offer *out);

/* Seats for the party, beside its own, where an offer that is on sale has so many: they are SUGGESTED. Each time others where several are as good. */
void offer_suggest(struct desk *desk, const struct party *party, struct offer *offer);

/* CODE_INVALID with FACT_FIELDS (adults.1 children.1 infants.1) unless adults + children are 1..9 and infants at most as many as adults. */
const struct err *offer_check_party(const struct party *party, apr_pool_t *pool);

/* "AX204/2026-12-01" -> flight and date; false when it is not of that form. And "AX204/2026-12-01/12A" -> departure's name and seat. */
bool departure_name_parse(const char *name, apr_pool_t *pool, const char **flight_no, int32_t *on);
bool seat_name_parse(const char *name, apr_pool_t *pool, const char **departure, const char **seat);

#endif
