/* Forms checked: each field's value against the limits of its table row, into the page's struct. */
#include "web/form_parts.h"

#include "base/date.h"
#include "base/text.h"
#include "base/words.h"

#include <inttypes.h>
#include <string.h>

/*
 * "passenger {}" -> "passenger 2"; a label of many values without {} gets its number behind it,
 * from the second on.
 */
static const char *label_of(const struct form *form, const struct field *field, size_t nth)
{
	const char *label = field->label != NULL ? say(field->label) : field->name;
	const char *hole = strstr(label, "{}");

	if (hole != NULL)
		return apr_psprintf(form->pool, "%.*s%" APR_SIZE_T_FMT "%s", (int)(hole - label),
		    label, nth, hole + 2);
	if (nth > 1)
		return apr_psprintf(form->pool, "%s %" APR_SIZE_T_FMT, label, nth);
	return label;
}

/* "Enter the date", but "Enter a date", "Enter your surname" where the label says so itself. */
static bool has_article(const char *english)
{
	static const char *const own[] = { "a ", "an ", "the ", "your " };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		if (strncmp(english, own[i], strlen(own[i])) == 0)
			return true;
	return false;
}

static void complain_missing(struct form *form, const struct field *field, size_t nth)
{
	const char *label = label_of(form, field, nth);
	bool is_whole = field->label != NULL && has_article(field->label);

	form_problem(form, field->name, nth,
	    is_whole ? apr_psprintf(form->pool, say("Enter %s"), label)
		     : apr_psprintf(form->pool, say("Enter the %s"), label));
}

/* "Surname" + "must be …": the label first, with a capital. */
static void complain_must(
    struct form *form, const struct field *field, size_t nth, const char *rule)
{
	char *message = apr_psprintf(form->pool, "%s %s", label_of(form, field, nth), rule);

	if (message[0] >= 'a' && message[0] <= 'z')
		message[0] = (char)(message[0] - 'a' + 'A');
	form_problem(form, field->name, nth, message);
}

static void check_length(
    struct form *form, const struct field *field, size_t nth, const char *text, int64_t min)
{
	int64_t length = (int64_t)text_length(text);

	if (field->max > 0 && length > field->max)
		complain_must(form, field, nth,
		    apr_psprintf(form->pool,
			say_count(field->max, "must be %d character or fewer",
			    "must be %d characters or fewer"),
			(int)field->max));
	else if (length < min)
		complain_must(form, field, nth,
		    apr_psprintf(form->pool,
			say_count(
			    min, "must be %d character or more", "must be %d characters or more"),
			(int)min));
}

static const char *check_text(struct form *form, const struct field *field, const char *typed)
{
	const char *text = field->kind == FIELD_SECRET ? typed : text_tidy(typed, form->pool);

	if (*text == '\0') {
		if (field->is_required)
			complain_missing(form, field, 0);
		return NULL;
	}
	check_length(form, field, 0, text, field->min);
	return text;
}

static const char *number_text(int64_t number, apr_pool_t *pool)
{
	return apr_psprintf(pool, "%" PRId64, number);
}

static int64_t check_int(struct form *form, const struct field *field, const char *typed)
{
	int64_t number = field->fallback;

	if (*typed == '\0') {
		if (field->is_required)
			complain_missing(form, field, 0);
	} else if (!text_to_int(typed, INT64_MIN, INT64_MAX, &number)) {
		complain_must(form, field, 0, say("must be a whole number"));
	} else if (number < field->min || number > field->max) {
		complain_must(form, field, 0,
		    apr_psprintf(form->pool, say("must be between %s and %s"),
			number_text(field->min, form->pool), number_text(field->max, form->pool)));
	} else {
		return number;
	}
	return field->fallback;
}

static int32_t check_date(struct form *form, const struct field *field, const char *typed)
{
	const char *text = text_tidy(typed, form->pool);
	int32_t on = DATE_NONE;

	if (*text == '\0') {
		if (field->is_required)
			complain_missing(form, field, 0);
	} else if (!date_parse(text, &on)) {
		complain_must(form, field, 0, say("must be a real date, written like 2027-03-27"));
		return DATE_NONE;
	}
	return on;
}

static struct form_values check_many(
    struct form *form, const struct field *field, const struct form_values *typed)
{
	const char **values = pool_make_many(form->pool, const char *, typed->n + 1);
	struct form_values out = { values, typed->n };

	if (typed->n == 0 && field->is_required)
		complain_missing(form, field, 1);
	if (field->min > 0 && typed->n > (size_t)field->min)
		complain_must(form, field, (size_t)field->min + 1,
		    apr_psprintf(form->pool, say("must be left out: at most %d can be given"),
			(int)field->min));
	for (size_t i = 0; i < typed->n; i++) {
		values[i] = text_tidy(typed->v[i], form->pool);
		if (*values[i] == '\0' && field->is_required)
			complain_missing(form, field, i + 1);
		else
			check_length(form, field, i + 1, values[i], 0);
	}
	return out;
}

bool form_check(struct form *form, void *target)
{
	for (size_t i = 0; i < form->table->count; i++) {
		const struct field *field = &form->table->fields[i];
		const struct form_values *typed = &form->typed[i];
		const char *first = typed->n > 0 ? typed->v[0] : "";
		void *place = (char *)target + field->target;

		switch (field->kind) {
		case FIELD_TEXT:
		case FIELD_SECRET:
			*(const char **)place = check_text(form, field, first);
			break;
		case FIELD_INT:
			*(int64_t *)place = check_int(form, field, first);
			break;
		case FIELD_DATE:
			*(int32_t *)place = check_date(form, field, first);
			break;
		case FIELD_KEY:
			*(const char **)place = form->key;
			break;
		case FIELD_MANY:
			*(struct form_values *)place = check_many(form, field, typed);
			break;
		}
	}
	return !form_failed(form);
}
