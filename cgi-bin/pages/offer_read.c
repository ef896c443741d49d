/* What an offer or a hold is asked for: the two forms that say it. */
#include "pages/offer.h"

#include "base/pool.h"
#include "base/words.h"

#include <stddef.h>

#define AT(member) offsetof(struct offer_asked, member)

/* Longer than any name of a departure (a flight, a date) and of a seat on it. */
#define DEPARTURE_NAME_MAX 24
#define SEAT_NAME_MAX 32
/* More than a party can use, so that asking for too many is told as what it is. */
#define SEATS_MAX 60

/* Of every offer, wherever its departures come from. */
#define FARE_AND_PARTY \
	{ "fare", FIELD_MANY, AT(fares), DEPARTURES_PER_HOLD, 32, false, 0, TO_SAY("fare") }, \
	    { "adults", FIELD_INT, AT(party.adults), 0, PARTY_SEATS_MAX, false, 1, \
		    TO_SAY("adults") }, \
	    { "children", FIELD_INT, AT(party.children), 0, PARTY_SEATS_MAX, false, 0, \
		    "children" }, \
	    { "infants", FIELD_INT, AT(party.infants), 0, PARTY_SEATS_MAX, false, 0, \
		    TO_SAY("infants") }, \
	{ \
		"cabin", FIELD_TEXT, AT(cabin), 0, 2, false, 0, TO_SAY("cabin") \
	}

#define DEPARTURES \
	{ \
		"departure", FIELD_MANY, AT(departures), DEPARTURES_PER_HOLD, DEPARTURE_NAME_MAX, \
		    true, 0, TO_SAY("flight") \
	}

#define SUGGEST \
	{ \
		"suggest", FIELD_INT, AT(is_suggested), 0, 1, false, 0, TO_SAY("suggestion") \
	}

#define FROM \
	{ \
		"from", FIELD_TEXT, AT(from), 0, 64, false, 0, TO_SAY("earlier hold") \
	}

static const struct field QUERY_FIELDS[] = { DEPARTURES, FARE_AND_PARTY, SUGGEST, FROM };

static const struct field HOLD_FIELDS[] = {
	DEPARTURES,
	FARE_AND_PARTY,
	{ "seat", FIELD_MANY, AT(seats), SEATS_MAX, SEAT_NAME_MAX, false, 0, TO_SAY("seat") },
	FROM,
	{ "key", FIELD_KEY, AT(key), 0, 0, false, 0, NULL },
};

static const struct field DEPARTURE_FIELDS[] = { FARE_AND_PARTY, SUGGEST };

#define COUNT(fields) (sizeof(fields) / sizeof((fields)[0]))

const struct form_table OFFER_QUERY = { "offer", QUERY_FIELDS, COUNT(QUERY_FIELDS) };
const struct form_table DEPARTURE_QUERY = { "offer", DEPARTURE_FIELDS, COUNT(DEPARTURE_FIELDS) };
const struct form_table HOLD_FORM = { "hold", HOLD_FIELDS, COUNT(HOLD_FIELDS) };

bool offer_read(struct form *form, struct offer_asked *asked, apr_pool_t *pool)
{
	bool is_fine = form_check(form, asked);
	const struct err *err;

	if (asked->cabin == NULL)
		asked->cabin = "Y";
	if (!is_fine)
		return false;
	err = offer_check_party(&asked->party, pool);
	if (err != NULL)
		form_problem_err(form, err);
	return err == NULL;
}

struct offer_request offer_request_of(const struct offer_asked *asked)
{
	return (struct offer_request){
		.departures = asked->departures.v,
		.departure_count = asked->departures.n,
		.bases = asked->fares.v,
		.basis_count = asked->fares.n,
		.cabin = asked->cabin,
		.party = asked->party,
	};
}
