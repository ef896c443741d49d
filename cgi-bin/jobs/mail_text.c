/* What a mail says. */
#include "jobs/mail_text.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/money.h"
#include "base/pool.h"
#include "base/words.h"
#include "domain/booking.h"
#include "domain/booking_travel.h"
#include "domain/full_name.h"
#include "domain/offer.h"
#include "jobs/mail_account.h"
#include "jobs/mail_data.h"
#include "web/view.h"

#include <string.h>

/* The words that differ between kinds: the headline is the subject too. */
struct words {
	const char *headline;
	const char *message;
};

/* A cancellation that does not have its own sum is asked for once more, or was written by an older version. */
static const char *all_refunds(const struct booking *booking, apr_pool_t *pool)
{
	if (booking->refund_minor == 0)
		return booking_refund_words(booking, 0, pool);
	return apr_psprintf(pool,
	    say("For all that was cancelled of this booking, %s goes back to you"),
	    money_text(booking->refund_minor, booking->currency, pool));
}

static struct words cancelled_words(const struct mail_task *task, apr_pool_t *pool)
{
	const char *back = task->detail[0] != '\0' ? task->detail
						   : all_refunds(task->booking, pool);

	return (struct words){
		apr_psprintf(pool, say("Your booking %s is cancelled"), task->booking->locator),
		apr_pstrcat(pool, back, ".", NULL),
	};
}

/* One that comes late is not to be taken for the last word of what was cancelled meanwhile. */
static struct words confirmed_words(const struct booking *booking, apr_pool_t *pool)
{
	if (booking->state == BOOKING_CANCELLED)
		return (struct words){
			apr_psprintf(pool,
			    say("Your booking %s was confirmed, and is cancelled now"),
			    booking->locator),
			say("The mail about the cancellation says what goes back to you."),
		};
	if (booking_is_flown_by_nobody(booking))
		return (struct words){
			apr_psprintf(pool,
			    say("Your booking %s: the airline has cancelled what you booked"),
			    booking->locator),
			booking->is_paid ? say("Everything is paid.")
					 : say("Nothing has been charged yet."),
		};
	return (struct words){
		apr_psprintf(pool, say("Your booking %s is confirmed"), booking->locator),
		booking->is_paid ? say("Everything is paid.")
				 : say("You pay later: nothing has been charged yet."),
	};
}

/* What has changed is told as it was then; what became of it since is said with it. */
static struct words changed_words(const struct mail_task *task, apr_pool_t *pool)
{
	const char *locator = task->booking->locator;

	if (task->booking->state == BOOKING_CANCELLED)
		return (struct words){
			apr_psprintf(
			    pool, say("About your booking %s, which is cancelled"), locator),
			apr_pstrcat(pool, task->detail, ".", NULL),
		};
	return (struct words){
		apr_psprintf(pool, say("Your booking %s has changed"), locator),
		apr_pstrcat(pool, task->detail, ".", task->is_followed ? " " : "",
		    task->is_followed
			? say("More has changed since then: what follows is how it is now.")
			: "",
		    NULL),
	};
}

static struct words link_words(const struct booking *booking, apr_pool_t *pool)
{
	const char *words = say(
	    "You, or somebody who knows your booking code and name, asked for this link.");

	if (booking->state == BOOKING_CANCELLED)
		words = apr_pstrcat(pool, words, " ", say("This booking is cancelled."), NULL);
	return (struct words){
		apr_psprintf(pool, say("The link to your booking %s"), booking->locator), words
	};
}

static struct words booking_words(const struct mail_task *task, apr_pool_t *pool)
{
	switch (task->kind) {
	case MAIL_BOOKING_CANCELLED:
		return cancelled_words(task, pool);
	case MAIL_BOOKING_CHANGED:
		return changed_words(task, pool);
	case MAIL_BOOKING_LINK:
		return link_words(task->booking, pool);
	default:
		return confirmed_words(task->booking, pool);
	}
}

static const char *seats_of(const struct segment *segment, apr_pool_t *pool)
{
	bool is_lost = segment_lost(segment, clock_now()) > 0;
	const char *text = NULL;

	for (size_t i = 0; i < segment->seat_count; i++) {
		const char *seat = segment->seats[i];

		if (seat == NULL)
			continue;
		if (is_lost && segment->lost[i] != NULL)
			seat = apr_psprintf(pool, say("%s (not in this aircraft)"), seat);
		text = text == NULL ? seat : apr_pstrcat(pool, text, ", ", seat, NULL);
	}
	return text;
}

static void fill_segment(struct desk *desk, struct view *view, const struct segment *segment)
{
	const struct departure *departure = &segment->departure;
	struct view *row = view_each(view, K_SEGMENT);
	int32_t departs_on = date_at_offset(departure->departs_at, departure->origin_offset);
	int32_t arrives_on = date_at_offset(departure->arrives_at, departure->destination_offset);
	const char *seats = seats_of(segment, desk->pool);

	view_text(row, K_FLIGHT_NO, departure->flight_no);
	view_text(row, K_DATE, date_human(departs_on, desk->pool));
	view_text(row, K_ORIGIN, departure->origin);
	view_text(row, K_ORIGIN_CITY, offer_airport(desk, departure->origin)->city);
	view_text(row, K_DESTINATION, departure->destination);
	view_text(row, K_DESTINATION_CITY, offer_airport(desk, departure->destination)->city);
	view_text(row, K_DEPARTS,
	    date_clock_at_offset(departure->departs_at, departure->origin_offset, desk->pool));
	view_text(row, K_ARRIVES,
	    date_clock_at_offset(departure->arrives_at, departure->destination_offset, desk->pool));
	if (departure->state == DEPARTURE_CANCELLED)
		view_show(row, K_CANCELLED);
	else if (departure->departs_at != segment->told_departs_at ||
	    departure->arrives_at != segment->told_arrives_at)
		view_show(row, K_RETIMED);
	if (arrives_on != departs_on)
		view_text(
		    view_each(row, K_NEXT_DAY), K_ARRIVES_ON, date_human(arrives_on, desk->pool));
	if (seats != NULL)
		view_text(view_each(row, K_SEATS), K_SEATS_LIST, seats);
}

static void fill_airport(struct desk *desk, struct view *view, const struct booking *booking)
{
	int64_t at;
	const struct departure *departure = booking_next(desk, booking, &at);
	struct view *part;

	if (departure == NULL || at == CLOCK_NONE)
		return;
	part = view_each(view, K_NEXT_AIRPORT);
	view_text(part, K_FLIGHT_NO, departure->flight_no);
	view_text(part, K_AIRPORT_NAME, offer_airport(desk, departure->origin)->name);
	view_text(part, K_AIRPORT_CODE, departure->origin);
	view_text(
	    part, K_AIRPORT_TIME, date_clock_at_offset(at, departure->origin_offset, desk->pool));
	view_text(part, K_AIRPORT_DATE,
	    date_human(date_at_offset(at, departure->origin_offset), desk->pool));
}

static const char *choice_words(bool is_retimed, bool is_lost)
{
	if (is_retimed && is_lost)
		return say(
		    "You may accept the new times and choose another seat, or cancel and get back all that you paid, without any fee.");
	if (is_lost)
		return say(
		    "You may choose another seat, leave the choice to us, or cancel and get back all that you paid, without any fee.");
	return is_retimed
	    ? say("You may accept the new times, or cancel and get back all that you paid, without any fee.")
	    : say("You may cancel and get back all that you paid, without any fee.");
}

/* What one may do about what the airline changed, while it waits for an answer. */
static void fill_choices(struct view *view, const struct booking *booking, const char *link)
{
	int64_t now = clock_now();
	bool is_changed = false, is_retimed = false, is_lost = false;
	struct view *choices;

	for (size_t i = 0; i < booking->segment_count; i++) {
		is_changed |= segment_is_changed(&booking->segments[i], now);
		is_retimed |= segment_is_retimed(&booking->segments[i], now);
		is_lost |= segment_lost(&booking->segments[i], now) > 0;
	}
	if (booking->state != BOOKING_CONFIRMED || !is_changed)
		return;
	choices = view_each(view, K_AIRLINE_CHOICES);
	view_text(choices, K_TEXT, choice_words(is_retimed, is_lost));
	view_text(choices, K_LINK, link);
}

/* Who writes, and where they are reached. */
static void fill_sender(struct view *view, struct desk *desk)
{
	const struct contact_point *contact = &desk->settings->contact;

	view_text(view, K_SITE_NAME, desk->settings->site_name);
	if (contact->kind != CONTACT_NONE)
		view_text(view_each(view, K_REACHED), K_TEXT,
		    contact->kind == CONTACT_PAGE ? contact->link : contact->words);
}

static struct view *booking_view(
    struct desk *desk, const struct mail_task *task, struct words words)
{
	const struct booking *booking = task->booking;
	struct view *view = view_new(desk->pool);
	const char *link = apr_pstrcat(desk->pool, desk->settings->site_url, "/bookings/",
	    booking->locator, "?code=", task->link_code, NULL);

	view_text(view, K_HEADLINE, words.headline);
	view_text(view, K_MESSAGE, words.message);
	fill_sender(view, desk);
	view_text(view, K_LOCATOR, booking->locator);
	view_text(view, K_TOTAL,
	    money_text(
		booking->total_minor - booking->credit_minor, booking->currency, desk->pool));
	view_text(view, K_LINK, link);
	fill_choices(view, booking, link);
	for (size_t i = 0; i < booking->segment_count; i++)
		if (!booking->segments[i].is_cancelled)
			fill_segment(desk, view, &booking->segments[i]);
	fill_airport(desk, view, booking);
	for (size_t i = 0; i < booking->passenger_count; i++) {
		const struct passenger *passenger = &booking->passengers[i];

		if (passenger->is_cancelled)
			continue;
		view_text(view_each(view, K_PASSENGER), K_NAME,
		    full_name(passenger->given_name, passenger->surname, desk->pool));
	}
	return view;
}

/* Of an account, or to who has nothing to do with a booking any more. */
static struct view *letter_view(struct desk *desk, const struct mail_task *task, struct words words)
{
	struct view *view = view_new(desk->pool);
	const char *link = mail_account_link(desk, task);

	view_text(view, K_HEADLINE, words.headline);
	view_text(view, K_MESSAGE, words.message);
	fill_sender(view, desk);
	if (link != NULL)
		view_text(view_each(view, K_ACTION), K_LINK, link);
	return view;
}

static struct words account_words(const struct mail_task *task)
{
	struct words words;

	mail_account_words(task->kind, &words.headline, &words.message);
	return words;
}

static struct words moved_words(const struct booking *booking, apr_pool_t *pool)
{
	return (struct words){
		apr_psprintf(pool, say("Booking %s has another e-mail address"), booking->locator),
		say("Its mails go there from now on, and the links in those that came here do not open it any more. If it is yours and you did not want that, tell us, with the booking code: we look up how it was changed, and can change it back.")
	};
}

static struct words words_of(const struct mail_task *task, apr_pool_t *pool)
{
	if (task->kind == MAIL_BOOKING_MOVED)
		return moved_words(task->booking, pool);
	return task->booking != NULL ? booking_words(task, pool) : account_words(task);
}

const struct err *mail_text_write(struct desk *desk, const struct mail_task *task, struct mail *out)
{
	bool is_booking = task->booking != NULL && task->kind != MAIL_BOOKING_MOVED;
	struct words words = words_of(task, desk->pool);
	struct view *view = is_booking ? booking_view(desk, task, words)
				       : letter_view(desk, task, words);
	size_t length;

	*out = (struct mail){
		.id = apr_psprintf(desk->pool, "aisle-%" APR_INT64_T_FMT, task->id),
		.to = task->recipient,
		.subject = words.headline,
	};
	/* The link alone is asked for again and again: it tells programs nothing new. */
	if (is_booking && task->kind != MAIL_BOOKING_LINK) {
		mail_data_fill(view, desk, task->booking);
		mail_data_attach(desk, task->booking, out);
		view_show(view, K_CALENDAR_ATTACHED);
	}
	view_include(view, K_LOOKS, "mail/looks_html");
	TRY(view_render(is_booking ? "mail/booking_text" : "mail/account_text", view, desk->pool,
	    &out->text, &length));
	return view_render(is_booking ? "mail/booking_html" : "mail/account_html", view, desk->pool,
	    &out->html, &length);
}
