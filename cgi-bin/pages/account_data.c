/* What is kept about an account: said, and given out as JSON (docs/accounts.md has the members). */
#include "pages/account_form.h"
#include "pages/bookings.h"
#include "pages/pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/json.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/account_export.h"
#include "view_keys.h"

const struct err *page_account_data_show(struct request *request, struct reply *reply)
{
	const struct account *account;
	struct page_parts parts;

	TRY(account_of_browser(page_desk(request), &account));
	if (account == NULL) {
		reply_see_other(reply, "/sign-in");
		return NULL;
	}
	parts = page_begin(request, "pages/account_data", say("Your data"));
	account_nav_fill(&parts, "/account/data");
	return page_end(reply, 200, &parts);
}

/* Of passengers, by enum passenger_type. */
static const char *const TYPES[] = { "adult", "child", "infant" };

static void put_instant(struct json_out *out, const char *name, int64_t at, apr_pool_t *pool)
{
	json_put_text(out, name, at == CLOCK_NONE ? NULL : clock_text(at, pool));
}

static void put_date(struct json_out *out, const char *name, int32_t on, apr_pool_t *pool)
{
	json_put_text(out, name, on == DATE_NONE ? NULL : date_text(on, pool));
}

static void put_names(struct json_out *out, const char *given_name, const char *surname)
{
	json_put_text(out, "given_name", given_name);
	json_put_text(out, "surname", surname);
}

/* What else the passenger was called; null where nothing is kept. */
static void put_called(
    struct json_out *out, const char *key, const char *given_name, const char *surname)
{
	if (surname == NULL) {
		json_put_text(out, key, NULL);
		return;
	}
	json_open(out, key, '{');
	put_names(out, given_name, surname);
	json_close(out, '}');
}

static void put_people(struct json_out *out, const struct contact *contact,
    const struct passenger *passengers, size_t count, apr_pool_t *pool)
{
	json_put_text(out, "email", contact->email);
	json_put_text(out, "phone", contact->phone);
	json_open(out, "passengers", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(out, NULL, '{');
		json_put_text(out, "type", TYPES[passengers[i].type]);
		put_names(out, passengers[i].given_name, passengers[i].surname);
		put_date(out, "born_on", passengers[i].born_on, pool);
		put_called(
		    out, "booked_as", passengers[i].sold_given_name, passengers[i].sold_surname);
		put_called(out, "corrected_by_staff_to", passengers[i].named_given_name,
		    passengers[i].named_surname);
		json_put_bool(out, "cancelled", passengers[i].is_cancelled);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void put_segments(
    struct json_out *out, const struct segment *segments, size_t count, apr_pool_t *pool)
{
	json_open(out, "flights", '[');
	for (size_t i = 0; i < count; i++) {
		const struct departure *departure = &segments[i].departure;

		json_open(out, NULL, '{');
		json_put_text(out, "departure", departure->name);
		json_put_text(out, "origin", departure->origin);
		json_put_text(out, "destination", departure->destination);
		put_instant(out, "departs_at", departure->departs_at, pool);
		put_instant(out, "arrives_at", departure->arrives_at, pool);
		json_put_text(out, "cabin", segments[i].cabin);
		json_put_text(out, "fare", segments[i].basis);
		json_put_bool(out, "cancelled", segments[i].is_cancelled);
		json_open(out, "seats", '[');
		for (size_t s = 0; s < segments[i].seat_count; s++) {
			if (segments[i].seats[s] != NULL)
				json_put_text(out, NULL, segments[i].seats[s]);
		}
		json_close(out, ']');
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void put_prices(struct json_out *out, const struct price_line *prices, size_t count)
{
	json_open(out, "prices", '[');
	for (size_t i = 0; i < count; i++) {
		json_open(out, NULL, '{');
		json_put_text(out, "kind", prices[i].kind == PRICE_FARE ? "fare" : "tax");
		json_put_text(out, "code", prices[i].code);
		json_put_text(out, "type", TYPES[prices[i].type]);
		json_put_int(out, "quantity", prices[i].quantity);
		json_put_int(out, "amount_minor", prices[i].amount_minor);
		json_close(out, '}');
	}
	json_close(out, ']');
}

/* What was written and when; by whom is not hers to know. */
static void put_notes(struct json_out *out, const struct account_booking *one, apr_pool_t *pool)
{
	json_open(out, "notes", '[');
	for (size_t i = 0; i < one->note_count; i++) {
		json_open(out, NULL, '{');
		put_instant(out, "written_at", one->notes[i].at, pool);
		json_put_text(out, "text", one->notes[i].words);
		json_close(out, '}');
	}
	json_close(out, ']');
}

static void put_booking(struct json_out *out, const struct account_booking *one, apr_pool_t *pool)
{
	const struct booking *booking = one->booking;

	json_open(out, NULL, '{');
	json_put_text(out, "locator", booking->locator);
	json_put_text(out, "state", booking_state_name(booking->state));
	put_instant(out, "booked_at", booking->created_at, pool);
	put_instant(out, "cancelled_at", booking->cancelled_at, pool);
	json_put_text(out, "currency", booking->currency);
	json_put_int(out, "total_minor", booking->total_minor);
	json_put_int(out, "credit_minor", booking->credit_minor);
	json_put_int(out, "paid_minor", booking->paid_minor);
	json_put_int(out, "refund_minor", booking->refund_minor);
	json_put_int(out, "goodwill_minor", booking->goodwill_minor);
	put_people(out, &booking->contact, booking->passengers, booking->passenger_count, pool);
	put_segments(out, booking->segments, booking->segment_count, pool);
	put_prices(out, booking->prices, booking->price_count);
	put_notes(out, one, pool);
	json_close(out, '}');
}

static void put_hold(struct json_out *out, const struct account_hold *one, apr_pool_t *pool)
{
	static const char *const states[] = { "open", "used", "released", "expired" };
	const struct hold *hold = one->hold;

	json_open(out, NULL, '{');
	json_put_text(out, "hold", hold->ref);
	json_put_text(out, "state", states[hold->state]);
	put_instant(out, "placed_at", hold->placed_at, pool);
	put_instant(out, "expires_at", hold->expires_at, pool);
	json_put_text(out, "placed_from", one->address);
	json_put_text(out, "currency", hold->currency);
	json_put_int(out, "total_minor", hold->total_minor);
	put_people(out, &hold->contact, hold->passengers, hold->passenger_count, pool);
	put_segments(out, hold->segments, hold->segment_count, pool);
	put_prices(out, hold->prices, hold->price_count);
	json_close(out, '}');
}

static void put_account(struct json_out *out, const struct account_export *all, apr_pool_t *pool)
{
	json_open(out, "account", '{');
	json_put_text(out, "email", all->email);
	put_instant(out, "made_at", all->created_at, pool);
	put_instant(out, "confirmed_at", all->confirmed_at, pool);
	json_close(out, '}');
	json_open(out, "sign_ins", '[');
	for (size_t i = 0; i < all->session_count; i++) {
		json_open(out, NULL, '{');
		json_put_text(out, "browser", all->sessions[i].client);
		put_instant(out, "signed_in_at", all->sessions[i].signed_in_at, pool);
		put_instant(out, "last_used_at", all->sessions[i].seen_at, pool);
		json_close(out, '}');
	}
	json_close(out, ']');
	json_open(out, "travellers", '[');
	for (size_t i = 0; i < all->travellers.n; i++) {
		json_open(out, NULL, '{');
		put_names(out, all->travellers.v[i].given_name, all->travellers.v[i].surname);
		put_date(out, "born_on", all->travellers.v[i].born_on, pool);
		json_close(out, '}');
	}
	json_close(out, ']');
}

const struct err *page_account_export(struct request *request, struct reply *reply)
{
	struct account_export all;
	struct json_out *out;
	const struct err *err;
	const char *text;
	size_t length;

	err = account_export(page_desk(request), &all);
	if (err != NULL)
		return account_sign_in_first(reply, err);
	out = json_out_new(request->pool);
	json_open(out, NULL, '{');
	put_instant(out, "as_of", clock_now(), request->pool);
	json_put_bool(out, "complete", all.is_complete);
	put_account(out, &all, request->pool);
	json_open(out, "bookings", '[');
	for (size_t i = 0; i < all.booking_count; i++)
		put_booking(out, &all.bookings[i], request->pool);
	json_close(out, ']');
	json_open(out, "holds", '[');
	for (size_t i = 0; i < all.hold_count; i++)
		put_hold(out, &all.holds[i], request->pool);
	json_close(out, ']');
	json_close(out, '}');
	text = json_out_text(out, &length);
	reply_header(reply, "Content-Disposition", "attachment; filename=\"account.json\"");
	reply_body(reply, 200, "application/json", text, length);
	return NULL;
}
