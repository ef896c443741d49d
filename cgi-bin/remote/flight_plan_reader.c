/* Cabins and fares of a departure: a seat plan that makes no sense is refused. */
#include "remote/flight_plan_reader.h"

#include "base/money.h"
#include "base/pool.h"
#include "remote/flight_fields.h"

#include <string.h>

#define CABINS_MAX 4
#define FARES_MAX 20
#define TAXES_MAX 20
#define ROW_MAX 99
/* Names and lists as long as booking's tables take them. */
#define CABIN_NAME_MAX 40
#define LETTERS_MAX 16
#define EXIT_ROWS_MAX 33
#define MISSING_MAX 250
#define SEATS_A_ROW_MAX 26

/* "ABC DEF": capital letters, each once, single spaces between groups. */
static bool letters_are_sound(const char *letters, size_t *count)
{
	bool is_seen[SEATS_A_ROW_MAX] = { false };
	char before = ' ';

	*count = 0;
	for (; *letters != '\0'; before = *letters++) {
		if (*letters == ' ') {
			if (before == ' ')
				return false;
			continue;
		}
		if (*letters < 'A' || *letters > 'Z' || is_seen[*letters - 'A'])
			return false;
		is_seen[*letters - 'A'] = true;
		(*count)++;
	}
	return before != ' ';
}

/* "1D" of a plan: a row without leading zero, in the cabin, and one of its letters. */
static bool seat_is_in(const struct cabin *cabin, const char *seat, int *row)
{
	size_t digits = strlen(seat) - 1;

	if (digits < 1 || digits > 2 || seat[0] < '1' || seat[0] > '9' ||
	    (digits == 2 && (seat[1] < '0' || seat[1] > '9')))
		return false;
	*row = seat[0] - '0';
	if (digits == 2)
		*row = *row * 10 + seat[1] - '0';
	return *row >= cabin->first_row && *row <= cabin->last_row && seat[digits] != ' ' &&
	    strchr(cabin->letters, seat[digits]) != NULL;
}

static const struct err *exit_rows_read(
    const struct json *json, apr_pool_t *pool, struct cabin *out)
{
	bool is_seen[ROW_MAX + 1] = { false };
	const struct json *list;
	int *rows;

	TRY(json_list(json, "exit_rows", EXIT_ROWS_MAX, pool, &list));
	out->exit_row_count = json_count(list);
	rows = pool_make_many(pool, int, out->exit_row_count);
	for (size_t i = 0; i < out->exit_row_count; i++) {
		int64_t row;

		TRY(json_int_at(list, i, out->first_row, out->last_row, pool, &row));
		if (is_seen[row])
			return err_new(pool, CODE_INVALID, "exit_rows: the same row twice");
		is_seen[row] = true;
		rows[i] = (int)row;
	}
	out->exit_rows = rows;
	return NULL;
}

static const struct err *missing_read(
    const struct json *json, size_t seats, apr_pool_t *pool, struct cabin *out)
{
	bool is_seen[ROW_MAX + 1][SEATS_A_ROW_MAX] = { { false } };
	const struct json *list;
	const char **missing;

	TRY(json_list(
	    json, "missing", seats - 1 < MISSING_MAX ? seats - 1 : MISSING_MAX, pool, &list));
	out->missing_count = json_count(list);
	missing = pool_make_many(pool, const char *, out->missing_count);
	for (size_t i = 0; i < out->missing_count; i++) {
		const char *seat;
		bool *is_doubled;
		int row;

		TRY(json_text_at(list, i, 2, 3, pool, &seat));
		if (!seat_is_in(out, seat, &row))
			return err_new(
			    pool, CODE_INVALID, "missing: a seat that is not in the plan");
		is_doubled = &is_seen[row][seat[strlen(seat) - 1] - 'A'];
		if (*is_doubled)
			return err_new(pool, CODE_INVALID, "missing: the same seat twice");
		*is_doubled = true;
		missing[i] = apr_pstrdup(pool, seat);
	}
	out->missing = missing;
	return NULL;
}

static const struct err *cabin_read(const struct json *json, apr_pool_t *pool, struct cabin *out)
{
	size_t letters;

	TRY(flight_read_code(json, "code", 1, 2, pool, &out->code));
	TRY(flight_read_text(json, "name", CABIN_NAME_MAX, pool, &out->name));
	TRY(flight_read_int(json, "first_row", 1, ROW_MAX, pool, &out->first_row));
	TRY(flight_read_int(json, "last_row", out->first_row, ROW_MAX, pool, &out->last_row));
	TRY(flight_read_text(json, "letters", LETTERS_MAX, pool, &out->letters));
	if (!letters_are_sound(out->letters, &letters))
		return err_new(pool, CODE_INVALID, "letters: not a row of seats");
	TRY(exit_rows_read(json, pool, out));
	return missing_read(
	    json, letters * (size_t)(out->last_row - out->first_row + 1), pool, out);
}

const struct err *flight_read_cabins(
    const struct json *json, apr_pool_t *pool, struct departure *out)
{
	const struct json *list;
	struct cabin *cabins;

	TRY(json_list(json, "cabins", CABINS_MAX, pool, &list));
	out->cabin_count = json_count(list);
	if (out->cabin_count == 0)
		return err_new(pool, CODE_INVALID, "cabins: none");
	cabins = pool_make_many(pool, struct cabin, out->cabin_count);
	for (size_t i = 0; i < out->cabin_count; i++) {
		TRY(cabin_read(json_at(list, i), pool, &cabins[i]));
		for (size_t j = 0; j < i; j++) {
			if (strcmp(cabins[i].code, cabins[j].code) == 0)
				return err_new(pool, CODE_INVALID, "cabins: the same code twice");
			if (cabins[i].first_row <= cabins[j].last_row &&
			    cabins[j].first_row <= cabins[i].last_row)
				return err_new(pool, CODE_INVALID, "cabins: rows overlap");
		}
	}
	out->cabins = cabins;
	return NULL;
}

static const struct err *taxes_read(const struct json *json, apr_pool_t *pool, struct fare *out)
{
	const struct json *list;
	struct tax *taxes;

	TRY(json_list(json, "taxes", TAXES_MAX, pool, &list));
	out->tax_count = json_count(list);
	taxes = pool_make_many(pool, struct tax, out->tax_count);
	for (size_t i = 0; i < out->tax_count; i++) {
		TRY(flight_read_code(json_at(list, i), "code", 1, 8, pool, &taxes[i].code));
		TRY(flight_read_amount(
		    json_at(list, i), "amount_minor", pool, &taxes[i].amount_minor));
	}
	out->taxes = taxes;
	return NULL;
}

static const struct err *fare_read(
    const struct json *json, const struct departure *departure, apr_pool_t *pool, struct fare *out)
{
	size_t i = 0;

	TRY(flight_read_code(json, "basis", 1, 16, pool, &out->basis));
	TRY(flight_read_code(json, "cabin", 1, 2, pool, &out->cabin));
	while (i < departure->cabin_count && strcmp(departure->cabins[i].code, out->cabin) != 0)
		i++;
	if (i == departure->cabin_count)
		return err_new(pool, CODE_INVALID, "cabin: a fare of a cabin that is not there");
	TRY(flight_read_amount(json, "amount_minor", pool, &out->amount_minor));
	TRY(taxes_read(json, pool, out));
	TRY(flight_read_code(json, "currency", 3, 3, pool, &out->currency));
	if (!money_is_currency(out->currency))
		return err_new(pool, CODE_INVALID, "currency: not of ISO 4217");
	TRY(json_bool(json, "refundable", pool, &out->is_refundable));
	TRY(flight_read_amount(json, "change_fee_minor", pool, &out->change_fee_minor));
	return flight_read_amount(json, "cancel_fee_minor", pool, &out->cancel_fee_minor);
}

static const struct err *fares_read(
    const struct json *json, apr_pool_t *pool, struct departure *out)
{
	const struct json *list;
	struct fare *fares;

	TRY(json_list(json, "fares", FARES_MAX, pool, &list));
	out->fare_count = json_count(list);
	fares = pool_make_many(pool, struct fare, out->fare_count);
	for (size_t i = 0; i < out->fare_count; i++) {
		TRY(fare_read(json_at(list, i), out, pool, &fares[i]));
		for (size_t j = 0; j < i; j++) {
			if (strcmp(fares[i].basis, fares[j].basis) == 0)
				return err_new(pool, CODE_INVALID, "fares: the same basis twice");
		}
	}
	out->fares = fares;
	return NULL;
}

const struct err *flight_read_plan(
    const struct json *departure, apr_pool_t *pool, struct departure *out)
{
	TRY(flight_read_cabins(departure, pool, out));
	return fares_read(departure, pool, out);
}
