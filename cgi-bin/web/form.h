/* Forms and query strings, read by a table into a struct: a page cannot see a value that was not
   checked. */
#ifndef WEB_FORM_H
#define WEB_FORM_H

#include "web/request.h"

/* Several values of one name, in order. */
struct form_values {
	const char *const *v;
	size_t n;
};

enum field_kind {
	FIELD_TEXT, /* const char *: text_tidy, min..max code points; absent or empty: NULL       */
	FIELD_SECRET, /* const char *: as typed, min..max code points (passwords); never shown again */
	FIELD_INT, /* int64_t: min..max; absent or empty: `fallback`                              */
	FIELD_DATE, /* int32_t: YYYY-MM-DD; absent or empty: DATE_NONE                             */
	FIELD_KEY, /* const char *: 16..64 of A-Z a-z 0-9 - _; missing or otherwise: 400          */
	/* struct form_values: each tidied, at most max code points, "" for an empty one; min is
	 * the number of values allowed (0: 200) */
	FIELD_MANY
};

struct field {
	const char *name;
	enum field_kind kind;
	size_t target; /* offsetof in the struct that form_read fills */
	int64_t min, max;
	bool is_required; /* absent or empty: a field problem "required" */
	int64_t fallback; /* FIELD_INT: value when absent or empty       */
	/* how people call it, for messages: "date", "your e-mail address", "surname of passenger {}" */
	const char *label;
};

/* Rows that many tables have: which version of the thing its form was made from, and the click's key. Into `version` and `key` of the struct; `called` is the label. */
#define FIELD_ROW_VERSION(type, called) \
	{ \
		.name = "version", .kind = FIELD_INT, .target = offsetof(type, version), .min = 1, \
		.max = INT64_MAX, .is_required = true, .label = called \
	}
#define FIELD_ROW_KEY(type) \
	{ \
		.name = "key", .kind = FIELD_KEY, .target = offsetof(type, key) \
	}

struct form_table {
	const char *name; /* data-form */
	const struct field *fields;
	size_t count;
};

struct form;

/*
 * Decode the body (POST) or the query (GET) of the request. CODE_BAD_REQUEST: broken escapes,
 * invalid UTF-8, NUL, over 200 fields, over 10 kB in one, a second value for a single-valued field
 * of the table, a missing or malformed FIELD_KEY. Unknown fields are ignored. Nothing else is an
 * error here: see form_check.
 */
const struct err *form_read(
    struct request *request, const struct form_table *table, struct form **out);

/*
 * The form's key (FIELD_KEY) and the SHA-256 over path and known fields but the key (names in
 * table order, values in order): what idempotency compares. Secrets are in it: it is not to be kept without
 * a key. NULL for a table without FIELD_KEY.
 */
const char *form_key(const struct form *form);
const unsigned char *form_fingerprint(const struct form *form);

/*
 * Does this POST send a form that has its effect once at most, however often it comes: one with a click's key, or with the version of what it was made from? Whoever answers a request whose form nobody has
 * read yet may ask too.
 */
bool form_counts_once(const struct request *request);

/*
 * Fill `target` from the checked values. Problems are collected in the form, not returned; true
 * when there are none.
 */
bool form_check(struct form *form, void *target);

/*
 * A problem found by the page or the domain, for the nth (from 1; 0: field is single) value of a
 * name. `message` is shown beside the field and in the summary.
 */
void form_problem(struct form *form, const char *name, size_t nth, const char *message);
/* The problems of a CODE_INVALID error: FACT_FIELDS "surname.2 date.1", all with its text. */
void form_problem_err(struct form *form, const struct err *err);
bool form_failed(const struct form *form);
/*
 * The form asks for groups of fields, one after the other (all of passenger 1, all of passenger 2): so are
 * complaints about fields of several values ordered from now on, before those about single ones.
 */
void form_set_grouped(struct form *form);

/*
 * What was typed, as it was typed (valid UTF-8), for showing the form again; "" when absent. nth
 * from 1. FIELD_SECRET is always "".
 */
const char *form_typed(const struct form *form, const char *name, size_t nth);
/* As if `value` had been typed for the nth (from 1) value of a name of the table; what is before it and was not sent is "". The form keeps the text. */
void form_set_typed(struct form *form, const char *name, size_t nth, const char *value);
/* Was this value among those of the name? (checkboxes) */
bool form_typed_has(const struct form *form, const char *name, const char *value);

/*
 * The problems in table order, then nth (see form_set_grouped): one after another while index < count. `id` is
 * "surname-2" (or "date"), the id of the input that the summary links to.
 */
struct form_complaint {
	const char *name;
	size_t nth;
	const char *id;
	const char *message;
	bool is_shown; /* see form_complaint_shown */
};
size_t form_complaint_count(const struct form *form);
struct form_complaint form_complaint_at(const struct form *form, size_t index);
/* The message for one field or NULL. */
const char *form_complaint_for(const struct form *form, const char *name, size_t nth);
/* The same, of whoever shows the field: the message is to stand beside what has the complaint's id, and the summary links there. Of a field that nobody shows (a hidden one) it only says what is wrong. */
const char *form_complaint_shown(const struct form *form, const char *name, size_t nth);
/* All fields as FACT_FIELDS text ("surname.2 born_year.1", nth at least 1). */
const char *form_complaint_fields(const struct form *form);

#endif
