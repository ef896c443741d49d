/* Names of departures and seats as the outside writes them, and what a party may be. */
#include "domain/offer.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "remote/flight_fields.h"

#include <string.h>

bool departure_name_parse(const char *name, apr_pool_t *pool, const char **flight_no, int32_t *on)
{
	const char *slash = strchr(name, '/');
	const char *flight;

	if (slash == NULL)
		return false;
	flight = apr_pstrmemdup(pool, name, (apr_size_t)(slash - name));
	if (!flight_is_number(flight) || !date_parse(slash + 1, on))
		return false;
	*flight_no = flight;
	return true;
}

bool seat_name_parse(const char *name, apr_pool_t *pool, const char **departure, const char **seat)
{
	const char *slash = strrchr(name, '/');
	const char *flight_no;
	size_t length;
	int32_t on;

	if (slash == NULL)
		return false;
	length = strlen(slash + 1);
	if (length < 2 || length > 3)
		return false;
	*departure = apr_pstrmemdup(pool, name, (apr_size_t)(slash - name));
	*seat = slash + 1;
	return departure_name_parse(*departure, pool, &flight_no, &on);
}

const struct err *offer_check_party(const struct party *party, apr_pool_t *pool)
{
	int64_t seated = party->adults + party->children;

	if (seated < 1)
		return err_with(
		    err_new(pool, CODE_INVALID, say("Choose at least one passenger with a seat")),
		    FACT_FIELDS, "adults.1");
	if (seated > PARTY_SEATS_MAX)
		return err_with(err_new(pool, CODE_INVALID,
				    say("At most %d passengers with seats can be booked together"),
				    PARTY_SEATS_MAX),
		    FACT_FIELDS, party->adults > PARTY_SEATS_MAX ? "adults.1" : "children.1");
	if (party->infants > party->adults)
		return err_with(err_new(pool, CODE_INVALID,
				    say("Each infant needs an adult's lap: at most %d here"),
				    (int)party->adults),
		    FACT_FIELDS, "infants.1");
	return NULL;
}
