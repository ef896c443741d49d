/* Cancelling a booking: the quote first, then the click. */
#include "pages/bookings.h"
#include "pages/fill.h"
#include "pages/pages.h"

#include "base/money.h"
#include "base/pool.h"
#include "base/random.h"
#include "view_keys.h"

static struct page_parts cancel_page(
    struct request *request, const struct booking *booking, int64_t refund_minor, const char *key)
{
	struct page_parts parts = page_begin(request, "pages/booking_cancel",
	    apr_pstrcat(request->pool, "Cancel booking ", booking->locator, NULL));

	view_text(parts.body, K_LOCATOR, booking->locator);
	view_int(parts.body, K_VERSION, booking->version);
	view_int(parts.body, K_REFUND_MINOR, refund_minor);
	view_text(parts.body, K_CURRENCY, booking->currency);
	view_text(parts.body, K_KEY, key);
	view_text(parts.body, K_TOTAL,
	    money_text(booking->total_minor, booking->currency, request->pool));
	view_text(parts.body, K_PAID_WORDS,
	    money_text(booking->paid_minor, booking->currency, request->pool));
	view_text(
	    parts.body, K_REFUND_WORDS, money_text(refund_minor, booking->currency, request->pool));
	fill_itinerary(
	    parts.body, K_ITINERARY, page_desk(request), booking->segments, booking->segment_count);
	return parts;
}

const struct err *page_booking_cancel_show(struct request *request, struct reply *reply)
{
	const struct booking *booking;
	struct page_parts parts;
	const struct err *err;
	int64_t refund_minor;

	err = booking_quote(page_desk(request), request->args[0], &booking, &refund_minor);
	if (err != NULL)
		return booking_refuse(request, reply, request->args[0], err);
	if (booking->state == BOOKING_CANCELLED) {
		reply_see_other(reply, page_booking_path(booking->locator, "", request->pool));
		return NULL;
	}
	parts = cancel_page(request, booking, refund_minor, random_ref(request->pool));
	return page_end(reply, 200, &parts);
}

struct cancel_form {
	int64_t version, refund_minor;
	const char *key;
};

static const struct field fields[] = {
	{ .name = "version",
	    .kind = FIELD_INT,
	    .target = offsetof(struct cancel_form, version),
	    .min = 1,
	    .max = INT64_MAX,
	    .is_required = true,
	    .label = "version" },
	{ .name = "refund_minor",
	    .kind = FIELD_INT,
	    .target = offsetof(struct cancel_form, refund_minor),
	    .min = 0,
	    .max = INT64_MAX,
	    .is_required = true,
	    .label = "refund" },
	{ .name = "key", .kind = FIELD_KEY, .target = offsetof(struct cancel_form, key) },
};
static const struct form_table table = { "cancel", fields, sizeof(fields) / sizeof(fields[0]) };

/* What changed is shown with the quote as it is now; the form keeps its key. */
static const struct err *refuse(struct request *request, struct reply *reply, const char *locator,
    const struct form *form, const struct err *err)
{
	const struct booking *booking;
	struct page_parts parts;
	int64_t refund_minor;

	if (!err_is(err, CODE_CHANGED_MEANWHILE) && !err_is(err, CODE_PRICE_CHANGED) &&
	    !err_is(err, CODE_INVALID))
		return booking_refuse(request, reply, locator, err);
	if (booking_quote(page_desk(request), locator, &booking, &refund_minor) != NULL)
		return booking_refuse(request, reply, locator, err);
	parts = cancel_page(request, booking, refund_minor, form_key(form));
	return page_refuse(request, reply, &parts, err, form);
}

const struct err *page_booking_cancel(struct request *request, struct reply *reply)
{
	struct booking_change change;
	struct cancel_form typed;
	const struct err *err;

	TRY(booking_change_read(request, reply, &table, &typed, &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_cancel(page_desk(request), change.locator, typed.version,
		    typed.refund_minor, &change.click);
	if (err != NULL)
		return refuse(request, reply, change.locator, change.form, err);
	booking_change_done(request, reply, &change);
	return NULL;
}
