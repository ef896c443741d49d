/* What became of the changes of a departure: what was asked, how far it is, and who sits elsewhere. */
#include "staff/page.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/date.h"
#include "base/pool.h"
#include "domain/departure_words.h"
#include "domain/departure_work.h"
#include "staff/words.h"

static const char *kind_words(const struct departure_order_row *order, apr_pool_t *pool)
{
	static const char *const words[] = { "Put on sale", "Retime", "Cancel",
		"Change the aircraft" };

	return order->sale == NULL ? words[order->kind]
				   : apr_pstrcat(pool, words[order->kind], ": ", order->sale, NULL);
}

static const char *order_words(const struct departure_order_row *order, apr_pool_t *pool)
{
	switch (order->state) {
	case ORDER_MADE:
		return apr_pstrcat(pool, "The flight service has made it: ", order->answer, NULL);
	case ORDER_REFUSED:
		return order->answer;
	case ORDER_ASKED:
	default:
		return "It is not known yet whether the flight service has made it: the worker looks.";
	}
}

static void fill_orders(
    struct view *body, const struct departure_changes *changes, apr_pool_t *pool)
{
	static const char *const states[] = { "asked", "made", "refused" };

	for (size_t i = 0; i < changes->order_count; i++) {
		const struct departure_order_row *order = &changes->orders[i];
		struct view *row = view_each(body, K_ORDER);

		view_text(row, K_STATE, states[order->state]);
		view_text(row, K_ORDER_KIND, kind_words(order, pool));
		view_text(row, K_ACTOR, order->actor);
		staff_fill_moment(row, K_AT, order->asked_at, pool);
		view_text(row, K_TEXT, order_words(order, pool));
	}
	if (changes->order_count == 0)
		view_show(body, K_NO_ORDER);
}

/* Of all that a change has to do: so many of a hundred. */
static int64_t share_done(const struct departure_work *work, int64_t waiting)
{
	int64_t all = work->told + work->to_tell + waiting;

	return work->is_done || all == 0 ? 100 : work->told * 100 / all;
}

static const char *work_words(const struct departure_work *work, apr_pool_t *pool)
{
	const char *news = departure_change_words(&work->was, &work->is, pool);

	if (news == NULL)
		return "Another seat plan, the same times";
	return work->is_reseating ? apr_pstrcat(pool, news, "; another seat plan", NULL) : news;
}

static void fill_works(struct view *body, const struct departure_changes *changes, apr_pool_t *pool)
{
	for (size_t i = 0; i < changes->work_count; i++) {
		const struct departure_work *work = &changes->works[i];
		struct view *row = view_each(body, K_WORK);
		int64_t share = share_done(work, work->is_reseating ? changes->waiting : 0);

		view_text(row, K_STATE, work->is_done ? "done" : "open");
		view_int(row, K_VERSION, work->service_version);
		staff_fill_moment(row, K_AT, work->learned_at, pool);
		view_text(row, K_TEXT, work_words(work, pool));
		view_int(row, K_TOLD, work->told);
		view_int(row, K_TO_TELL, work->to_tell);
		view_int(row, K_MOVED_COUNT, work->moved);
		view_int(row, K_LOST, work->lost);
		view_int(row, K_SHARE, share);
	}
	if (changes->work_count == 0)
		view_show(body, K_NO_WORK);
}

/* A claim on a seat that is not there is none. */
static const char *seat_now(const struct work_move *move)
{
	if (move->seat_now == NULL)
		return "does not fly";
	return move->is_off ? "none" : move->seat_now;
}

static void fill_moves(struct view *body, const struct departure_changes *changes, apr_pool_t *pool)
{
	struct view *table = changes->move_count > 0 ? view_each(body, K_MOVES) : NULL;

	for (size_t i = 0; i < changes->move_count; i++) {
		const struct work_move *move = &changes->moves[i];
		struct view *row = view_each(table, K_MOVE);

		view_text(row, K_LOCATOR, move->locator);
		view_text(
		    row, K_WHO_NAME, staff_person_name(move->given_name, move->surname, pool));
		view_text(row, K_OLD_SEAT, move->from_seat);
		view_text(row, K_NEW_SEAT, move->to_seat != NULL ? move->to_seat : "none");
		view_text(row, K_SEAT_NOW, seat_now(move));
	}
}

static bool is_open(const struct departure_changes *changes)
{
	for (size_t i = 0; i < changes->work_count; i++)
		if (!changes->works[i].is_done)
			return true;
	for (size_t i = 0; i < changes->order_count; i++)
		if (changes->orders[i].state == ORDER_ASKED)
			return true;
	return false;
}

const struct err *page_staff_changes_show(struct request *request, struct reply *reply)
{
	apr_pool_t *pool = request->pool;
	const char *name = apr_pstrcat(pool, request->args[0], "/", request->args[1], NULL);
	struct departure_changes changes;
	struct staff_page parts;
	const char *flight_no;
	int32_t on;

	TRY(staff_departure_named(request, &flight_no, &on));
	TRY(departure_changes_find(staff_desk(request), flight_no, on, &changes));
	parts = staff_page_begin(
	    request, "staff/changes", apr_pstrcat(pool, "Changes of ", name, NULL));
	view_text(parts.body, K_NAME, name);
	if (changes.is_known)
		view_text(view_each(parts.body, K_BACK), K_NAME, name);
	view_text(parts.body, K_STATE, is_open(&changes) ? "open" : "done");
	view_int(parts.body, K_WAITING, changes.waiting);
	if (is_open(&changes))
		view_text(view_each(parts.body, K_AGAIN), K_NAME, name);
	if (changes.held > 0)
		view_int(view_each(parts.body, K_HELD_OFF), K_HELD, changes.held);
	fill_orders(parts.body, &changes, pool);
	fill_works(parts.body, &changes, pool);
	fill_moves(parts.body, &changes, pool);
	TRY(staff_note(request, &parts));
	return staff_page_end(reply, 200, &parts);
}
