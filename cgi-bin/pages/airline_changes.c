/* What the airline changed, explained: the old time, the new one, by how much; seats that are gone; and accepting it. */
#include "pages/airline_changes.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/booking_travel.h"
#include "pages/bookings.h"
#include "pages/fill.h"
#include "pages/pages.h"
#include "view_keys.h"

/* One end of a flight: when it was to be, when it is. */
struct moved {
	const char *label;
	int64_t told_at, now_at;
	int offset;
};

/* "15:22", with its date where that is another than it was. */
static const char *time_words(int64_t at, bool has_date, int offset, apr_pool_t *pool)
{
	const char *clock = date_clock_at_offset(at, offset, pool);

	return has_date ? apr_psprintf(pool, say("%s on %s"), clock,
			      date_human(date_at_offset(at, offset), pool))
			: clock;
}

static const char *by_words(const struct moved *moved, apr_pool_t *pool)
{
	return moved->now_at > moved->told_at
	    ? apr_psprintf(
		  pool, say("%s later"), fill_duration(moved->told_at, moved->now_at, pool))
	    : apr_psprintf(
		  pool, say("%s earlier"), fill_duration(moved->now_at, moved->told_at, pool));
}

static void fill_moved(struct view *row, const struct moved *moved, apr_pool_t *pool)
{
	bool has_date = date_at_offset(moved->told_at, moved->offset) !=
	    date_at_offset(moved->now_at, moved->offset);
	struct view *view;

	if (moved->told_at == moved->now_at)
		return;
	view = view_each(row, K_MOVED);
	view_text(view, K_LABEL, say(moved->label));
	view_text(view, K_OLD_AT, clock_text_at_offset(moved->told_at, moved->offset, pool));
	view_text(view, K_OLD_WORDS, time_words(moved->told_at, has_date, moved->offset, pool));
	view_text(view, K_NEW_AT, clock_text_at_offset(moved->now_at, moved->offset, pool));
	view_text(view, K_NEW_WORDS, time_words(moved->now_at, has_date, moved->offset, pool));
	view_text(view, K_BY_WORDS, by_words(moved, pool));
}

static void fill_lost(struct view *row, const struct segment *segment, apr_pool_t *pool)
{
	struct view *view = view_each(row, K_LOST);

	view_text(view, K_SEATS_TEXT, fill_lost_seats(segment, " ", pool));
	view_text(view, K_TEXT,
	    apr_psprintf(pool,
		say_count((int64_t)segment->lost_count,
		    "flown with another aircraft (%s) that has no seat %s",
		    "flown with another aircraft (%s) that has no seats %s"),
		segment->departure.aircraft_name, fill_lost_seats(segment, ", ", pool)));
}

static void fill_change(struct view *view, const struct segment *segment, apr_pool_t *pool)
{
	const struct departure *departure = &segment->departure;
	const struct moved ends[] = {
		{ TO_SAY("leaves"), segment->told_departs_at, departure->departs_at,
		    departure->origin_offset },
		{ TO_SAY("arrives"), segment->told_arrives_at, departure->arrives_at,
		    departure->destination_offset },
	};
	struct view *row = view_each(view, K_AIRLINE_CHANGE);

	view_text(row, K_FLIGHT_NO, departure->flight_no);
	view_text(row, K_DATE, date_human(departure->on, pool));
	view_text(row, K_DEPARTURE_NAME, departure->name);
	if (departure->state == DEPARTURE_CANCELLED) {
		view_show(row, K_GONE);
		return;
	}
	fill_moved(row, &ends[0], pool);
	fill_moved(row, &ends[1], pool);
	if (segment->lost_count > 0)
		fill_lost(row, segment, pool);
}

/* All that the airline changed of a booking. */
struct changes {
	size_t cancelled, retimed; /* flights */
	size_t lost;               /* seats */
};

static struct changes changes_of(const struct booking *booking, int64_t now)
{
	struct changes changes = { 0, 0, 0 };

	for (size_t i = 0; booking->state == BOOKING_CONFIRMED && i < booking->segment_count; i++) {
		const struct segment *segment = &booking->segments[i];

		changes.cancelled += !segment->is_cancelled &&
		    segment->departure.state == DEPARTURE_CANCELLED;
		changes.retimed += segment_is_retimed(segment, now);
		changes.lost += segment_lost(segment, now);
	}
	return changes;
}

static const char *summary(const struct changes *changes)
{
	if (changes->cancelled > 0)
		return say("The airline has cancelled a flight of this booking.");
	if (changes->lost == 0)
		return say("The airline has changed the time of a flight of this booking.");
	return changes->retimed == 0
	    ? say("The airline has changed the aircraft of a flight of this booking.")
	    : say("The airline has changed the times and the aircraft of this booking.");
}

static const char *accept_words(const struct changes *changes)
{
	int64_t lost = (int64_t)changes->lost;

	if (lost == 0)
		return say("Accept the new times");
	return changes->retimed == 0
	    ? say_count(lost, "Choose a seat for me", "Choose seats for us")
	    : say_count(lost, "Accept the new times, and choose a seat for me",
		  "Accept the new times, and choose seats for us");
}

/* The way to choose for oneself: on each flight for the first who has lost a seat; the others follow. */
static void fill_ways(
    struct view *choices, const struct booking *booking, int64_t now, apr_pool_t *pool)
{
	for (size_t i = 0; i < booking->segment_count; i++) {
		const struct segment *segment = &booking->segments[i];
		struct view *way;
		size_t passenger = 0;

		if (segment_lost(segment, now) == 0)
			continue;
		while (segment->lost[passenger] == NULL)
			passenger++;
		way = view_each(choices, K_RESEAT);
		view_text(way, K_LINK,
		    apr_psprintf(pool, "%s?departure=%s&passenger=%" APR_SIZE_T_FMT,
			page_booking_path(booking->locator, "/seats", pool),
			segment->departure.name, passenger + 1));
		view_text(way, K_TEXT,
		    apr_psprintf(
			pool, say("Choose another seat on %s"), segment->departure.flight_no));
	}
}

/* New times can be accepted, and other seats; a flight that is gone cannot. */
static void fill_choices(struct view *view, const struct booking *booking,
    const struct changes *changes, int64_t now, apr_pool_t *pool)
{
	const char *times = booking_to_accept(booking, now, pool);
	struct view *choices = view_each(view, K_AIRLINE_CHOICES);
	struct view *form;

	view_text(choices, K_LOCATOR, booking->locator);
	view_text(choices, K_CHOICES_WORDS,
	    booking_is_flown_by_nobody(booking)
		? say("Cancel the booking, and you get back all that you paid, without any fee.")
		: say("If that does not suit you, cancel and get back all that you paid, without any fee."));
	if (times[0] == '\0')
		return;
	fill_ways(choices, booking, now, pool);
	form = view_each(choices, K_ACCEPT);
	if (changes->lost > 0)
		view_show(form, K_SECOND);
	view_text(form, K_LOCATOR, booking->locator);
	view_text(form, K_NEW_TIMES, times);
	booking_change_fields(form, booking, NULL, pool);
	view_text(form, K_BUTTON, accept_words(changes));
}

void airline_changes_fill(struct view *view, const struct booking *booking, apr_pool_t *pool)
{
	int64_t now = clock_now();
	struct changes changes = changes_of(booking, now);
	struct view *part;

	if (changes.cancelled + changes.retimed + changes.lost == 0)
		return;
	part = view_each(view, K_AIRLINE_CHANGED);
	for (size_t i = 0; i < booking->segment_count; i++)
		if (segment_is_changed(&booking->segments[i], now))
			fill_change(part, &booking->segments[i], pool);
	view_text(part, K_TEXT, summary(&changes));
	if (booking->view == BOOKING_FULL)
		fill_choices(part, booking, &changes, now, pool);
}

struct accept_form {
	int64_t version;
	const char *times, *key;
};

static const struct field fields[] = {
	FIELD_ROW_VERSION(struct accept_form, TO_SAY("version")),
	{ .name = "times",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct accept_form, times),
	    .max = 600,
	    .is_required = true,
	    .label = TO_SAY("new times") },
	FIELD_ROW_KEY(struct accept_form),
};
static const struct form_table table = { "accept", fields, sizeof(fields) / sizeof(fields[0]) };

const struct err *page_booking_accept(struct request *request, struct reply *reply)
{
	struct accept_form typed = { .version = 0 };
	struct booking_change change;
	const struct err *err;

	TRY(booking_change_read(request, reply, &table, &typed, &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_accept(page_desk(request),
		    &(const struct acceptance){
			change.locator, typed.version, typed.times, change.click });
	if (err != NULL)
		return booking_refuse(request, reply, change.locator, err);
	booking_change_done(request, reply, &change);
	return NULL;
}
