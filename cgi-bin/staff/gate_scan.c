/* A scanner at the gate or the check-in desk: it types a code and Enter, and the answer is large. */
#include "staff/gate_view.h"
#include "staff/staff_pages.h"

#include "base/pool.h"
#include "base/random.h"
#include "staff/form_page.h"

#include <string.h>

struct scan_form {
	const char *act, *code, *last, *key;
};

#define WORD(word, longest) \
	{ \
		.name = #word, .kind = FIELD_TEXT, .target = offsetof(struct scan_form, word), \
		.max = longest, .label = #word \
	}

static const struct field query_fields[] = { WORD(act, 10), WORD(last, 12) };
static const struct form_table query_table = { "scan", query_fields, 2 };
static const struct field fields[] = {
	WORD(act, 10),
	{ .name = "code",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct scan_form, code),
	    .max = 40,
	    .is_required = true,
	    .label = "the code" },
	FIELD_ROW_KEY(struct scan_form),
};
static const struct form_table table = { "scan", fields, 3 };

static const struct {
	enum gate_act act;
	const char *name, *words;
} ACTS[] = {
	{ GATE_BOARD, "board", "Boarding" },
	{ GATE_CHECK_IN, "check-in", "Check-in" },
};

static const char *act_name(enum gate_act act)
{
	return act == GATE_BOARD ? ACTS[0].name : ACTS[1].name;
}

/* What a page says of the one that was scanned last. */
static void fill_answer(
    struct request *request, struct view *body, const struct gate_said *said, enum gate_act act)
{
	struct gate_words words = gate_words(said, act, request->pool);
	struct view *answer = view_each(body, K_ANSWER);

	view_text(answer, K_ANSWER_NAME, gate_answer_name(said->answer));
	view_text(answer, K_LARGE, words.large);
	view_text(answer, K_TEXT, words.sentence);
	if (said->answer != GATE_CHOOSE)
		view_show(answer, said->answer == GATE_DONE ? K_GOOD : K_BAD);
	if (said->passenger.surname != NULL) {
		struct view *seat = view_each(answer, K_SEAT);

		view_text(seat, K_SEAT_NO, gate_seat(&said->passenger));
	}
	for (size_t i = 0; said->answer == GATE_CHOOSE && i < said->party_count; i++) {
		struct view *row = view_each(answer, K_CHOICE);

		gate_fill_passenger(request, row, &said->party[i]);
		view_text(row, K_ACTION_PATH, gate_path(request, "/scan"));
		view_text(row, K_ACT_NAME, act_name(act));
		view_text(row, K_KEY, random_ref(request->pool));
	}
}

/* With the counters as they are now; names are in the answer alone. */
static const struct err *scan_page(
    struct request *request, enum gate_act act, const struct gate *gate, struct staff_page *parts)
{
	*parts = staff_page_begin(request, "staff/scan",
	    apr_pstrcat(request->pool, "Scan for ", gate->departure.name, NULL));
	gate_fill_head(parts->body, gate, request->pool);
	view_text(parts->body, K_ACTION_PATH, gate_path(request, "/scan"));
	view_text(parts->body, K_ACT_NAME, act_name(act));
	view_text(parts->body, K_KEY, random_ref(request->pool));
	for (size_t i = 0; i < sizeof(ACTS) / sizeof(ACTS[0]); i++) {
		struct view *row = view_each(parts->body, K_ACT_CHOICE);

		view_text(row, K_LINK,
		    apr_pstrcat(
			request->pool, gate_path(request, "/scan?act="), ACTS[i].name, NULL));
		view_text(row, K_TEXT, ACTS[i].words);
		if (ACTS[i].act == act)
			view_show(row, K_CURRENT);
	}
	return NULL;
}

/* Is the passenger still where the last click led, or was a step taken back meanwhile? */
static enum gate_answer answer_now(enum boarding_state state, enum gate_act act)
{
	return state == BOARDING_BOARDED || (state == BOARDING_CHECKED_IN && act == GATE_CHECK_IN)
	    ? GATE_DONE
	    : GATE_OTHERWISE;
}

/* The passenger that the last click led to; NULL: none. */
static const struct err *find_last(struct request *request, const char *flight_no, int32_t on,
    const char *last, struct gate_said *said)
{
	const char *slash = last != NULL ? strchr(last, '/') : NULL;
	const struct err *err;

	*said = (struct gate_said){ .answer = GATE_DONE };
	if (slash == NULL)
		return NULL;
	err = gate_find_passenger(staff_desk(request), flight_no, on,
	    apr_pstrmemdup(request->pool, last, (size_t)(slash - last)), apr_atoi64(slash + 1),
	    &said->passenger);
	return err_is(err, CODE_NOT_FOUND) ? NULL : err;
}

const struct err *page_staff_scan_show(struct request *request, struct reply *reply)
{
	struct scan_form query = { .act = NULL };
	enum gate_act act = GATE_BOARD;
	struct staff_page parts;
	struct gate_said said;
	const char *flight_no;
	struct gate gate;
	struct form *form;
	int32_t on;

	TRY(form_read(request, &query_table, &form));
	if (!form_check(form, &query))
		query = (struct scan_form){ .act = NULL };
	if (query.act != NULL)
		gate_act_parse(query.act, &act);
	TRY(staff_departure_named(request, &flight_no, &on));
	TRY(gate_count(staff_desk(request), flight_no, on, &gate));
	TRY(find_last(request, flight_no, on, query.last, &said));
	TRY(scan_page(request, act, &gate, &parts));
	if (said.passenger.surname != NULL) {
		said.answer = answer_now(said.passenger.state, act);
		fill_answer(request, parts.body, &said, act);
	}
	return staff_page_end(reply, 200, &parts);
}

static const struct err *read_scan(struct request *request, struct form **form,
    struct scan_form *typed, struct gate_wish *wish, const struct err **complaint)
{
	wish->act = GATE_BOARD;
	TRY(staff_form_read(request, &table, form, typed, complaint));
	TRY(staff_departure_named(request, &wish->flight_no, &wish->on));
	if (typed->act != NULL && !gate_act_parse(typed->act, &wish->act))
		return err_new(request->pool, CODE_BAD_REQUEST, "no such act");
	wish->code = typed->code;
	wish->version = GATE_ANY_VERSION;
	wish->path = apr_pstrcat(
	    request->pool, gate_path(request, "/scan?act="), act_name(wish->act), "&last=", NULL);
	return NULL;
}

const struct err *page_staff_scan(struct request *request, struct reply *reply)
{
	struct scan_form typed = { .act = NULL };
	struct gate_wish wish = { .code = NULL };
	struct gate_said said = { .answer = GATE_UNKNOWN };
	struct staff_page parts;
	const struct err *err;
	const char *error;
	struct form *form;
	struct gate gate;

	TRY(read_scan(request, &form, &typed, &wish, &err));
	if (err == NULL) {
		wish.click = click_make(staff_desk(request), typed.key, form_fingerprint(form));
		err = gate_do(staff_desk(request), &wish, &said);
	}
	if (err == NULL) {
		reply_see_other(reply, said.path);
		return NULL;
	}
	if (!err_is(err, CODE_INVALID) && !err_is(err, CODE_GATE_REFUSED) &&
	    !err_is(err, CODE_CHANGED_MEANWHILE))
		return err;
	TRY(gate_count(staff_desk(request), wish.flight_no, wish.on, &gate));
	TRY(scan_page(request, wish.act, &gate, &parts));
	fill_answer(request, parts.body, &said, wish.act);
	error = form_complaint_shown(form, "code", 0);
	if (error != NULL)
		view_text(view_each(parts.body, K_ERROR), K_MESSAGE, error);
	return staff_page_refuse(reply, &parts, err, form);
}
