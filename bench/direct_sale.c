/* A sale by the airline's rules without HTTP: what the pages of the three POSTs ask of domain/, in their order. */
#include "direct_sale.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/secret.h"
#include "domain/booking.h"
#include "domain/hold.h"

#include <string.h>

struct desk sale_desk(
    const struct desk_parts *parts, apr_pool_t *pool, const char *browser, const char *address)
{
	return (struct desk){ .pool = pool,
		.db = parts->db,
		.flights = parts->flights,
		.settings = parts->settings,
		.request_id = "00000000000000000000000000000000",
		.actor = "customer",
		.browser = browser,
		.address = address };
}

const char *sale_address(apr_pool_t *pool)
{
	uint32_t n = random_below(1u << 24);

	return apr_psprintf(pool, "10.%u.%u.%u", n >> 16, n >> 8 & 255, n & 255);
}

const struct err *sale_hold(struct desk *desk, struct sale *sale)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	const struct hold_request wanted = {
		.offer = { .departures = (const char *const[]){ sale->departure->name },
		    .departure_count = 1,
		    .cabin = "Y",
		    .party = { .adults = 1 } },
		.seats = (const char *const[]){ apr_pstrcat(
		    sale->pool, sale->departure->name, "/", sale->seat, NULL) },
		.seat_count = 1,
		.click = { random_ref(sale->pool), digest },
	};
	const char *ref;

	secret_digest(sale->seat, strlen(sale->seat), digest);
	TRY(hold_place(desk, &wanted, &ref));
	sale->ref = apr_pstrdup(sale->pool, ref);
	return NULL;
}

/* A name that nobody else has. */
static const char *surname_new(apr_pool_t *pool)
{
	char *name = apr_pstrcat(pool, "Sur", random_ref(pool), NULL);

	for (char *letter = name + strlen("Sur"); *letter != '\0'; letter++)
		*letter = (char)('a' + *letter % 26);
	return name;
}

const struct err *sale_fill_in(struct desk *desk, struct sale *sale)
{
	const char *surname = surname_new(sale->pool);
	struct passenger people[] = { { .no = 1, .given_name = "Ada", .surname = surname } };
	const struct contact contact = { .email = apr_pstrcat(
					     sale->pool, surname, "@example.org", NULL) };
	struct party party;

	(void)date_from_civil(1980, 6, 15, &people[0].born_on);
	TRY(hold_find_party(desk, sale->ref, &party));
	return hold_set_passengers(desk, sale->ref, people, 1, &contact);
}

const struct err *sale_book(struct desk *desk, struct sale *sale)
{
	const char *locator;

	return booking_confirm(desk, sale->ref, 2, sale->departure->total_minor, &locator);
}
