/* What the pages of a departure's changes share: what stands, what is wanted, its effect. */
#include "staff/change.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "base/random.h"
#include "domain/offer.h"
#include "staff/words.h"

#include <stdio.h>
#include <string.h>

const char *change_count(int64_t count, const char *one, const char *many, apr_pool_t *pool)
{
	return apr_psprintf(pool, "%" APR_INT64_T_FMT " %s", count, count == 1 ? one : many);
}

const char *change_told(const struct departure_effect *counted, const char *fate, apr_pool_t *pool)
{
	if (counted->people == 0)
		return "Nobody has bought: there is nobody to tell.";
	return apr_pstrcat(pool, change_count(counted->people, "passenger", "passengers", pool),
	    ": ", fate, ", ", change_count(counted->bookings, "booking is", "bookings are", pool),
	    " told by mail.", NULL);
}

static const char *state_words(const struct departure *departure)
{
	static const char *const names[] = { "scheduled", "retimed", "cancelled", "departed" };

	return names[departure->state];
}

/* All that a change may change, in one line: it goes along with the form, and is shown beside what is then so. */
static const char *standing_words(const struct departure *departure, apr_pool_t *pool)
{
	return apr_psprintf(pool, "leaves %s, arrives %s, %s, %s",
	    date_moment_at_offset(departure->departs_at, departure->origin_offset, pool),
	    date_moment_at_offset(departure->arrives_at, departure->destination_offset, pool),
	    departure->aircraft_name, state_words(departure));
}

static void fill_standing(struct view *body, const struct departure *now, apr_pool_t *pool)
{
	struct view *view = view_each(body, K_STANDS);

	view_text(view, K_ORIGIN, now->origin);
	view_text(view, K_DESTINATION, now->destination);
	view_text(
	    view, K_DEPARTS, date_moment_at_offset(now->departs_at, now->origin_offset, pool));
	view_text(
	    view, K_ARRIVES, date_moment_at_offset(now->arrives_at, now->destination_offset, pool));
	view_text(view, K_AIRCRAFT, now->aircraft_name);
	view_text(view, K_STATE, state_words(now));
	view_int(view, K_VERSION, now->version);
}

static void fill_both(struct change_page *change, apr_pool_t *pool)
{
	struct view *view;

	if (change->now == NULL || change->seen.version == 0 ||
	    change->seen.version == change->now->version)
		return;
	view = view_each(change->parts.body, K_BOTH);
	view_int(view, K_OLD_VERSION, change->seen.version);
	view_text(view, K_OLD_WORDS, change->seen.seen != NULL ? change->seen.seen : "");
	view_int(view, K_VERSION, change->now->version);
	view_text(view, K_NEW_WORDS, standing_words(change->now, pool));
}

static const char *path_of(const struct change_page *change, const char *last)
{
	apr_pool_t *pool = change->request->pool;

	if (change->flight_no == NULL)
		return "/admin/departures/new";
	return apr_pstrcat(pool, "/admin/departures/", change->flight_no, "/",
	    date_text(change->on, pool), "/", last, NULL);
}

void change_begin(struct change_page *change)
{
	apr_pool_t *pool = change->request->pool;
	const struct change_kind *kind = change->kind;
	const char *title = kind->verb;

	if (change->flight_no != NULL)
		title = apr_pstrcat(pool, kind->verb, " ", change->flight_no, "/",
		    date_text(change->on, pool), NULL);
	change->parts = staff_page_begin(change->request, "staff/change", title);
	view_text(change->parts.body, K_PAGE, kind->page);
	view_text(change->parts.body, K_HEADING, title);
	if (kind->intro != NULL)
		view_text(view_each(change->parts.body, K_INTRO), K_TEXT, kind->intro);
	if (change->flight_no != NULL)
		view_text(view_each(change->parts.body, K_BACK), K_NAME,
		    apr_pstrcat(pool, change->flight_no, "/", date_text(change->on, pool), NULL));
	if (change->now != NULL)
		fill_standing(change->parts.body, change->now, pool);
	fill_both(change, pool);
	change->asking = view_each(change->parts.body, K_ASKING);
	view_text(change->asking, K_ACTION_PATH, path_of(change, kind->page));
	if (change->now == NULL)
		return;
	form_hidden_int(change->asking, "version", change->now->version, pool);
	form_hidden(change->asking, "seen", standing_words(change->now, pool));
}

void change_field(struct change_page *change, const struct text_field *field, const char *value)
{
	struct text_field shown = *field;
	bool is_typed = change->form != NULL &&
	    (form_typed(change->form, field->name, 1)[0] != '\0' || form_failed(change->form));

	shown.value = value;
	text_field_fill(change->asking, K_FORM_FIELD, &shown, is_typed ? change->form : NULL,
	    change->request->pool);
}

struct view *change_select(struct change_page *change, const char *name, const char *label)
{
	struct view *select = view_each(change->asking, K_SELECT);
	const char *error = change->form != NULL ? form_complaint_shown(change->form, name, 0)
						 : NULL;

	view_text(select, K_NAME, name);
	view_text(select, K_LABEL, label);
	if (error != NULL)
		view_text(view_each(select, K_ERROR), K_MESSAGE, error);
	return select;
}

struct view *change_effect(struct change_page *change, const char *sentence)
{
	struct view *effect = view_each(change->parts.body, K_EFFECT);

	view_text(effect, K_TEXT, sentence);
	return effect;
}

void change_line(struct view *effect, const char *text)
{
	view_text(view_each(effect, K_EFFECT_LINE), K_TEXT, text);
}

static void fill_moves(
    struct view *effect, const struct departure_effect *counted, apr_pool_t *pool)
{
	struct view *table = counted->moved_count > 0 ? view_each(effect, K_MOVES) : NULL;

	for (size_t i = 0; i < counted->moved_count; i++) {
		const struct effect_move *move = &counted->moved[i];
		struct view *row = view_each(table, K_MOVE);

		view_text(row, K_LOCATOR, move->locator);
		view_text(
		    row, K_WHO_NAME, staff_person_name(move->given_name, move->surname, pool));
		view_text(row, K_OLD_SEAT, move->from_seat);
		view_text(row, K_NEW_SEAT, move->to_seat != NULL ? move->to_seat : "none");
		if (move->is_checked_in)
			view_show(row, K_CHECKED_IN);
	}
}

static const char *clash_words(const struct effect_clash *clash, apr_pool_t *pool)
{
	if (clash->is_after)
		return apr_pstrcat(pool, clash->locator, " misses ", clash->departure,
		    ", which is in the same booking.", NULL);
	return apr_pstrcat(pool, clash->locator, " misses this one: ", clash->departure,
	    ", which is in the same booking, arrives after it leaves.", NULL);
}

void change_people(
    struct change_page *change, struct view *effect, const struct departure_effect *counted)
{
	apr_pool_t *pool = change->request->pool;

	view_int(effect, K_PEOPLE, counted->people);
	view_int(effect, K_BOOKINGS, counted->bookings);
	view_int(effect, K_KEEPS, counted->keeps);
	view_int(effect, K_MOVED_COUNT, counted->moves);
	view_int(effect, K_LOSES, counted->loses);
	view_int(effect, K_CHECKED_COUNT, counted->checked_in);
	if (counted->infants > 0)
		change_line(effect,
		    apr_pstrcat(pool, change_count(counted->infants, "infant", "infants", pool),
			" on laps.", NULL));
	if (counted->held > 0)
		change_line(effect,
		    apr_pstrcat(pool, change_count(counted->held, "seat is", "seats are", pool),
			" held by people who are choosing just now.", NULL));
	if (counted->checked_in > 0)
		change_line(effect,
		    apr_pstrcat(pool,
			change_count(counted->checked_in, "of them is checked in: she needs",
			    "of them are checked in: they need", pool),
			" to be told at the gate.", NULL));
	for (size_t i = 0; i < counted->clash_count; i++)
		change_line(effect, clash_words(&counted->clashes[i], pool));
	fill_moves(effect, counted, pool);
}

/* All that was typed goes along; the version is that of what is shown, so that who sends it has seen that. */
void change_do(struct change_page *change, struct view *effect, const char *button)
{
	apr_pool_t *pool = change->request->pool;
	const struct form_table *table = &change->kind->table;
	struct view *form = view_each(effect, K_DOING);
	const char *key = change->seen.key != NULL ? change->seen.key : random_ref(pool);

	view_text(form, K_ACTION_PATH, path_of(change, change->kind->page));
	view_text(form, K_PAGE, change->kind->page);
	view_text(form, K_BUTTON, button);
	for (size_t i = 0; i < table->count; i++) {
		const char *name = table->fields[i].name;

		if (strcmp(name, "key") == 0)
			form_hidden(form, name, key);
		else if (strcmp(name, "version") == 0 && change->now != NULL)
			form_hidden_int(form, name, change->now->version, pool);
		else if (strcmp(name, "seen") == 0 && change->now != NULL)
			form_hidden(form, name, standing_words(change->now, pool));
		else if (change->form != NULL)
			form_hidden(form, name, form_typed(change->form, name, 1));
	}
}

bool change_read_time(struct change_page *change, const char *field, const char *typed, int32_t on,
    const char *airport, int64_t *at, int *offset)
{
	apr_pool_t *pool = change->request->pool;
	const char *zone = offer_airport(staff_desk(change->request), airport)->zone;
	int hour, minute;
	char more;

	if (typed == NULL || on == DATE_NONE)
		return false;
	if (strlen(typed) != 5 || sscanf(typed, "%2d:%2d%c", &hour, &minute, &more) != 2 ||
	    hour < 0 || hour > 23 || minute < 0 || minute > 59) {
		form_problem(change->form, field, 1, "A time is like 10:30");
		return false;
	}
	if (zone == NULL || date_local_to_instant(on, hour * 60 + minute, zone, pool, at) != NULL ||
	    date_zone_offset(*at, zone, pool, offset) != NULL) {
		form_problem(change->form, field, 1,
		    "The local time of this airport is not known: is its code right?");
		return false;
	}
	if (strcmp(date_clock_at_offset(*at, *offset, pool), typed) == 0)
		return true;
	form_problem(change->form, field, 1, "The clocks skip this time on that day");
	return false;
}
