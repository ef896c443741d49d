/* Refusals in words for customers: a title and what one can do now. */
#include "pages/problem_words.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/words.h"
#include "pages/site_clock.h"
#include "web/form.h"

#include <string.h>

static const struct problem_words WORDS[CODE_COUNT] = {
	[CODE_BAD_REQUEST] = { TO_SAY("We could not read that request"),
	    TO_SAY(
		"Something in the address or the form was not as it should be. Go back, load the page again and try once more.") },
	[CODE_CROSS_SITE] = { TO_SAY("That did not come from our own pages"),
	    TO_SAY(
		"For your safety we only accept forms sent from this site. Open the page here and try again.") },
	[CODE_FORBIDDEN] = { TO_SAY("You may not do that"), TO_SAY("This is not open to you.") },
	[CODE_NEEDS_LINK] = { TO_SAY("We need to know that it is you"),
	    TO_SAY(
		"You found this booking by its booking code and a name. To change it, open the link that we can mail to the address given with the booking.") },
	[CODE_NOT_FOUND] = { TO_SAY("We could not find that"),
	    TO_SAY(
		"Check the address, or the booking code and the surname, for a typing mistake. A booking opens in the browser that made it, with the link in our mails, or with its booking code and the surname of a passenger.") },
	[CODE_METHOD] = { TO_SAY("That does not work here"),
	    TO_SAY("This page cannot be used in that way.") },
	[CODE_TOO_LARGE] = { TO_SAY("That was too much at once"),
	    TO_SAY("The form was larger than we accept.") },
	[CODE_UNSUPPORTED] = { TO_SAY("We could not read that form"),
	    TO_SAY("It was sent in a form that we do not know.") },
	[CODE_SOLD_OUT] = { TO_SAY("Not enough seats are left"),
	    TO_SAY(
		"There are fewer free seats in this cabin than you need. Nothing has been kept for you; try another flight or a smaller party.") },
	[CODE_HOLD_ENDED] = { TO_SAY("These seats are not held any more"),
	    TO_SAY("They were given back or have been booked already.") },
	[CODE_HOLD_LIMIT] = { TO_SAY("These seats cannot be held any longer"),
	    TO_SAY(
		"Seats can be held for a limited time altogether. Please finish your booking, or choose again.") },
	[CODE_CHANGED_MEANWHILE] = { TO_SAY("This was changed meanwhile"),
	    TO_SAY(
		"It was changed in another window or by somebody else. Nothing was done. Look at how it is now, then decide again.") },
	[CODE_PRICE_CHANGED] = { TO_SAY("The amount has changed"),
	    TO_SAY(
		"It is not what you were shown before, so nothing was done. Look at the new amount, then decide.") },
	[CODE_DUPLICATE_PASSENGER] = { TO_SAY("A passenger is on this flight already"),
	    TO_SAY(
		"Somebody with the same name and birth date has a booking on this departure. Check the names; the seats stay yours.") },
	[CODE_PASSENGER_ELSEWHERE] = { TO_SAY("A passenger is on another flight at that time"),
	    TO_SAY(
		"Somebody with the same name and birth date is booked on a flight that is in the air at the same time as this one. Check the names; the seats stay yours.") },
	[CODE_PASSENGERS_MISSING] = { TO_SAY("The names are missing"),
	    TO_SAY("Tell us who travels before you book.") },
	[CODE_EMAIL_TAKEN] = { TO_SAY("This address is in use"),
	    TO_SAY("Sign in, or use another address.") },
	[CODE_SALES_CLOSED] = { TO_SAY("This flight is not on sale any more"),
	    TO_SAY(
		"Sales have ended, or the flight was cancelled or has left. Nothing has been kept for you.") },
	[CODE_CHECKED_IN] = { TO_SAY("Somebody is checked in already"),
	    TO_SAY(
		"Nothing was done. Whoever is checked in is changed by the staff at the airport alone; a seat can be changed until boarding.") },
	[CODE_FLIGHT_CLOSED] = { TO_SAY("This flight is closed"),
	    TO_SAY("Boarding is over: nothing on it can be changed any more. Nothing was done.") },
	[CODE_HOLD_EXPIRED] = { TO_SAY("The time for these seats is over"),
	    TO_SAY(
		"We had to give them back. You can ask for the same seats again; if they are still free they are yours.") },
	[CODE_INVALID] = { TO_SAY("Please check what you entered"),
	    TO_SAY("Some of it cannot be used as it is.") },
	[CODE_AMBIGUOUS] = { TO_SAY("Which airport do you mean?"),
	    TO_SAY("More than one place matches. Choose one below.") },
	[CODE_KEY_REUSED] = { TO_SAY("This form was sent before"),
	    TO_SAY(
		"It was sent with other answers, and those stand. Load the page again to send new ones.") },
	[CODE_TOO_MANY] = { TO_SAY("That was a little too often"),
	    TO_SAY("Please wait a moment, then try again. Nothing was done.") },
	[CODE_KEPT_TOO_LONG] = { TO_SAY("These seats are for others for a while"),
	    TO_SAY(
		"Seats of this flight were held from here before and not booked. Nothing was done.") },
	[CODE_UNAVAILABLE] = { TO_SAY("We are out for a moment"),
	    TO_SAY("This time nothing was done. Please try again shortly.") },
	[CODE_FLIGHT_SERVICE_DOWN] = { TO_SAY("Our timetable is not answering"),
	    TO_SAY(
		"We cannot look up flights just now. Nothing was done. Please try again in a minute.") },
	[CODE_UNSURE] = { TO_SAY("We are not sure that it worked"),
	    TO_SAY(
		"The connection broke at the last moment. Sending the same form again is safe: it counts only once.") },
	[CODE_BROKEN] = { TO_SAY("Something went wrong on our side"),
	    TO_SAY(
		"We have made a note of it. Sending the same form again is safe: it counts only once.") },
};

static struct problem_words words_of(enum err_code code)
{
	const struct problem_words *words = &WORDS[code];

	if (words->title == NULL)
		return *words;
	return (struct problem_words){ say(words->title), say(words->text) };
}

/* "AX204 on 1 December 2026, …" of departures' names. */
static const char *flight_list(const char *names, apr_pool_t *pool)
{
	size_t count;
	const char *const *words = text_words(names, pool, &count);
	const char *out = "";

	for (size_t i = 0; i < count; i++) {
		const char *joint = i == 0 ? "" : i + 1 == count ? say(" and ") : ", ";
		const char *slash = strchr(words[i], '/');
		int32_t on;

		if (slash != NULL && date_parse(slash + 1, &on))
			out = apr_pstrcat(pool, out, joint,
			    apr_psprintf(pool, say("%s on %s"),
				apr_pstrmemdup(pool, words[i], (size_t)(slash - words[i])),
				date_human(on, pool)),
			    NULL);
	}
	return out;
}

/* The customer's own other flight has a name; somebody else's has not. */
static struct problem_words words_of_elsewhere(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = words_of(CODE_PASSENGER_ELSEWHERE);
	const char *others = err->facts[FACT_OTHERS];

	if (others != NULL)
		words.text = apr_psprintf(pool,
		    say("Somebody with the same name and birth date is in your booking of %s, which is in the air at the same time as this one. Check the names; the seats stay yours."),
		    flight_list(others, pool));
	return words;
}

/* "You can try again in 12 minutes." */
static const char *in_words(int64_t minutes, apr_pool_t *pool)
{
	if (minutes < 120)
		return apr_psprintf(pool,
		    say_count(minutes, "You can try again in %d minute.",
			"You can try again in %d minutes."),
		    (int)minutes);
	return apr_psprintf(
	    pool, say("You can try again in %d hours."), (int)((minutes + 59) / 60));
}

/* "You can try again in 12 minutes, at 14:05 Berlin time." */
static const char *in_words_at(int64_t minutes, const char *at, apr_pool_t *pool)
{
	if (minutes < 120)
		return apr_psprintf(pool,
		    say_count(minutes, "You can try again in %d minute, at %s.",
			"You can try again in %d minutes, at %s."),
		    (int)minutes, at);
	return apr_psprintf(
	    pool, say("You can try again in %d hours, at %s."), (int)((minutes + 59) / 60), at);
}

/* Without the time where it would be UTC, or would stand beside times of a place: it would be mistaken for one of them. */
static const char *when(const struct err *err, apr_pool_t *pool)
{
	int64_t seconds = err->retry_after_s, minutes = (seconds + 59) / 60;
	const char *at = site_clock_time(clock_now() + seconds * CLOCK_SECOND, pool);

	if (seconds < 60)
		return say("You can try again in less than a minute.");
	return err->facts[FACT_DEPARTURE] != NULL || !site_clock_has_place()
	    ? in_words(minutes, pool)
	    : in_words_at(minutes, at, pool);
}

/* For how long, where that is known. */
static struct problem_words words_of_wait(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = words_of(err->code);

	if (err->facts[FACT_HELD] != NULL)
		words = (struct problem_words){ say("You hold seats on too many flights at once"),
			say("Nothing was done. Book what you hold already, or give it back.") };
	if (err->retry_after_s > 0)
		words.text = apr_pstrcat(pool,
		    err->code == CODE_KEPT_TOO_LONG || err->facts[FACT_HELD] != NULL
			? words.text
			: say("Nothing was done."),
		    " ", when(err, pool), NULL);
	return words;
}

/* "12A" or "12A, 12B and 14C" of full seat names; `*count` of them. */
static const char *seat_list(const char *names, apr_pool_t *pool, size_t *count)
{
	const char *const *words = text_words(names, pool, count);
	const char *out = "";

	for (size_t i = 0; i < *count; i++) {
		const char *slash = strrchr(words[i], '/');
		const char *joint = i == 0 ? "" : i + 1 == *count ? say(" and ") : ", ";

		out = apr_pstrcat(pool, out, joint, slash != NULL ? slash + 1 : words[i], NULL);
	}
	return out;
}

static struct problem_words words_of_taken(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = {
		say("A seat has just been taken"),
		say("Somebody was a moment faster. Please choose another; what else you chose is kept below.")
	};
	size_t count;
	const char *list;

	if (err->facts[FACT_SEATS] == NULL)
		return words;
	list = seat_list(err->facts[FACT_SEATS], pool, &count);
	if (count > 0)
		words.title = apr_psprintf(pool,
		    say_count((int64_t)count, "Seat %s has just been taken",
			"Seats %s have just been taken"),
		    list);
	return words;
}

/* With seats: those of a booking that there is nothing instead of. */
static struct problem_words words_of_sold_out(const struct err *err, apr_pool_t *pool)
{
	struct problem_words words = words_of(CODE_SOLD_OUT);
	size_t count;

	if (err->facts[FACT_SEATS] == NULL)
		return words;
	words.text = apr_psprintf(pool,
	    say("In your cabin there are too few free seats instead of %s. Your booking stays as it is; you may cancel it without any fee."),
	    seat_list(err->facts[FACT_SEATS], pool, &count));
	return words;
}

/* That this request has done nothing is not said of the same form sent before, which may have had its effect: nobody who reads it shall begin anew and pay twice. */
static struct problem_words words_of_away(const struct request *request)
{
	struct problem_words words = words_of(CODE_UNAVAILABLE);

	if (request->method == METHOD_GET)
		words.text = say(
		    "We cannot show you this page just now. Please try again shortly.");
	else if (form_counts_once(request))
		words.text = say(
		    "This time nothing was done. Please try again shortly. Sending the same form again is safe: it counts only once.");
	return words;
}

struct problem_words problem_words(const struct err *err, const struct request *request)
{
	struct problem_words words = words_of(err->code);
	apr_pool_t *pool = request->pool;

	if (err->code == CODE_UNAVAILABLE)
		return words_of_away(request);
	if (err->code == CODE_SOLD_OUT)
		return words_of_sold_out(err, pool);
	if (err->code == CODE_SEAT_TAKEN)
		return words_of_taken(err, pool);
	if (err->code == CODE_PASSENGER_ELSEWHERE)
		return words_of_elsewhere(err, pool);
	if (err->kind == ERR_LIMIT)
		return words_of_wait(err, pool);
	return words.title != NULL ? words : words_of(CODE_BROKEN);
}
