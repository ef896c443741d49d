/* Seats blocked and freed, sales closed and opened: read, decided, and back to the departure's page; or the page as it is now, with what was typed. */
#include "staff/departure_page.h"
#include "staff/form_page.h"
#include "staff/staff_pages.h"

#include "base/pool.h"
#include "domain/staff_click.h"
#include "domain/staff_departure.h"

#include <string.h>

#define REASON_MAX 200

struct decision_form {
	const char *what, *seats, *reason, *key;
	struct form_values ticked;
	int64_t version;
};

#define WHAT \
	{ \
		.name = "what", .kind = FIELD_TEXT, \
		.target = offsetof(struct decision_form, what), .max = 10, .is_required = true, \
		.label = "what is to be done" \
	}
#define REASON(named) \
	{ \
		.name = named, .kind = FIELD_TEXT, \
		.target = offsetof(struct decision_form, reason), .max = REASON_MAX, \
		.is_required = true, .label = "the reason" \
	}

static const struct field seats_fields[] = {
	WHAT,
	{ .name = "seats",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct decision_form, seats),
	    .max = 500,
	    .label = "the seats" },
	{ .name = "seat",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct decision_form, ticked),
	    .min = STAFF_SEATS_MAX,
	    .max = 3,
	    .label = "a seat" },
	REASON("reason"),
	FIELD_ROW_VERSION(struct decision_form, "version"),
	FIELD_ROW_KEY(struct decision_form),
};
static const struct form_table seats_table = { "departure-seats", seats_fields, 6 };
static const struct field sales_fields[] = { WHAT, REASON("sales_reason"),
	FIELD_ROW_VERSION(struct decision_form, "version"), FIELD_ROW_KEY(struct decision_form) };
static const struct form_table sales_table = { "departure-sales", sales_fields, 4 };

/* What may be decided with a form. */
struct choice {
	const char *what;
	const struct err *(*decide)(struct desk *desk, const struct staff_decision *decision,
	    const struct decision_form *typed, const char **answer);
};

/* Typed and ticked, as one list. */
static const char *seats_of(const struct decision_form *typed, apr_pool_t *pool)
{
	const char *text = typed->seats != NULL ? typed->seats : "";

	for (size_t i = 0; i < typed->ticked.n; i++)
		text = apr_pstrcat(pool, text, " ", typed->ticked.v[i], NULL);
	return text;
}

static const struct err *block(struct desk *desk, const struct staff_decision *decision,
    const struct decision_form *typed, const char **answer)
{
	return staff_block_seats(desk, decision, seats_of(typed, desk->pool), answer);
}

static const struct err *unblock(struct desk *desk, const struct staff_decision *decision,
    const struct decision_form *typed, const char **answer)
{
	return staff_unblock_seats(desk, decision, seats_of(typed, desk->pool), answer);
}

static const struct err *close_sales(struct desk *desk, const struct staff_decision *decision,
    const struct decision_form *typed, const char **answer)
{
	(void)typed;
	return staff_close_sales(desk, decision, answer);
}

static const struct err *open_sales(struct desk *desk, const struct staff_decision *decision,
    const struct decision_form *typed, const char **answer)
{
	(void)typed;
	return staff_open_sales(desk, decision, answer);
}

static const struct choice SEATS[] = { { "block", block }, { "unblock", unblock } };
static const struct choice SALES[] = { { "close", close_sales }, { "open", open_sales } };
#define CHOICES 2

static const struct err *decide(struct request *request, const struct choice *choices,
    struct form *form, const struct decision_form *typed, const char **answer)
{
	struct desk *desk = staff_desk(request);
	struct staff_decision decision = {
		.version = typed->version,
		.reason = typed->reason,
		.click = click_make(desk, form_key(form), form_fingerprint(form)),
	};

	TRY(staff_departure_named(request, &decision.flight_no, &decision.on));
	for (size_t i = 0; i < CHOICES; i++)
		if (strcmp(choices[i].what, typed->what) == 0)
			return choices[i].decide(desk, &decision, typed, answer);
	form_problem(form, "what", 0, "Choose what is to be done");
	return err_new(request->pool, CODE_INVALID, "neither of the two");
}

/* What people can do something about stays with the form; the rest is a page of its own. */
static bool is_told_here(const struct err *err)
{
	return (err->kind == ERR_INPUT || err->kind == ERR_REFUSED || err->kind == ERR_BUSY) &&
	    !err_is(err, CODE_KEY_REUSED);
}

/* The page as it is now, which says what changed since the form was made. */
static const struct err *refuse(struct request *request, struct reply *reply, struct form *form,
    bool is_of_seats, const struct decision_form *typed, const struct err *err)
{
	const struct departure_typed shown = {
		.seats = is_of_seats ? form : NULL,
		.sales = is_of_seats ? NULL : form,
		.version = typed->version,
	};
	struct staff_page parts;

	if (!is_told_here(err))
		return err;
	if (err->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, err);
	TRY(staff_departure_page(request, &shown, &parts));
	return staff_page_refuse(reply, &parts, err, form);
}

/* A click that had its effect before is answered as then, whatever would be refused now. */
static const struct err *recall(
    struct request *request, const struct form *form, const char **answer)
{
	struct desk *desk = staff_desk(request);
	const struct click click = click_make(desk, form_key(form), form_fingerprint(form));

	return staff_click_find(desk, &click, answer);
}

static const struct err *decide_or_refuse(struct request *request, struct reply *reply,
    const struct form_table *table, const struct choice *choices, bool is_of_seats)
{
	struct decision_form typed;
	const char *answer = NULL;
	const struct err *err;
	struct form *form;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_form_read(request, table, &form, &typed, &err));
	if (err != NULL)
		TRY(recall(request, form, &answer));
	else
		err = decide(request, choices, form, &typed, &answer);
	if (answer != NULL)
		err = NULL;
	if (err != NULL)
		return refuse(request, reply, form, is_of_seats, &typed, err);
	reply_see_other(reply, answer);
	return NULL;
}

const struct err *page_staff_departure_seats(struct request *request, struct reply *reply)
{
	return decide_or_refuse(request, reply, &seats_table, SEATS, true);
}

const struct err *page_staff_departure_sales(struct request *request, struct reply *reply)
{
	return decide_or_refuse(request, reply, &sales_table, SALES, false);
}
