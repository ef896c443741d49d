/* Is a departure what staff asked for? */
#include "domain/departure_order_made.h"

#include "base/clock.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/secret.h"

#include <stdlib.h>
#include <string.h>

#define SALE_WORDS_MAX 220 /* then as many more as one fare takes */

static bool is_as_asked(const struct departure_order_row *row, const struct departure *is)
{
	if (row->kind == ORDER_CANCEL)
		return is->state == DEPARTURE_CANCELLED;
	if (row->departs_at != CLOCK_NONE &&
	    (row->departs_at != is->departs_at || row->arrives_at != is->arrives_at))
		return false;
	return row->aircraft_code == NULL || strcmp(row->aircraft_code, is->aircraft_code) == 0;
}

bool departure_order_was_made(const struct departure_order_row *row, const struct departure *is)
{
	return is->version == row->seen_version + 1 && is_as_asked(row, is);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The same for the same texts in another order. */
static const char *join(const char **texts, size_t count, apr_pool_t *pool)
{
	const char *all = "";

	qsort(texts, count, sizeof(*texts), by_text);
	for (size_t i = 0; i < count; i++)
		all = apr_pstrcat(pool, all, texts[i], "\n", NULL);
	return all;
}

static const char *text_of_fare(const struct fare *fare, apr_pool_t *pool)
{
	const char **taxes = pool_make_many(pool, const char *, fare->tax_count);

	for (size_t i = 0; i < fare->tax_count; i++)
		taxes[i] = apr_psprintf(
		    pool, "%s %" APR_INT64_T_FMT, fare->taxes[i].code, fare->taxes[i].amount_minor);
	return apr_psprintf(pool,
	    "%s %s %s %" APR_INT64_T_FMT " %d %" APR_INT64_T_FMT " %" APR_INT64_T_FMT "\n%s",
	    fare->basis, fare->cabin, fare->currency, fare->amount_minor, fare->is_refundable,
	    fare->change_fee_minor, fare->cancel_fee_minor, join(taxes, fare->tax_count, pool));
}

static void digest_sale(
    const struct departure *departure, apr_pool_t *pool, unsigned char out[SECRET_DIGEST_BYTES])
{
	const char **fares = pool_make_many(pool, const char *, departure->fare_count);
	const char *all;

	for (size_t i = 0; i < departure->fare_count; i++)
		fares[i] = text_of_fare(&departure->fares[i], pool);
	all = apr_pstrcat(pool, departure->origin, " ", departure->destination, "\n",
	    join(fares, departure->fare_count, pool), NULL);
	secret_digest(all, strlen(all), out);
}

void departure_order_set_sale(
    struct departure_order_row *row, const struct departure *wanted, apr_pool_t *pool)
{
	const char *words = apr_pstrcat(
	    pool, wanted->origin, " \xe2\x80\x93 ", wanted->destination, NULL);

	for (size_t i = 0; i < wanted->fare_count; i++) {
		const struct fare *fare = &wanted->fares[i];

		if (strlen(words) > SALE_WORDS_MAX) {
			words = apr_pstrcat(pool, words, " and more", NULL);
			break;
		}
		words = apr_pstrcat(pool, words, ", ", fare->basis, " ",
		    money_text(fare->amount_minor, fare->currency, pool), NULL);
	}
	row->sale = words;
	digest_sale(wanted, pool, row->sale_digest);
}

bool departure_order_is_sold_as(
    const struct departure_order_row *row, const struct departure *is, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];

	if (row->sale == NULL)
		return true;
	digest_sale(is, pool, digest);
	return memcmp(digest, row->sale_digest, sizeof(digest)) == 0;
}
