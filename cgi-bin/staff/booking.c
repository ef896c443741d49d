/* The page of one booking: who, what, for how much, and all that happened to it. */
#include "staff/booking.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/random.h"

static void fill_facts(struct view *body, const struct booking_file *file, apr_pool_t *pool)
{
	const struct booking *booking = file->booking;
	const char *currency = booking->currency;

	view_text(body, K_LOCATOR, booking->locator);
	view_text(body, K_STATE, booking_state_name(booking->state));
	view_int(body, K_VERSION, booking->version);
	view_int(body, K_DUE_MINOR, file->due_minor);
	view_int(body, K_BACK_MINOR, file->back_minor);
	view_int(body, K_LEFT_MINOR, file->left_minor);
	staff_fill_moment(body, K_MADE, booking->created_at, pool);
	if (booking->cancelled_at != CLOCK_NONE)
		staff_fill_moment(body, K_ENDED, booking->cancelled_at, pool);
	view_text(body, K_EMAIL_TEXT, booking->contact.email);
	view_text(
	    body, K_PHONE_TEXT, booking->contact.phone != NULL ? booking->contact.phone : "none");
	view_text(body, K_PRICE,
	    money_text(booking->total_minor - booking->credit_minor, currency, pool));
	view_text(body, K_PAID, money_text(booking->paid_minor, currency, pool));
	view_text(body, K_TO_PAY, money_text(file->due_minor, currency, pool));
	view_text(body, K_TO_GO_BACK, money_text(file->back_minor, currency, pool));
}

static const char *segment_state(const struct segment *segment)
{
	static const char *const names[] = { "scheduled", "retimed", "cancelled by the airline",
		"departed" };

	return segment->is_cancelled ? "given up" : names[segment->departure.state];
}

static void fill_segment(struct view *row, const struct segment *segment, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;

	view_text(row, K_NAME, departure->name);
	view_text(row, K_ROUTE,
	    apr_pstrcat(pool, departure->origin, " – ", departure->destination, NULL));
	view_text(row, K_DEPARTS,
	    date_moment_at_offset(departure->departs_at, departure->origin_offset, pool));
	if (segment->told_departs_at != departure->departs_at)
		view_text(row, K_TOLD,
		    date_moment_at_offset(
			segment->told_departs_at, departure->origin_offset, pool));
	view_text(row, K_CABIN_NAME, segment->cabin_name);
	view_text(row, K_FARE,
	    apr_pstrcat(pool, segment->basis,
		segment->is_refundable ? ", refundable" : ", not refundable", NULL));
	view_text(row, K_STATE, segment_state(segment));
}

/* "12A 14C", in travel order. */
static const char *seats_of(const struct booking *booking, size_t index, apr_pool_t *pool)
{
	const char *out = "";

	for (size_t i = 0; i < booking->segment_count; i++) {
		const struct segment *segment = &booking->segments[i];

		if (index < segment->seat_count && segment->seats[index] != NULL)
			out = apr_pstrcat(
			    pool, out, out[0] != '\0' ? " " : "", segment->seats[index], NULL);
	}
	return out;
}

static void fill_person(
    struct view *row, const struct booking *booking, size_t index, apr_pool_t *pool)
{
	const struct passenger *passenger = &booking->passengers[index];

	view_int(row, K_NO, passenger->no);
	view_text(
	    row, K_WHO_NAME, staff_person_name(passenger->given_name, passenger->surname, pool));
	if (passenger->sold_surname != NULL)
		view_text(row, K_SOLD_AS,
		    staff_person_name(passenger->sold_given_name, passenger->sold_surname, pool));
	view_text(row, K_TYPE, staff_type_name(passenger->type));
	view_text(row, K_BORN, date_text(passenger->born_on, pool));
	view_text(row, K_STATE, passenger->is_cancelled ? "does not travel any more" : "travels");
	view_text(row, K_SEATS_TEXT, seats_of(booking, index, pool));
}

static const char *departure_at(const struct booking *booking, int64_t position)
{
	for (size_t i = 0; i < booking->segment_count; i++)
		if (booking->segments[i].position == position)
			return booking->segments[i].departure.name;
	return "";
}

static void fill_prices(struct view *body, const struct booking *booking, apr_pool_t *pool)
{
	for (size_t i = 0; i < booking->price_count; i++) {
		const struct price_line *line = &booking->prices[i];
		struct view *row = view_each(body, K_PRICE_LINE);

		view_text(row, K_NAME, departure_at(booking, line->position));
		view_text(row, K_CODE_NAME, line->code);
		view_text(row, K_TYPE, staff_type_name(line->type));
		view_int(row, K_QUANTITY, line->quantity);
		view_text(row, K_EACH_TEXT, money_text(line->unit_minor, booking->currency, pool));
		view_text(
		    row, K_AMOUNT_TEXT, money_text(line->amount_minor, booking->currency, pool));
	}
}

static void fill_event(struct view *row, const struct history_line *line, apr_pool_t *pool)
{
	staff_fill_moment(row, K_MADE, line->at, pool);
	view_text(row, K_ACTOR, line->actor);
	view_text(row, K_SUBJECT, line->subject);
	view_text(row, K_NAME, line->name);
	view_int(row, K_VERSION, line->version);
	view_text(row, K_STATE, line->to_state);
	view_text(row, K_DETAIL, line->detail);
	view_text(row, K_REQUEST_ID, line->request_id);
}

static void fill_events(struct view *body, const struct booking_file *file, apr_pool_t *pool)
{
	for (size_t i = 0; i < file->event_count; i++)
		fill_event(view_each(body, K_HAPPENED), &file->events[i], pool);
	if (file->has_earlier_events) {
		struct view *earlier = view_each(body, K_EARLIER);

		view_text(earlier, K_LOCATOR, file->booking->locator);
		view_int(earlier, K_BEFORE_AT, file->events[0].at);
		view_int(earlier, K_BEFORE, file->events[0].id);
	}
}

static void fill_new_times(
    struct request *request, struct view *body, const struct booking *booking)
{
	const char *times = booking_to_accept(booking, clock_now(), request->pool);
	struct view *view;

	if (times[0] == '\0')
		return;
	view = view_each(body, K_NEW_TIMES);
	view_text(view, K_TIMES, times);
	view_text(view, K_KEY, random_ref(request->pool));
}

static void fill(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form)
{
	const struct booking *booking = file->booking;
	apr_pool_t *pool = request->pool;
	struct view *body = parts->body;

	fill_facts(body, file, pool);
	if (booking->state == BOOKING_CONFIRMED && staff_may(request, RIGHT_SERVE)) {
		view_show(body, K_CHANGES);
		fill_new_times(request, body, booking);
	}
	for (size_t i = 0; i < booking->segment_count; i++)
		fill_segment(view_each(body, K_SEGMENT), &booking->segments[i], pool);
	for (size_t i = 0; i < booking->passenger_count; i++)
		fill_person(view_each(body, K_PERSON), booking, i, pool);
	fill_prices(body, booking, pool);
	staff_fill_money(request, parts, file, form);
	staff_fill_mails(request, parts, file);
	staff_fill_notes(request, parts, file, form);
	fill_events(body, file, pool);
	if (staff_may(request, RIGHT_AUDIT))
		view_show(body, K_AUDITED);
}

static const struct err *page_of(struct request *request, struct reply *reply, const char *locator,
    struct history_place before, struct form *form, const struct err *refusal)
{
	struct booking_file file;
	struct staff_page parts;

	TRY(staff_booking_read(staff_desk(request), locator, before, &file));
	if (err_is(refusal, CODE_INVALID) && refusal->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, refusal);
	parts = staff_page_begin(request, "staff/booking",
	    apr_pstrcat(request->pool, "Booking ", file.booking->locator, NULL));
	fill(request, &parts, &file, form);
	if (before.id != HISTORY_END.id)
		view_text(view_each(parts.body, K_LATEST), K_LOCATOR, file.booking->locator);
	if (refusal == NULL) {
		TRY(staff_note(request, &parts));
		return staff_page_end(reply, 200, &parts);
	}
	TRY(staff_fill_meanwhile(request, &parts,
	    &(const struct staff_seen){ "booking", file.booking->locator, staff_typed_version(form),
		file.booking->version }));
	return staff_page_refuse(reply, &parts, refusal, form);
}

const struct err *staff_booking_page(struct request *request, struct reply *reply,
    const char *locator, struct form *form, const struct err *refusal)
{
	return page_of(request, reply, locator, HISTORY_END, form, refusal);
}

static const struct field place_fields[] = {
	{ .name = "before_at",
	    .kind = FIELD_INT,
	    .target = offsetof(struct history_place, at),
	    .max = HISTORY_END_AT,
	    .fallback = HISTORY_END_AT,
	    .label = "before" },
	{ .name = "before",
	    .kind = FIELD_INT,
	    .target = offsetof(struct history_place, id),
	    .max = INT64_MAX,
	    .fallback = INT64_MAX,
	    .label = "before" },
};
static const struct form_table place_table = { "history", place_fields, 2 };

/* A place that cannot be is the end. */
const struct err *page_staff_booking_show(struct request *request, struct reply *reply)
{
	struct history_place before = HISTORY_END;
	struct form *form;

	TRY(form_read(request, &place_table, &form));
	if (!form_check(form, &before))
		before = HISTORY_END;
	return page_of(request, reply, request->args[0], before, NULL, NULL);
}
