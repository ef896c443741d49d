/* Passengers as they are given. */
#include "domain/passengers.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/hold_internal.h"

#include <string.h>

#define NAME_MAX_LENGTH 100
#define PHONE_MAX_LENGTH 40
#define IDENTITY_MAX_LENGTH 400
#define SURNAME_FOLDED_MAX_LENGTH 200
#define CHILD_FROM 2
#define ADULT_FROM 12
#define OLDEST 120

/* Problems of several fields are one refusal: its text is the first problem's. */
struct complaints {
	apr_pool_t *pool;
	const char *fields; /* NULL: none */
	const char *text;
};

static void complain(struct complaints *complaints, const char *field, size_t nth, const char *text)
{
	const char *name = apr_psprintf(complaints->pool, "%s.%" APR_SIZE_T_FMT, field, nth);
	if (complaints->fields == NULL)
		complaints->text = text;
	complaints->fields = complaints->fields == NULL
	    ? name
	    : apr_pstrcat(complaints->pool, complaints->fields, " ", name, NULL);
}

static const struct err *refusal(const struct complaints *complaints)
{
	if (complaints->fields == NULL)
		return NULL;
	return err_with(err_new(complaints->pool, CODE_INVALID, "%s", complaints->text),
	    FACT_FIELDS, complaints->fields);
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

static struct passenger_row write_down(
    const struct party *party, const struct passenger *given, size_t index, apr_pool_t *pool)
{
	struct passenger_row row = { .passenger = *given };
	struct passenger *passenger = &row.passenger;
	passenger->no = (int64_t)index + 1;
	passenger->type = party_type(party, index);
	if (passenger->given_name != NULL && passenger->given_name[0] == '\0')
		passenger->given_name = NULL;
	if (passenger->surname == NULL)
		passenger->surname = "";
	passenger->identity = passenger_identity(passenger->given_name, passenger->surname, pool);
	row.surname_folded = passenger_fold_surname(passenger->surname, pool);
	return row;
}

/* What is wrong with an age; NULL: nothing. */
static const char *age_problem(const struct passenger *passenger, int32_t first_on, int32_t last_on)
{
	int first = date_age(passenger->born_on, first_on);
	if (passenger->born_on > last_on)
		return "This date is in the future";
	if (first > OLDEST)
		return "This date is too long ago";
	switch (passenger->type) {
	case PASSENGER_ADULT:
		return first >= ADULT_FROM ? NULL
					   : "An adult is 12 or older on the first day of travel";
	case PASSENGER_CHILD:
		return first >= CHILD_FROM && first < ADULT_FROM
		    ? NULL
		    : "A child is 2 to 11 years old on the first day of travel";
	case PASSENGER_INFANT:
		break;
	}
	return date_age(passenger->born_on, last_on) < CHILD_FROM
	    ? NULL
	    : "An infant is under 2 years old on the last day of travel";
}

const char *passengers_check_ages(const struct passenger *people, size_t count, int32_t first_on,
    int32_t last_on, apr_pool_t *pool)
{
	struct complaints complaints = { .pool = pool };
	for (size_t i = 0; i < count; i++) {
		const char *problem = age_problem(&people[i], first_on, last_on);
		if (problem != NULL)
			complain(&complaints, "born_year", i + 1, problem);
	}
	return complaints.fields;
}

static void check_one(struct complaints *complaints, const struct passenger_row *rows, size_t index,
    int32_t first_on, int32_t last_on)
{
	const struct passenger *passenger = &rows[index].passenger;
	int32_t today = date_at_offset(clock_now(), 0);
	const char *problem = age_problem(passenger, first_on, last_on);
	if (passenger->given_name != NULL && text_length(passenger->given_name) > NAME_MAX_LENGTH)
		complain(complaints, "given_name", index + 1, "This name is too long");
	if (text_length(passenger->surname) > NAME_MAX_LENGTH)
		complain(complaints, "surname", index + 1, "This name is too long");
	else if (rows[index].surname_folded[0] == '\0')
		complain(complaints, "surname", index + 1, "Write the surname");
	if (problem == NULL && passenger->born_on > today + 1) /* it is tomorrow somewhere */
		problem = "This date is in the future";
	if (problem != NULL)
		complain(complaints, "born_year", index + 1, problem);
	for (size_t i = 0; i < index; i++)
		if (strcmp(rows[i].passenger.identity, passenger->identity) == 0 &&
		    rows[i].passenger.born_on == passenger->born_on) {
			complain(complaints, "surname", index + 1, "This person is there twice");
			return;
		}
}

const struct err *passengers_check(const struct party *party, const struct passenger *people,
    size_t count, int32_t first_on, int32_t last_on, apr_pool_t *pool, struct passenger_row *out)
{
	struct complaints complaints = { .pool = pool };
	size_t wanted = party_count(party);
	if (count != wanted) {
		complain(&complaints, "surname", (count < wanted ? count : wanted) + 1,
		    "These are not as many people as seats were held for");
		return refusal(&complaints);
	}
	for (size_t i = 0; i < count; i++) {
		out[i] = write_down(party, &people[i], i, pool);
		check_one(&complaints, out, i, first_on, last_on);
	}
	return refusal(&complaints);
}

const struct err *passengers_check_contact(
    const struct contact *contact, apr_pool_t *pool, struct contact *out)
{
	struct complaints complaints = { .pool = pool };
	*out = *contact;
	if (out->phone != NULL && out->phone[0] == '\0')
		out->phone = NULL;
	if (out->email == NULL || !text_is_email(out->email))
		complain(&complaints, "email", 1, "This is not an e-mail address");
	if (out->phone != NULL && text_length(out->phone) > PHONE_MAX_LENGTH)
		complain(&complaints, "phone", 1, "This number is too long");
	return refusal(&complaints);
}
