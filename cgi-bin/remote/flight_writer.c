/* A departure to JSON: one of a list gets a file of its own in the cache's folder. */
#include "remote/flight_writer.h"

#include "base/clock.h"
#include "base/date.h"
#include "remote/flight_fields.h"

static void cabin_write(struct json_out *json, const struct cabin *cabin)
{
	json_open(json, NULL, '{');
	json_put_text(json, "code", cabin->code);
	json_put_text(json, "name", cabin->name);
	json_put_int(json, "first_row", cabin->first_row);
	json_put_int(json, "last_row", cabin->last_row);
	json_put_text(json, "letters", cabin->letters);
	json_open(json, "exit_rows", '[');
	for (size_t i = 0; i < cabin->exit_row_count; i++)
		json_put_int(json, NULL, cabin->exit_rows[i]);
	json_close(json, ']');
	json_open(json, "missing", '[');
	for (size_t i = 0; i < cabin->missing_count; i++)
		json_put_text(json, NULL, cabin->missing[i]);
	json_close(json, ']');
	json_close(json, '}');
}

void flight_write_fare(struct json_out *json, const struct fare *fare)
{
	json_open(json, NULL, '{');
	json_put_text(json, "basis", fare->basis);
	json_put_text(json, "cabin", fare->cabin);
	json_put_int(json, "amount_minor", fare->amount_minor);
	json_open(json, "taxes", '[');
	for (size_t i = 0; i < fare->tax_count; i++) {
		json_open(json, NULL, '{');
		json_put_text(json, "code", fare->taxes[i].code);
		json_put_int(json, "amount_minor", fare->taxes[i].amount_minor);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_put_text(json, "currency", fare->currency);
	json_put_bool(json, "refundable", fare->is_refundable);
	json_put_int(json, "change_fee_minor", fare->change_fee_minor);
	json_put_int(json, "cancel_fee_minor", fare->cancel_fee_minor);
	json_close(json, '}');
}

void flight_write_itinerary(
    struct json_out *json, const struct departure *departure, apr_pool_t *pool)
{
	json_put_text(json, "flight_no", departure->flight_no);
	json_put_text(json, "date", date_text(departure->on, pool));
	json_put_text(json, "origin", departure->origin);
	json_put_text(json, "destination", departure->destination);
	json_put_text(json, "departs_at",
	    clock_text_at_offset(departure->departs_at, departure->origin_offset, pool));
	json_put_text(json, "arrives_at",
	    clock_text_at_offset(departure->arrives_at, departure->destination_offset, pool));
}

const char *flight_write_departure(
    const struct departure *departure, apr_pool_t *pool, size_t *length)
{
	struct json_out *json = json_out_new(pool);

	json_open(json, NULL, '{');
	flight_write_itinerary(json, departure, pool);
	json_put_text(json, "state", flight_state_name(departure->state));
	json_put_int(json, "version", departure->version);
	json_open(json, "aircraft", '{');
	json_put_text(json, "code", departure->aircraft_code);
	json_put_text(json, "name", departure->aircraft_name);
	json_close(json, '}');
	json_open(json, "cabins", '[');
	for (size_t i = 0; i < departure->cabin_count; i++)
		cabin_write(json, &departure->cabins[i]);
	json_close(json, ']');
	json_open(json, "fares", '[');
	for (size_t i = 0; i < departure->fare_count; i++)
		flight_write_fare(json, &departure->fares[i]);
	json_close(json, ']');
	json_close(json, '}');
	return json_out_text(json, length);
}
