/* Passengers as they are given. */
#include "domain/passengers.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/words.h"
#include "domain/hold_internal.h"

#include <string.h>

#define NAME_MAX_LENGTH 100
#define PHONE_MAX_LENGTH 40
#define IDENTITY_MAX_LENGTH 400
#define SURNAME_FOLDED_MAX_LENGTH 200
/* Letters. */
#define SHORT_NAME 4
#define LONG_NAME 8
#define CHILD_FROM 2
#define ADULT_FROM 12
#define OLDEST 120

/* Problems of several fields are one refusal: its text is the first problem's. */
struct complaints {
	apr_pool_t *pool;
	apr_array_header_t *list; /* struct people_problem */
};

static struct complaints complaints_new(apr_pool_t *pool)
{
	return (struct complaints){ pool, apr_array_make(pool, 4, sizeof(struct people_problem)) };
}

static void complain(struct complaints *complaints, const char *field, size_t nth, const char *text)
{
	APR_ARRAY_PUSH(
	    complaints->list, struct people_problem) = (struct people_problem){ field, nth, text };
}

/* "born_year.2 surname.3"; NULL: none. */
static const char *fields_of(const struct complaints *complaints)
{
	const char *out = NULL;
	for (int i = 0; i < complaints->list->nelts; i++) {
		struct people_problem one = APR_ARRAY_IDX(
		    complaints->list, i, struct people_problem);
		out = apr_psprintf(complaints->pool, "%s%s%s.%" APR_SIZE_T_FMT,
		    out != NULL ? out : "", out != NULL ? " " : "", one.field, one.nth);
	}
	return out;
}

static const struct err *refusal(const struct complaints *complaints)
{
	if (complaints->list->nelts == 0)
		return NULL;
	return err_with(err_new(complaints->pool, CODE_INVALID, "%s",
			    APR_ARRAY_IDX(complaints->list, 0, struct people_problem).text),
	    FACT_FIELDS, fields_of(complaints));
}

/* A folded name that would not fit its column stands there as its digest. */
static const char *fit(const char *folded, size_t max, apr_pool_t *pool)
{
	unsigned char digest[SECRET_DIGEST_BYTES];
	if (text_length(folded) <= max)
		return folded;
	secret_digest(folded, strlen(folded), digest);
	return apr_pstrcat(pool, "#", text_hex(digest, sizeof(digest), pool), NULL);
}

const char *passenger_fold_surname(const char *surname, apr_pool_t *pool)
{
	return fit(text_fold_name(surname, pool), SURNAME_FOLDED_MAX_LENGTH, pool);
}

const char *passenger_identity(const char *given_name, const char *surname, apr_pool_t *pool)
{
	const char *name = given_name != NULL ? given_name : "";
	return fit(
	    apr_pstrcat(pool, text_fold_name(name, pool), "/", text_fold_name(surname, pool), NULL),
	    IDENTITY_MAX_LENGTH, pool);
}

/* What the names are compared by. */
static void fold(struct passenger_row *row, apr_pool_t *pool)
{
	struct passenger *passenger = &row->passenger;
	if (passenger->given_name != NULL && passenger->given_name[0] == '\0')
		passenger->given_name = NULL;
	if (passenger->surname == NULL)
		passenger->surname = "";
	passenger->identity = passenger_identity(passenger->given_name, passenger->surname, pool);
	row->surname_folded = passenger_fold_surname(passenger->surname, pool);
}

static struct passenger_row write_down(
    const struct party *party, const struct passenger *given, size_t index, apr_pool_t *pool)
{
	struct passenger_row row = { .passenger = *given };
	struct passenger *passenger = &row.passenger;
	passenger->no = (int64_t)index + 1;
	passenger->type = party_type(party, index);
	fold(&row, pool);
	return row;
}

/* The local dates of the first and the last departure. */
struct travel_days {
	int32_t first_on, last_on;
};

/* "the day of the first flight, Tue 15 Dec 2026" */
static const char *day_words(const struct travel_days *days, bool is_last, apr_pool_t *pool)
{
	const char *date = date_human(is_last ? days->last_on : days->first_on, pool);

	if (days->first_on == days->last_on)
		return apr_psprintf(pool, say("the day of the flight, %s"), date);
	return is_last ? apr_psprintf(pool, say("the day of the last flight, %s"), date)
		       : apr_psprintf(pool, say("the day of the first flight, %s"), date);
}

/* "A child is 2 to 11 on …: passenger 2 is 12 then" */
static const char *age_words(
    enum passenger_type type, size_t nth, int age, const struct travel_days *days, apr_pool_t *pool)
{
	const char *day = day_words(days, type == PASSENGER_INFANT, pool);
	const char *then = age < 0 ? say("not born then") : apr_psprintf(pool, say("%d then"), age);

	if (type == PASSENGER_ADULT)
		return apr_psprintf(pool, say("An adult is 12 or older on %s: passenger %d is %s"),
		    day, (int)nth, then);
	if (type == PASSENGER_CHILD)
		return apr_psprintf(
		    pool, say("A child is 2 to 11 on %s: passenger %d is %s"), day, (int)nth, then);
	return apr_psprintf(pool, say("An infant on a lap is under 2 on %s: passenger %d is %s"),
	    day, (int)nth, then);
}

/* What is wrong with an age; NULL: nothing. */
static const char *age_problem(
    const struct passenger *passenger, size_t nth, const struct travel_days *days, apr_pool_t *pool)
{
	int first = date_age(passenger->born_on, days->first_on);
	int last = date_age(passenger->born_on, days->last_on);
	if (passenger->born_on > days->last_on)
		return apr_psprintf(
		    pool, say("The date of birth of passenger %d is in the future"), (int)nth);
	if (first > OLDEST)
		return apr_psprintf(pool,
		    say("The date of birth of passenger %d is more than %d years ago"), (int)nth,
		    OLDEST);
	switch (passenger->type) {
	case PASSENGER_ADULT:
		return first >= ADULT_FROM ? NULL
					   : age_words(passenger->type, nth, first, days, pool);
	case PASSENGER_CHILD:
		return first >= CHILD_FROM && first < ADULT_FROM
		    ? NULL
		    : age_words(passenger->type, nth, first, days, pool);
	case PASSENGER_INFANT:
		break;
	}
	return last < CHILD_FROM ? NULL : age_words(passenger->type, nth, last, days, pool);
}

const char *passengers_check_ages(const struct passenger *people, size_t count, int32_t first_on,
    int32_t last_on, apr_pool_t *pool)
{
	const struct travel_days days = { first_on, last_on };
	struct complaints complaints = complaints_new(pool);
	for (size_t i = 0; i < count; i++) {
		const char *problem = age_problem(&people[i], i + 1, &days, pool);
		if (problem != NULL)
			complain(&complaints, "born_year", i + 1, problem);
	}
	return fields_of(&complaints);
}

static void check_name(struct complaints *complaints, const struct passenger_row *row, size_t index)
{
	const struct passenger *passenger = &row->passenger;
	if (passenger->given_name != NULL && text_length(passenger->given_name) > NAME_MAX_LENGTH)
		complain(complaints, "given_name", index + 1, say("This name is too long"));
	if (text_length(passenger->surname) > NAME_MAX_LENGTH)
		complain(complaints, "surname", index + 1, say("This name is too long"));
	else if (row->surname_folded[0] == '\0')
		complain(complaints, "surname", index + 1, say("Write the surname"));
}

static void check_birth(struct complaints *complaints, const struct passenger *passenger,
    size_t index, const struct travel_days *days)
{
	const char *problem = age_problem(passenger, index + 1, days, complaints->pool);
	int32_t today = date_at_offset(clock_now(), 0);
	if (problem == NULL && passenger->born_on > today + 1) /* it is tomorrow somewhere */
		problem = apr_psprintf(complaints->pool,
		    say("The date of birth of passenger %d is in the future"), (int)index + 1);
	if (problem != NULL)
		complain(complaints, "born_year", index + 1, problem);
}

static void check_twice(
    struct complaints *complaints, const struct passenger_row *rows, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (rows[i].passenger.born_on == rows[index].passenger.born_on &&
		    strcmp(rows[i].passenger.identity, rows[index].passenger.identity) == 0) {
			complain(complaints, "surname", index + 1,
			    apr_psprintf(complaints->pool,
				say("Passenger %d has the name and date of birth of passenger %d"),
				(int)index + 1, (int)i + 1));
			return;
		}
}

const struct err *passengers_check(const struct party *party, const struct passenger *people,
    size_t count, int32_t first_on, int32_t last_on, apr_pool_t *pool, struct passenger_row *out)
{
	const struct travel_days days = { first_on, last_on };
	struct complaints complaints = complaints_new(pool);
	size_t wanted = party_count(party);
	if (count != wanted) {
		complain(&complaints, "surname", (count < wanted ? count : wanted) + 1,
		    say("These are not as many people as seats were held for"));
		return refusal(&complaints);
	}
	for (size_t i = 0; i < count; i++) {
		out[i] = write_down(party, &people[i], i, pool);
		check_name(&complaints, &out[i], i);
		check_birth(&complaints, &out[i].passenger, i, &days);
		check_twice(&complaints, out, i);
	}
	return refusal(&complaints);
}

const struct people_problem *hold_list_people_problems(const struct hold *hold,
    const struct passenger *people, size_t count, apr_pool_t *pool, size_t *problem_count)
{
	const struct travel_days days = { hold->segments[0].departure.on,
		hold->segments[hold->segment_count - 1].departure.on };
	struct complaints complaints = complaints_new(pool);
	struct passenger_row *rows = pool_make_many(pool, struct passenger_row, count);
	for (size_t i = 0; i < count; i++) {
		rows[i] = write_down(&hold->party, &people[i], i, pool);
		if (people[i].born_on == DATE_NONE)
			continue;
		check_birth(&complaints, &rows[i].passenger, i, &days);
		if (rows[i].surname_folded[0] != '\0')
			check_twice(&complaints, rows, i);
	}
	*problem_count = (size_t)complaints.list->nelts;
	return (const struct people_problem *)(void *)complaints.list->elts;
}

size_t passenger_letters_to_correct(size_t letters)
{
	if (letters == 0)
		return 0;
	return letters <= SHORT_NAME ? 1 : letters <= LONG_NAME ? 2 : 3;
}

static bool is_correction(const char *from, const char *wanted)
{
	return text_distance(from, wanted, TEXT_WHOLE) <=
	    passenger_letters_to_correct(text_length(from));
}

/* What corrections are counted from, folded: the name that staff wrote last, else the one that was sold. */
static void fold_named(const struct passenger *passenger, apr_pool_t *pool, const char *out[2])
{
	bool is_named = passenger->named_surname != NULL;
	const char *given = is_named ? passenger->named_given_name : passenger->sold_given_name;

	out[0] = text_fold_name(given != NULL ? given : "", pool);
	out[1] = text_fold_name(
	    is_named ? passenger->named_surname : passenger->sold_surname, pool);
}

static void check_spelling(
    struct complaints *complaints, const struct passenger *passenger, size_t nth)
{
	apr_pool_t *pool = complaints->pool;
	const char *wanted = passenger->given_name != NULL ? passenger->given_name : "";
	const char *folded[] = { text_fold_name(wanted, pool),
		text_fold_name(passenger->surname, pool) };
	const char *words = apr_psprintf(pool,
	    say("The name of passenger %d: this is more than a spelling correction"), (int)nth);
	const char *from[2];
	fold_named(passenger, pool, from);
	if (strcmp(from[0], folded[1]) == 0 && strcmp(from[1], folded[0]) == 0)
		return; /* they had only been mistaken for each other */
	if (!is_correction(from[0], folded[0]))
		complain(complaints, "given_name", nth, words);
	if (folded[1][0] != '\0' && !is_correction(from[1], folded[1]))
		complain(complaints, "surname", nth, words);
}

static const struct err *name_anew(const struct passenger *people, const struct passenger *typed,
    size_t count, bool is_spelling_only, apr_pool_t *pool, struct passenger_row *out)
{
	struct complaints complaints = complaints_new(pool);
	for (size_t i = 0; i < count; i++) {
		struct passenger *passenger = &out[i].passenger;
		*passenger = people[i];
		if (passenger->sold_surname == NULL) {
			passenger->sold_given_name = passenger->given_name;
			passenger->sold_surname = passenger->surname;
		}
		passenger->given_name = typed[i].given_name;
		passenger->surname = typed[i].surname;
		fold(&out[i], pool);
		check_name(&complaints, &out[i], i);
		if (is_spelling_only) {
			check_spelling(&complaints, passenger, i + 1);
		} else {
			passenger->named_given_name = passenger->given_name;
			passenger->named_surname = passenger->surname;
		}
		check_twice(&complaints, out, i);
	}
	return refusal(&complaints);
}

const struct err *passengers_correct(const struct passenger *people, const struct passenger *typed,
    size_t count, apr_pool_t *pool, struct passenger_row *out)
{
	return name_anew(people, typed, count, true, pool, out);
}

const struct err *passengers_rename(const struct passenger *people, const struct passenger *typed,
    size_t count, apr_pool_t *pool, struct passenger_row *out)
{
	return name_anew(people, typed, count, false, pool, out);
}

const struct err *passengers_check_contact(
    const struct contact *contact, apr_pool_t *pool, struct contact *out)
{
	struct complaints complaints = complaints_new(pool);
	*out = *contact;
	if (out->phone != NULL && out->phone[0] == '\0')
		out->phone = NULL;
	if (out->email == NULL || !text_is_email(out->email))
		complain(&complaints, "email", 1, say("This is not an e-mail address"));
	if (out->phone != NULL && text_length(out->phone) > PHONE_MAX_LENGTH)
		complain(&complaints, "phone", 1, say("This number is too long"));
	return refusal(&complaints);
}
