/* booking.fcgi: the booking site. Its routes, and what a thread keeps. */
#include "base/pool.h"
#include "base/words.h"
#include "domain/desk.h"
#include "domain/verify.h"
#include "pages/brand.h"
#include "pages/language.h"
#include "pages/page.h"
#include "pages/pages.h"
#include "pages/site_clock.h"
#include "remote/flight_client.h"
#include "web/server.h"
#include "web/view.h"

enum {
	SHOWS = ROUTE_BROWSER | ROUTE_PERSONAL,
	TAKES = ROUTE_BROWSER | ROUTE_PERSONAL | ROUTE_FORM
};

static const struct route ROUTES[] = {
	{ METHOD_GET, "/", page_home_show, SHOWS },
	{ METHOD_GET, "/places", page_places_list, 0 },
	{ METHOD_GET, "/brand/{}", page_brand_file, 0 },
	{ METHOD_GET, "/flights", page_flights_list, SHOWS },
	{ METHOD_GET, "/flights/{}/{}", page_departure_show, SHOWS },
	{ METHOD_GET, "/flights/{}/{}/seats", page_departure_seats, 0 },
	{ METHOD_GET, "/offer", page_offer_show, SHOWS },
	{ METHOD_POST, "/holds", page_hold_create, TAKES },
	{ METHOD_GET, "/holds/{}", page_hold_show, SHOWS },
	{ METHOD_POST, "/holds/{}/passengers", page_hold_passengers, TAKES },
	{ METHOD_GET, "/holds/{}/review", page_hold_review, SHOWS },
	{ METHOD_POST, "/holds/{}/extend", page_hold_extend, TAKES },
	{ METHOD_POST, "/holds/{}/release", page_hold_release, TAKES },
	{ METHOD_POST, "/bookings", page_booking_create, TAKES },
	{ METHOD_GET, "/bookings/{}", page_booking_show, SHOWS },
	{ METHOD_GET, "/bookings/{}/calendar.ics", page_booking_calendar, SHOWS },
	{ METHOD_POST, "/find", page_find, TAKES },
	{ METHOD_GET, "/bookings/{}/cancel", page_booking_cancel_show, SHOWS },
	{ METHOD_POST, "/bookings/{}/cancel", page_booking_cancel, TAKES },
	{ METHOD_GET, "/bookings/{}/seats", page_booking_seats_show, SHOWS },
	{ METHOD_POST, "/bookings/{}/seats", page_booking_seats, TAKES },
	{ METHOD_GET, "/bookings/{}/passengers", page_booking_passengers_show, SHOWS },
	{ METHOD_POST, "/bookings/{}/passengers", page_booking_passengers, TAKES },
	{ METHOD_GET, "/bookings/{}/contact", page_booking_contact_show, SHOWS },
	{ METHOD_POST, "/bookings/{}/contact", page_booking_contact, TAKES },
	{ METHOD_POST, "/bookings/{}/accept", page_booking_accept, TAKES },
	{ METHOD_POST, "/bookings/{}/mail", page_booking_mail, TAKES },
	{ METHOD_POST, "/bookings/{}/link", page_booking_link, TAKES },
	{ METHOD_GET, "/register", page_register_show, SHOWS },
	{ METHOD_POST, "/register", page_register, TAKES },
	{ METHOD_GET, "/sign-in", page_sign_in_show, SHOWS },
	{ METHOD_POST, "/sign-in", page_sign_in, TAKES },
	{ METHOD_GET, "/forgot", page_forgot_show, SHOWS },
	{ METHOD_POST, "/forgot", page_forgot, TAKES },
	{ METHOD_GET, "/reset", page_reset_show, SHOWS },
	{ METHOD_POST, "/reset", page_reset, TAKES },
	{ METHOD_POST, "/sign-out", page_sign_out, TAKES },
	{ METHOD_GET, "/confirm", page_confirm_show, SHOWS },
	{ METHOD_POST, "/confirm", page_confirm, TAKES },
	{ METHOD_GET, "/account", page_account_show, SHOWS },
	{ METHOD_POST, "/account/confirm", page_account_confirm, TAKES },
	{ METHOD_GET, "/account/email", page_account_email_show, SHOWS },
	{ METHOD_POST, "/account/email", page_account_email, TAKES },
	{ METHOD_GET, "/account/password", page_account_password_show, SHOWS },
	{ METHOD_POST, "/account/password", page_account_password, TAKES },
	{ METHOD_GET, "/account/sessions", page_account_sessions_show, SHOWS },
	{ METHOD_POST, "/account/sessions/end", page_account_sessions_end, TAKES },
	{ METHOD_POST, "/account/sessions/{}/end", page_account_session_end, TAKES },
	{ METHOD_GET, "/account/travellers", page_account_travellers_show, SHOWS },
	{ METHOD_POST, "/account/travellers", page_account_traveller_add, TAKES },
	{ METHOD_GET, "/account/travellers/{}", page_account_traveller_show, SHOWS },
	{ METHOD_POST, "/account/travellers/{}", page_account_traveller, TAKES },
	{ METHOD_POST, "/account/travellers/{}/delete", page_account_traveller_delete, TAKES },
	{ METHOD_GET, "/account/data", page_account_data_show, SHOWS },
	{ METHOD_GET, "/account/export", page_account_export, SHOWS },
	{ METHOD_GET, "/account/delete", page_account_delete_show, SHOWS },
	{ METHOD_POST, "/account/delete", page_account_delete, TAKES },
};

static const char *const TEMPLATES[] = { "layout.tpl", "pages", "parts", NULL };

static const struct err *start(const struct config *config, apr_pool_t *pool)
{
	TRY(desk_start(config, pool));
	TRY(words_start(config, pool));
	TRY(brand_start(config, pool));
	TRY(site_clock_start(config, pool));
	return view_start(config_text(config, "templates", "folder", "templates"), TEMPLATES, pool);
}

static const struct err *thread_open(const struct config *config, apr_pool_t *pool, void **out)
{
	struct desk_parts *parts;

	TRY(desk_parts_open(config, "booking", pool, &parts));
	*out = parts;
	return NULL;
}

static const struct err *ready(void *thread, apr_pool_t *pool, const char **what)
{
	return desk_ready(thread, pool, what);
}

static const char *metrics(void *thread, apr_pool_t *pool)
{
	const struct desk_parts *parts = thread;

	return apr_pstrcat(pool, settings_metrics(parts->settings, pool),
	    flight_client_metrics(pool), verify_metrics(thread, pool), NULL);
}

static void done(void *thread)
{
	desk_done(thread);
}

static const struct program BOOKING = {
	.name = "booking",
	.routes = ROUTES,
	.route_count = sizeof(ROUTES) / sizeof(ROUTES[0]),
	.start = start,
	.begin = page_language_begin,
	.thread_open = thread_open,
	.problem = page_problem,
	.ready = ready,
	.metrics = metrics,
	.done = done,
};

int main(void)
{
	return server_main(&BOOKING);
}
