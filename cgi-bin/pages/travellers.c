/* The passengers' form, read. */
#include "pages/travellers.h"

#include "base/date.h"
#include "base/pool.h"
#include "base/text.h"
#include "domain/hold.h"

#include <string.h>

struct typed {
	struct form_values given_name, surname, born_day, born_month, born_year;
	const char *email, *phone;
};

#define MANY(field, characters, words) \
	{ \
		.name = #field, .kind = FIELD_MANY, .target = offsetof(struct typed, field), \
		.max = (characters), .label = (words) \
	}

static const struct field fields[] = {
	MANY(given_name, 60, "given name of passenger {}"),
	MANY(surname, 60, "surname of passenger {}"),
	MANY(born_day, 10, "day of birth of passenger {}"),
	MANY(born_month, 10, "month of birth of passenger {}"),
	MANY(born_year, 10, "year of birth of passenger {}"),
	{ .name = "email",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct typed, email),
	    .max = 254,
	    .is_required = true,
	    .label = "your e-mail address" },
	{ .name = "phone",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct typed, phone),
	    .max = 40,
	    .label = "phone number" },
};

const struct form_table travellers_table = { "passengers", fields,
	sizeof(fields) / sizeof(fields[0]) };

static const char *value_at(const struct form_values *values, size_t index)
{
	return index < values->n ? values->v[index] : "";
}

/* People write 5 and 05 alike. */
static bool read_number(const char *text, int64_t min, int64_t max, int *out)
{
	int64_t number;

	while (text[0] == '0' && text[1] != '\0')
		text++;
	if (!text_to_int(text, min, max, &number))
		return false;
	*out = (int)number;
	return true;
}

/* "Enter the day of birth of" + " passenger 2" + ", 1 to 31" */
static void complain(struct form *form, const char *name, size_t nth, const char *before,
    const char *after, apr_pool_t *pool)
{
	form_problem(form, name, nth,
	    apr_psprintf(pool, "%s passenger %" APR_SIZE_T_FMT "%s", before, nth, after));
}

static void read_birth(
    struct form *form, const struct typed *typed, size_t index, apr_pool_t *pool, int32_t *out)
{
	const char *day = value_at(&typed->born_day, index);
	const char *month = value_at(&typed->born_month, index);
	const char *year = value_at(&typed->born_year, index);
	size_t nth = index + 1;
	int d, m, y;
	bool has_day = read_number(day, 1, 31, &d);
	bool has_month = read_number(month, 1, 12, &m);
	bool has_year = strlen(year) == 4 && read_number(year, 1900, 2199, &y);

	*out = DATE_NONE;
	if (!has_day)
		complain(form, "born_day", nth, "Enter the day of birth of", ", 1 to 31", pool);
	if (!has_month)
		complain(form, "born_month", nth, "Enter the month of birth of", ", 1 to 12", pool);
	if (!has_year)
		complain(form, "born_year", nth, "Enter the year of birth of", " with four digits",
		    pool);
	if (has_day && has_month && has_year && !date_from_civil(y, m, d, out))
		complain(
		    form, "born_day", nth, "The date of birth of", " must be a real date", pool);
}

static enum passenger_type type_of(const struct party *party, size_t index)
{
	if ((int64_t)index < party->adults)
		return PASSENGER_ADULT;
	return (int64_t)index < party->adults + party->children ? PASSENGER_CHILD
								: PASSENGER_INFANT;
}

static void read_one(struct form *form, const struct typed *typed, const struct party *party,
    size_t index, apr_pool_t *pool, struct passenger *out)
{
	const char *given_name = value_at(&typed->given_name, index);
	const char *surname = value_at(&typed->surname, index);

	*out = (struct passenger){ .no = (int64_t)index + 1,
		.type = type_of(party, index),
		.given_name = given_name[0] != '\0' ? given_name : NULL,
		.surname = surname };
	if (surname[0] == '\0')
		complain(form, "surname", index + 1, "Enter the surname of", "", pool);
	else if (text_fold_name(surname, pool)[0] == '\0')
		complain(form, "surname", index + 1, "The surname of", " must have letters", pool);
	read_birth(form, typed, index, pool, &out->born_on);
}

bool travellers_read(struct form *form, const struct party *party, apr_pool_t *pool,
    struct passenger people[PARTY_PASSENGERS_MAX], struct contact *contact)
{
	struct typed typed;
	size_t count = (size_t)(party->adults + party->children + party->infants);

	memset(&typed, 0, sizeof(typed));
	form_set_grouped(form);
	form_check(form, &typed);
	if (typed.surname.n > count)
		form_problem(form, "surname", count + 1,
		    apr_psprintf(
			pool, "There are seats for %" APR_SIZE_T_FMT " passengers only", count));
	for (size_t i = 0; i < count; i++)
		read_one(form, &typed, party, i, pool, &people[i]);
	for (size_t i = count; i < PARTY_PASSENGERS_MAX; i++)
		people[i] = (struct passenger){ .surname = "", .born_on = DATE_NONE };
	if (typed.email != NULL && !text_is_email(typed.email))
		form_problem(form, "email", 0,
		    "Enter an e-mail address in the right form, like name@example.com");
	*contact = (struct contact){ typed.email, typed.phone };
	return !form_failed(form);
}

void travellers_apply_rules(struct form *form, const struct hold *hold,
    const struct passenger people[PARTY_PASSENGERS_MAX], apr_pool_t *pool)
{
	size_t count = (size_t)(hold->party.adults + hold->party.children + hold->party.infants);
	const struct people_problem *problems = hold_list_people_problems(
	    hold, people, count, pool, &count);

	for (size_t i = 0; i < count; i++)
		form_problem(form, problems[i].field, problems[i].nth, problems[i].text);
}

bool travellers_are_typed(const struct form *form)
{
	for (size_t i = 0; i < travellers_table.count; i++) {
		for (size_t nth = 1; nth <= PARTY_PASSENGERS_MAX; nth++) {
			if (form_typed(form, travellers_table.fields[i].name, nth)[0] != '\0')
				return true;
		}
	}
	return false;
}
