/* Changing the seat of one passenger on one departure. */
#include "pages/bookings.h"
#include "pages/fill.h"
#include "pages/pages.h"
#include "pages/passengers.h"

#include "base/pool.h"
#include "base/words.h"
#include "static_names.h"
#include "view_keys.h"

#include <string.h>

struct seats_query {
	const char *departure;
	int64_t passenger;
};

static const struct field query_fields[] = {
	{ .name = "departure",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct seats_query, departure),
	    .max = 40,
	    .label = TO_SAY("departure") },
	{ .name = "passenger",
	    .kind = FIELD_INT,
	    .target = offsetof(struct seats_query, passenger),
	    .min = 1,
	    .max = PARTY_SEATS_MAX,
	    .fallback = 1,
	    .label = TO_SAY("passenger") },
};
static const struct form_table query_table = { "seats", query_fields, 2 };

struct seats_form {
	int64_t version, passenger;
	const char *departure, *seat, *key;
};

static const struct field fields[] = {
	FIELD_ROW_VERSION(struct seats_form, TO_SAY("version")),
	{ .name = "departure",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct seats_form, departure),
	    .max = 40,
	    .is_required = true,
	    .label = TO_SAY("departure") },
	{ .name = "passenger",
	    .kind = FIELD_INT,
	    .target = offsetof(struct seats_form, passenger),
	    .min = 1,
	    .max = PARTY_SEATS_MAX,
	    .is_required = true,
	    .label = TO_SAY("passenger") },
	{ .name = "seat",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct seats_form, seat),
	    .max = 40,
	    .is_required = true,
	    .label = TO_SAY("seat") },
	FIELD_ROW_KEY(struct seats_form),
};
static const struct form_table table = { "seat", fields, sizeof(fields) / sizeof(fields[0]) };

static const char *seat_words(const struct segment *segment, size_t passenger, apr_pool_t *pool)
{
	const char *seat = segment->seats[passenger];

	if (seat == NULL)
		return say("none");
	return segment->lost[passenger] == NULL
	    ? seat
	    : apr_psprintf(pool, say("%s, not in this aircraft"), seat);
}

/* Whose seat on which departure: a link for each. */
static void fill_choices(struct view *view, const struct booking *booking, const char *departure,
    int64_t passenger_no, apr_pool_t *pool)
{
	for (size_t i = 0; i < booking->segment_count; i++) {
		const struct segment *segment = &booking->segments[i];

		for (size_t p = 0; p < segment->seat_count; p++) {
			if (segment->is_cancelled || booking->passengers[p].is_cancelled)
				continue;
			struct view *row = view_each(view, K_CHOICE);
			const char *seat = seat_words(segment, p, pool);

			view_text(row, K_LINK,
			    apr_psprintf(pool, "%s?departure=%s&passenger=%" APR_SIZE_T_FMT,
				page_booking_path(booking->locator, "/seats", pool),
				segment->departure.name, p + 1));
			view_text(row, K_TEXT,
			    apr_psprintf(pool, say("%s on %s: %s"),
				passenger_name(&booking->passengers[p], pool),
				segment->departure.flight_no, seat));
			if (departure != NULL && strcmp(departure, segment->departure.name) == 0 &&
			    passenger_no == (int64_t)p + 1)
				view_show(row, K_CURRENT);
		}
	}
}

/* `has_lost`: whose seat it is has none that another one of the party could have. */
static struct page_parts seats_page(struct request *request, const struct booking *booking,
    const char *departure, int64_t passenger_no, bool has_lost)
{
	struct page_parts parts = page_begin(request, "pages/booking_seats", say("Change seats"));

	view_text(parts.body, K_LOCATOR, booking->locator);
	view_int(parts.body, K_VERSION, booking->version);
	view_text(parts.body, K_WORDS,
	    apr_psprintf(request->pool,
		has_lost
		    ? say("Booking %s. Choose a free seat.")
		    : say("Booking %s. Choose a free seat, or one of your own party to swap the two."),
		booking->locator));
	fill_choices(parts.body, booking, departure, passenger_no, request->pool);
	return parts;
}

/* What becomes of the seat that one has, if it is there. */
static void fill_keeping(struct view *view, const char *lost, apr_pool_t *pool)
{
	if (lost == NULL)
		view_show(view, K_KEEPS);
	else
		view_text(view_each(view, K_LOST), K_TEXT,
		    apr_psprintf(pool,
			say("The aircraft that flies now has no seat %s. Choose a free one."),
			lost));
}

/* What is wrong with the seat that was asked for, or that none was. */
static void fill_error(struct view *view, const struct form *form, apr_pool_t *pool)
{
	for (size_t i = 0; i < form_complaint_count(form); i++) {
		struct form_complaint complaint = form_complaint_at(form, i);

		if (strcmp(complaint.name, "seat") == 0)
			view_text(view_each(view, K_SEATS_WRONG), K_ERROR_IDS,
			    fill_seat_error(view, form, &complaint, pool));
	}
}

/* The map, with the present seat of the passenger chosen. */
static void fill_map(struct request *request, struct page_parts *parts,
    const struct booking *booking, const struct segment *segment, const struct seat_map *map,
    int64_t passenger_no, const struct form *form)
{
	struct view *view = view_each(parts->body, K_CHOSEN);
	const struct passenger *passenger = &booking->passengers[passenger_no - 1];

	view_text(view, K_LOCATOR, booking->locator);
	view_text(view, K_DEPARTURE_NAME, segment->departure.name);
	view_int(view, K_PASSENGER_NO, passenger_no);
	booking_change_fields(view, booking, form, request->pool);
	view_text(view, K_SEATS_TITLE,
	    apr_psprintf(request->pool, say("Seat of %s on %s"),
		passenger_name(passenger, request->pool), segment->departure.flight_no));
	fill_keeping(view, segment->lost[passenger_no - 1], request->pool);
	view_include(view, K_SEAT_KEY, "parts/seat_key");
	view_text(view, K_SCRIPT, STATIC_SEATS_JS);
	fill_seat_map(view, K_SEAT_MAP, &segment->departure, map, segment->cabin, "radio", form,
	    request->pool);
	if (form != NULL)
		fill_error(view, form, request->pool);
}

static const struct err *show_map(struct request *request, struct reply *reply,
    const struct booking *booking, const char *departure, int64_t passenger_no,
    const struct form *form, const struct err *refusal)
{
	const struct segment *segment;
	struct page_parts parts;
	struct seat_map map;

	TRY(booking_seat_map(page_desk(request), booking, departure, passenger_no, &segment, &map));
	parts = seats_page(
	    request, booking, departure, passenger_no, segment->lost[passenger_no - 1] != NULL);
	fill_map(request, &parts, booking, segment, &map, passenger_no, form);
	if (refusal != NULL)
		return page_refuse(request, reply, &parts, refusal, form);
	return page_end(reply, 200, &parts);
}

/* Read anew: the refused change may have met another one. */
static const struct err *show(struct request *request, struct reply *reply, const char *locator,
    const char *departure, int64_t passenger_no, const struct form *form, const struct err *refusal)
{
	const struct booking *booking;

	TRY(booking_find_seated(page_desk(request), locator, &booking));
	return show_map(request, reply, booking, departure, passenger_no, form, refusal);
}

/* A wrong departure or passenger: the page without a map. */
static const struct err *show_choices(struct request *request, struct reply *reply,
    const struct booking *booking, const struct err *refusal, const struct form *form)
{
	struct page_parts parts = seats_page(request, booking, NULL, 0, false);

	if (refusal != NULL)
		return page_refuse(request, reply, &parts, refusal, form);
	return page_end(reply, 200, &parts);
}

const struct err *page_booking_seats_show(struct request *request, struct reply *reply)
{
	const struct booking *booking;
	struct seats_query query;
	const struct err *err;
	struct form *form;

	TRY(form_read(request, &query_table, &form));
	err = booking_find_seated(page_desk(request), request->args[0], &booking);
	if (err != NULL)
		return booking_refuse(request, reply, request->args[0], err);
	if (booking->view != BOOKING_FULL)
		return booking_refuse(request, reply, booking->locator,
		    err_new(request->pool, CODE_NEEDS_LINK, "only found, not owned"));
	if (booking->state == BOOKING_CANCELLED) {
		reply_see_other(reply, page_booking_path(booking->locator, "", request->pool));
		return NULL;
	}
	if (!form_check(form, &query))
		return show_choices(request, reply, booking,
		    err_new(request->pool, CODE_INVALID, "the seats query has mistakes"), form);
	if (query.departure == NULL)
		return show_choices(request, reply, booking, NULL, NULL);
	err = show_map(request, reply, booking, query.departure, query.passenger, NULL, NULL);
	if (err_is(err, CODE_INVALID))
		return show_choices(request, reply, booking, err, NULL);
	return err;
}

static const struct err *refuse(struct request *request, struct reply *reply, const char *locator,
    struct form *form, const struct seats_form *typed, const struct err *err)
{
	const struct booking *booking;
	const struct err *shown;

	if (err_is(err, CODE_KEY_REUSED))
		return err;
	if (err_is(err, CODE_NEEDS_LINK) || err->kind == ERR_GONE)
		return booking_refuse(request, reply, locator, err);
	if (err->kind != ERR_REFUSED && err->kind != ERR_INPUT)
		return err;
	TRY(booking_find(page_desk(request), locator, &booking));
	if (err_is(err, CODE_INVALID) && err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	if (typed->departure == NULL || typed->passenger < 1)
		return show_choices(request, reply, booking, err, form);
	shown = show(
	    request, reply, booking->locator, typed->departure, typed->passenger, form, err);
	return err_is(shown, CODE_INVALID) ? show_choices(request, reply, booking, err, form)
					   : shown;
}

const struct err *page_booking_seats(struct request *request, struct reply *reply)
{
	struct seats_form typed = { .passenger = 0 };
	struct booking_change change;
	const struct err *err;

	TRY(booking_change_read(request, reply, &table, &typed, &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_set_seat(page_desk(request),
		    &(const struct seat_change){ .locator = change.locator,
			.version = typed.version,
			.departure = typed.departure,
			.passenger_no = typed.passenger,
			.seat = typed.seat,
			.click = change.click });
	if (err != NULL)
		return refuse(request, reply, change.locator, change.form, &typed, err);
	booking_change_done(request, reply, &change);
	return NULL;
}
