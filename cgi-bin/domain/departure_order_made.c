/* Is a departure what staff asked for? */
#include "domain/departure_order_made.h"

#include "base/clock.h"

#include <string.h>

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

static bool has_tax(const struct fare *fare, const struct tax *wanted)
{
	for (size_t i = 0; i < fare->tax_count; i++)
		if (strcmp(fare->taxes[i].code, wanted->code) == 0)
			return fare->taxes[i].amount_minor == wanted->amount_minor;
	return false;
}

static bool is_same_fare(const struct fare *wanted, const struct fare *is)
{
	if (strcmp(wanted->basis, is->basis) != 0 || strcmp(wanted->cabin, is->cabin) != 0 ||
	    strcmp(wanted->currency, is->currency) != 0 ||
	    wanted->amount_minor != is->amount_minor ||
	    wanted->is_refundable != is->is_refundable ||
	    wanted->change_fee_minor != is->change_fee_minor ||
	    wanted->cancel_fee_minor != is->cancel_fee_minor || wanted->tax_count != is->tax_count)
		return false;
	for (size_t i = 0; i < wanted->tax_count; i++)
		if (!has_tax(is, &wanted->taxes[i]))
			return false;
	return true;
}

bool departure_order_is_sold_as(const struct departure *wanted, const struct departure *is)
{
	if (strcmp(wanted->origin, is->origin) != 0 ||
	    strcmp(wanted->destination, is->destination) != 0 ||
	    wanted->fare_count != is->fare_count)
		return false;
	for (size_t i = 0; i < wanted->fare_count; i++) {
		bool is_found = false;

		for (size_t k = 0; k < is->fare_count && !is_found; k++)
			is_found = is_same_fare(&wanted->fares[i], &is->fares[k]);
		if (!is_found)
			return false;
	}
	return true;
}
