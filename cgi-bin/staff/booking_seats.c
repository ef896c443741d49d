/* The seat of one passenger on one departure, changed for a customer. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/pool.h"

#include <string.h>

struct seats_form {
	int64_t version, passenger;
	const char *departure, *seat, *key;
};

#define WHOSE(is_needed) \
	{ .name = "departure", \
		.kind = FIELD_TEXT, \
		.target = offsetof(struct seats_form, departure), \
		.max = 40, \
		.is_required = is_needed, \
		.label = "departure" }, \
	{ \
		.name = "passenger", .kind = FIELD_INT, \
		.target = offsetof(struct seats_form, passenger), .min = 1, \
		.max = PARTY_SEATS_MAX, .is_required = is_needed, .label = "passenger" \
	}

static const struct field query_fields[] = { WHOSE(false) };
static const struct form_table query_table = { "booking-seat", query_fields, 2 };
static const struct field fields[] = {
	FIELD_ROW_VERSION(struct seats_form, "version"),
	WHOSE(true),
	{ .name = "seat",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct seats_form, seat),
	    .max = 40,
	    .is_required = true,
	    .label = "the seat" },
	FIELD_ROW_KEY(struct seats_form),
};
static const struct form_table table = { "booking-seat", fields, 5 };
static const struct staff_booking_form KIND = { "booking-seat", "seats", "Seats", "Change the seat",
	false };

/* Whose seat, and where. */
struct chosen {
	const char *departure; /* NULL: not said yet */
	int64_t passenger_no;
};

static bool is_chosen(const struct chosen *chosen, const struct segment *segment, size_t index)
{
	return chosen->departure != NULL &&
	    strcmp(chosen->departure, segment->departure.name) == 0 &&
	    chosen->passenger_no == (int64_t)index + 1;
}

static void fill_choices(const struct staff_page *parts, const struct booking *booking,
    const struct chosen *chosen, apr_pool_t *pool)
{
	struct view *list = view_each(parts->body, K_CHOICES);

	view_text(list, K_LABEL, "Whose seat");
	for (size_t i = 0; i < booking->segment_count; i++) {
		const struct segment *segment = &booking->segments[i];

		for (size_t p = 0; p < segment->seat_count; p++) {
			const struct passenger *one = &booking->passengers[p];
			struct view *choice;

			if (segment->is_cancelled || one->is_cancelled)
				continue;
			choice = view_each(view_each(list, K_CHOICE), K_CHOICE_OPEN);
			view_text(choice, K_LINK,
			    apr_psprintf(pool, "%s?departure=%s&passenger=%" APR_SIZE_T_FMT,
				staff_booking_path(booking->locator, "/seats", pool),
				segment->departure.name, p + 1));
			view_text(choice, K_TEXT,
			    apr_pstrcat(pool, segment->departure.name, " ",
				segment->seats[p] != NULL ? segment->seats[p] : "none", ", ",
				staff_person_name(one->given_name, one->surname, pool), NULL));
			if (is_chosen(chosen, segment, p))
				view_show(choice, K_HERE);
		}
	}
}

static const char *seat_words(const struct seat *seat, apr_pool_t *pool)
{
	return apr_pstrcat(pool, seat->no,
	    seat->is_window      ? ", window"
		: seat->is_aisle ? ", aisle"
				 : "",
	    seat->is_exit ? ", exit row" : "", seat->state == SEAT_YOURS ? ", of this booking" : "",
	    NULL);
}

/* The seats that may be had: free ones, and the party's own, which are swapped. */
static void fill_options(struct view *select, const struct segment *segment,
    const struct seat_cabin *cabin, const struct seat_map *map, const struct form *form,
    apr_pool_t *pool)
{
	for (size_t r = 0; r < cabin->row_count; r++)
		for (size_t s = 0; s < cabin->rows[r].seat_count; s++) {
			const struct seat *seat = &cabin->rows[r].seats[s];
			const char *name;
			bool is_typed;

			if (seat->no == NULL ||
			    (seat->state != SEAT_FREE && seat->state != SEAT_YOURS))
				continue;
			name = apr_pstrcat(pool, segment->departure.name, "/", seat->no, NULL);
			is_typed = form != NULL && form_typed_has(form, "seat", name);
			form_option(select, name, seat_words(seat, pool),
			    is_typed || (form == NULL && strcmp(seat->no, map->chosen) == 0));
		}
}

static void fill_select(struct view *view, const struct booking *booking,
    const struct chosen *chosen, const struct segment *segment, const struct seat_map *map,
    const struct form *form, apr_pool_t *pool)
{
	const struct passenger *one = &booking->passengers[chosen->passenger_no - 1];
	struct view *select = view_each(view, K_SELECT);
	const char *error = form != NULL ? form_complaint_shown(form, "seat", 0) : NULL;

	form_hidden(view, "departure", segment->departure.name);
	form_hidden_int(view, "passenger", chosen->passenger_no, pool);
	view_text(select, K_LABEL,
	    apr_pstrcat(pool, "Seat of ", staff_person_name(one->given_name, one->surname, pool),
		" on ", segment->departure.name, NULL));
	if (error != NULL)
		view_text(view_each(select, K_SELECT_ERROR), K_MESSAGE, error);
	for (size_t i = 0; i < map->cabin_count; i++)
		if (strcmp(map->cabins[i].cabin->code, segment->cabin) == 0)
			fill_options(select, segment, &map->cabins[i], map, form, pool);
}

/* Without a choice, or with one that is none: the choices alone. */
static const struct err *show(struct request *request, struct reply *reply, struct chosen chosen,
    struct form *form, const struct err *refusal)
{
	struct desk *desk = staff_desk(request);
	const struct segment *segment;
	const struct booking *booking;
	const struct err *err = NULL;
	struct seat_map map;
	struct staff_page parts;
	struct view *view;

	TRY(staff_booking_open(desk, request->args[0], &booking));
	if (refusal == NULL && staff_is_over(request, reply, booking))
		return NULL;
	if (chosen.departure != NULL)
		err = booking_seat_map(
		    desk, booking, chosen.departure, chosen.passenger_no, &segment, &map);
	if (err != NULL && !err_is(err, CODE_INVALID))
		return err;
	if (err != NULL)
		chosen.departure = NULL;
	if (chosen.departure != NULL) {
		parts = staff_booking_form_begin(request, &KIND, booking, form, &view);
		fill_select(view, booking, &chosen, segment, &map, form, request->pool);
	} else {
		parts = staff_booking_choice_begin(request, &KIND, booking);
	}
	fill_choices(&parts, booking, &chosen, request->pool);
	return staff_booking_form_end(
	    request, reply, &parts, booking, form, refusal != NULL ? refusal : err);
}

const struct err *page_staff_booking_seats_show(struct request *request, struct reply *reply)
{
	struct seats_form query;
	const struct err *err = NULL;
	struct form *form;

	memset(&query, 0, sizeof(query));
	TRY(form_read(request, &query_table, &form));
	if (!form_check(form, &query)) {
		err = err_new(request->pool, CODE_INVALID, "the query has mistakes");
		query.departure = NULL;
	}
	return show(request, reply, (struct chosen){ query.departure, query.passenger }, NULL, err);
}

const struct err *page_staff_booking_seats(struct request *request, struct reply *reply)
{
	struct seats_form typed;
	struct staff_change change;
	const struct err *err;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(request, reply, &table, &typed, "booking-seat", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_set_seat(change.desk,
		    &(const struct seat_change){ .locator = change.locator,
			.version = typed.version,
			.departure = typed.departure,
			.passenger_no = typed.passenger,
			.seat = typed.seat,
			.click = change.click });
	if (err == NULL) {
		staff_change_done(request, reply, change.locator, "booking-seat");
		return NULL;
	}
	if (!staff_is_shown(err))
		return err;
	if (err_is(err, CODE_INVALID) && err->facts[FACT_FIELDS] != NULL)
		form_problem_err(change.form, err);
	return show(
	    request, reply, (struct chosen){ typed.departure, typed.passenger }, change.form, err);
}
