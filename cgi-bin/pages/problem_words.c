/* Refusals in words for customers: a title and what one can do now. */
#include "pages/problem_words.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"

#include <string.h>

static const struct problem_words WORDS[CODE_COUNT] = {
	[CODE_BAD_REQUEST] = { "We could not read that request",
	    "Something in the address or the form was not as it should be. Go back, load the page again "
	    "and try once more." },
	[CODE_CROSS_SITE] = { "That did not come from our own pages",
	    "For your safety we only accept forms sent from this site. Open the page here and try again." },
	[CODE_FORBIDDEN] = { "You may not do that", "This is not open to you." },
	[CODE_NEEDS_LINK] = { "We need to know that it is you",
	    "You found this booking by its booking code and a name. To change it, open the link that we can mail "
	    "to the address given with the booking." },
	[CODE_NOT_FOUND] = { "We could not find that",
	    "There may be a typing mistake in it. A booking is shown in the browser that made it, or to "
	    "whoever gives its booking code and the surname of a passenger." },
	[CODE_METHOD] = { "That does not work here", "This page cannot be used in that way." },
	[CODE_TOO_LARGE] = { "That was too much at once", "The form was larger than we accept." },
	[CODE_UNSUPPORTED] = { "We could not read that form",
	    "It was sent in a form that we do not know." },
	[CODE_SOLD_OUT] = { "Not enough seats are left",
	    "There are fewer free seats in this cabin than you need. Nothing has been kept for you; try "
	    "another flight or a smaller party." },
	[CODE_HOLD_ENDED] = { "These seats are not held any more",
	    "They were given back or have been booked already." },
	[CODE_HOLD_LIMIT] = { "These seats cannot be held any longer",
	    "Seats can be held for a limited time altogether. Please finish your booking, or choose again." },
	[CODE_CHANGED_MEANWHILE] = { "This was changed meanwhile",
	    "It was changed in another window or by somebody else. Nothing was done. Look at how it is now, "
	    "then decide again." },
	[CODE_PRICE_CHANGED] = { "The amount has changed",
	    "It is not what you were shown before, so nothing was done. Look at the new amount, then decide." },
	[CODE_DUPLICATE_PASSENGER] = { "A passenger is on this flight already",
	    "Somebody with the same name and birth date has a booking on this departure. Check the names; "
	    "the seats stay yours." },
	[CODE_PASSENGER_ELSEWHERE] = { "A passenger is on another flight at that time",
	    "Somebody with the same name and birth date is booked on a flight that is in the air at the "
	    "same time as this one. Check the names; the seats stay yours." },
	[CODE_PASSENGERS_MISSING] = { "The names are missing",
	    "Tell us who travels before you book." },
	[CODE_EMAIL_TAKEN] = { "This address is in use", "Sign in, or use another address." },
	[CODE_SALES_CLOSED] = { "This flight is not on sale any more",
	    "Sales have ended, or the flight was cancelled or has left. Nothing has been kept for you." },
	[CODE_HOLD_EXPIRED] = { "The time for these seats is over",
	    "We had to give them back. You can ask for the same seats again; if they are still free they "
	    "are yours." },
	[CODE_INVALID] = { "Please check what you entered", "Some of it cannot be used as it is." },
	[CODE_AMBIGUOUS] = { "Which airport do you mean?",
	    "More than one place matches. Choose one below." },
	[CODE_KEY_REUSED] = { "This form was sent before",
	    "It was sent with other answers, and those stand. Load the page again to send new ones." },
	[CODE_TOO_MANY] = { "That was a little too often",
	    "Please wait a moment, then try again. Nothing was done." },
	[CODE_KEPT_TOO_LONG] = { "These seats are for others for a while",
	    "Seats of this flight were held from here before and not booked. Nothing was done." },
	[CODE_UNAVAILABLE] = { "We are out for a moment",
	    "Nothing was done. Please try again shortly." },
	[CODE_FLIGHT_SERVICE_DOWN] = { "Our timetable is not answering",
	    "We cannot look up flights just now. Nothing was done. Please try again in a minute." },
	[CODE_UNSURE] = { "We are not sure that it worked",
	    "The connection broke at the last moment. Sending the same form again is safe: it counts only "
	    "once." },
	[CODE_BROKEN] = { "Something went wrong on our side",
	    "We have made a note of it. Sending the same form again is safe: it counts only once." },
};

/* "AX204 on 1 December 2026, …" of departures' names. */
static const char *flight_list(const char *names, apr_pool_t *pool)
{
	size_t count;
	const char *const *words = text_words(names, pool, &count);
	const char *out = "";

	for (size_t i = 0; i < count; i++) {
		const char *joint = i == 0 ? "" : i + 1 == count ? " and " : ", ";
		const char *slash = strchr(words[i], '/');
		int32_t on;

		if (slash != NULL && date_parse(slash + 1, &on))
			out = apr_pstrcat(pool, out, joint,
			    apr_pstrmemdup(pool, words[i], (size_t)(slash - words[i])), " on ",
			    date_human(on, pool), NULL);
	}
	return out;
}

/* The customer's own other flight has a name; somebody else's has not. */
static struct problem_words words_of_elsewhere(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = WORDS[CODE_PASSENGER_ELSEWHERE];
	const char *others = err->facts[FACT_OTHERS];

	if (others != NULL)
		words.text = apr_pstrcat(pool,
		    "Somebody with the same name and birth date is in your booking of ",
		    flight_list(others, pool),
		    ", which is in the air at the same time as this one. Check the names; the "
		    "seats stay yours.",
		    NULL);
	return words;
}

/* "in 12 minutes" */
static const char *in_words(int64_t seconds, apr_pool_t *pool)
{
	int64_t minutes = (seconds + 59) / 60;

	if (seconds < 60)
		return "in less than a minute";
	if (minutes < 120)
		return apr_psprintf(pool, "in %d minute%s", (int)minutes, minutes == 1 ? "" : "s");
	return apr_psprintf(pool, "in %d hours", (int)((minutes + 59) / 60));
}

/* ", at 14:05 UTC": beside times of a place it would be mistaken for one of them. */
static const char *at_words(const struct err *err, apr_pool_t *pool)
{
	if (err->retry_after_s < 60 || err->facts[FACT_DEPARTURE] != NULL)
		return "";
	return apr_pstrcat(pool, ", at ",
	    date_clock_at_offset(clock_now() + err->retry_after_s * CLOCK_SECOND, 0, pool), " UTC",
	    NULL);
}

/* For how long, where that is known. */
static struct problem_words words_of_wait(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = WORDS[err->code];

	if (err->retry_after_s > 0)
		words.text = apr_pstrcat(pool,
		    err->code == CODE_KEPT_TOO_LONG ? words.text : "Nothing was done.",
		    " You can try again ", in_words(err->retry_after_s, pool), at_words(err, pool),
		    ".", NULL);
	return words;
}

/* "12A" or "12A, 12B and 14C" of full seat names; `*count` of them. */
static const char *seat_list(const char *names, apr_pool_t *pool, size_t *count)
{
	const char *const *words = text_words(names, pool, count);
	const char *out = "";

	for (size_t i = 0; i < *count; i++) {
		const char *slash = strrchr(words[i], '/');
		const char *joint = i == 0 ? "" : i + 1 == *count ? " and " : ", ";

		out = apr_pstrcat(pool, out, joint, slash != NULL ? slash + 1 : words[i], NULL);
	}
	return out;
}

static struct problem_words words_of_taken(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = {
		"A seat has just been taken",
		"Somebody was a moment faster. Please choose another; what else you chose is kept below."
	};
	size_t count;
	const char *list;

	if (err->facts[FACT_SEATS] == NULL)
		return words;
	list = seat_list(err->facts[FACT_SEATS], pool, &count);
	if (count > 0)
		words.title = apr_psprintf(pool, "%s %s %s just been taken",
		    count == 1 ? "Seat" : "Seats", list, count == 1 ? "has" : "have");
	return words;
}

struct problem_words problem_words(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = WORDS[err->code];

	if (err->code == CODE_SEAT_TAKEN)
		return words_of_taken(err, pool);
	if (err->code == CODE_PASSENGER_ELSEWHERE)
		return words_of_elsewhere(err, pool);
	if (err->kind == ERR_LIMIT)
		return words_of_wait(err, pool);
	return words.title != NULL ? words : WORDS[CODE_BROKEN];
}
