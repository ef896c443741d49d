/* admin.fcgi: the staff pages. Its routes with the rights that each needs, and what a thread keeps. */
#include "base/pool.h"
#include "base/words.h"
#include "domain/desk.h"
#include "domain/staff.h"
#include "remote/flight_change.h"
#include "staff/page.h"
#include "staff/staff_pages.h"
#include "web/server.h"
#include "web/view.h"

/* What a role must have: nothing (who signs in is nobody yet), or these rights, asked before the page. docs/staff.md has the table. */
enum {
	SHOWS = ROUTE_BROWSER | ROUTE_PERSONAL,
	TAKES = ROUTE_BROWSER | ROUTE_PERSONAL | ROUTE_FORM,
	OWN = ROUTE_OWN * RIGHT_OWN,
	FLIGHTS = ROUTE_OWN * RIGHT_FLIGHTS,
	NAMES = ROUTE_OWN * RIGHT_NAMES,
	SEATS = ROUTE_OWN * RIGHT_SEATS,
	SALES = ROUTE_OWN * RIGHT_SALES,
	AUDIT = ROUTE_OWN * RIGHT_AUDIT,
	TEAM = ROUTE_OWN * RIGHT_TEAM,
	MAILS = ROUTE_OWN * RIGHT_MAILS,
	BOOKINGS = ROUTE_OWN * RIGHT_BOOKINGS,
	SERVE = ROUTE_OWN * RIGHT_SERVE,
	MONEY = ROUTE_OWN * RIGHT_MONEY,
	GOODWILL = ROUTE_OWN * RIGHT_GIVE,
	GATE = ROUTE_OWN * (RIGHT_NAMES | RIGHT_GATE),
	GATE_BACK = ROUTE_OWN * (RIGHT_NAMES | RIGHT_UNDO),
	SCHEDULE = ROUTE_OWN * (RIGHT_SCHEDULE | RIGHT_NAMES)
};

static const struct route ROUTES[] = {
	{ METHOD_GET, "/admin/sign-in", page_staff_sign_in_show, SHOWS },
	{ METHOD_POST, "/admin/sign-in", page_staff_sign_in, TAKES },
	{ METHOD_GET, "/admin/sign-in/code", page_staff_code_show, SHOWS },
	{ METHOD_POST, "/admin/sign-in/code", page_staff_code, TAKES },
	{ METHOD_POST, "/admin/sign-out", page_staff_sign_out, TAKES },
	{ METHOD_GET, "/admin", page_staff_root, SHOWS | OWN },
	{ METHOD_GET, "/admin/", page_staff_today_show, SHOWS | FLIGHTS },
	{ METHOD_POST, "/admin/mails/retry", page_staff_mails_retry, TAKES | FLIGHTS | MAILS },
	{ METHOD_POST, "/admin/mails/{}/retry", page_staff_mail_retry, TAKES | FLIGHTS | MAILS },
	{ METHOD_GET, "/admin/departures", page_staff_departures_show, SHOWS | FLIGHTS },
	{ METHOD_GET, "/admin/departures.csv", page_staff_departures_csv, SHOWS | FLIGHTS },
	{ METHOD_GET, "/admin/departures/{}/{}", page_staff_departure_show,
	    SHOWS | FLIGHTS | NAMES },
	{ METHOD_POST, "/admin/departures/{}/{}/seats", page_staff_departure_seats,
	    TAKES | FLIGHTS | NAMES | SEATS },
	{ METHOD_POST, "/admin/departures/{}/{}/sales", page_staff_departure_sales,
	    TAKES | FLIGHTS | NAMES | SALES },
	{ METHOD_GET, "/admin/bookings", page_staff_bookings_show, SHOWS | BOOKINGS },
	{ METHOD_GET, "/admin/bookings.csv", page_staff_bookings_csv, SHOWS | BOOKINGS },
	{ METHOD_GET, "/admin/bookings/{}", page_staff_booking_show, SHOWS | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/notes", page_staff_booking_note, TAKES | BOOKINGS },
	{ METHOD_GET, "/admin/bookings/{}/seats", page_staff_booking_seats_show,
	    SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/seats", page_staff_booking_seats,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_GET, "/admin/bookings/{}/names", page_staff_booking_names_show,
	    SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/names", page_staff_booking_names,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_GET, "/admin/bookings/{}/contact", page_staff_booking_contact_show,
	    SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/contact", page_staff_booking_contact,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_GET, "/admin/bookings/{}/split", page_staff_booking_split_show,
	    SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/split", page_staff_booking_split,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_GET, "/admin/bookings/{}/cancel", page_staff_booking_cancel_show,
	    SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/cancel", page_staff_booking_cancel,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/accept", page_staff_booking_accept,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/mails", page_staff_booking_mail,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/mails/{}/now", page_staff_booking_mail_now,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/payment", page_staff_booking_pay,
	    TAKES | MONEY | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/refund", page_staff_booking_refund,
	    TAKES | MONEY | BOOKINGS },
	{ METHOD_POST, "/admin/bookings/{}/goodwill", page_staff_booking_goodwill,
	    TAKES | GOODWILL | BOOKINGS },
	{ METHOD_GET, "/admin/sales", page_staff_sales_show, SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/sales", page_staff_sales_hold, TAKES | SERVE | BOOKINGS },
	{ METHOD_GET, "/admin/sales/{}", page_staff_sale_show, SHOWS | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/sales/{}/passengers", page_staff_sale_passengers,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/sales/{}/book", page_staff_sale_book, TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/sales/{}/release", page_staff_sale_release,
	    TAKES | SERVE | BOOKINGS },
	{ METHOD_POST, "/admin/sales/{}/extend", page_staff_sale_extend, TAKES | SERVE | BOOKINGS },
	{ METHOD_GET, "/admin/departures/{}/{}/manifest", page_staff_manifest_show,
	    SHOWS | FLIGHTS | NAMES },
	{ METHOD_GET, "/admin/departures/{}/{}/manifest.csv", page_staff_manifest_csv,
	    SHOWS | FLIGHTS | NAMES },
	{ METHOD_POST, "/admin/departures/{}/{}/check-in", page_staff_check_in, TAKES | GATE },
	{ METHOD_POST, "/admin/departures/{}/{}/board", page_staff_board, TAKES | GATE },
	{ METHOD_POST, "/admin/departures/{}/{}/back", page_staff_back, TAKES | GATE_BACK },
	{ METHOD_GET, "/admin/departures/{}/{}/scan", page_staff_scan_show, SHOWS | GATE },
	{ METHOD_POST, "/admin/departures/{}/{}/scan", page_staff_scan, TAKES | GATE },
	{ METHOD_GET, "/admin/departures/{}/{}/close", page_staff_gate_close_show, SHOWS | GATE },
	{ METHOD_POST, "/admin/departures/{}/{}/close", page_staff_gate_close, TAKES | GATE },
	{ METHOD_GET, "/admin/departures/new", page_staff_new_show, SHOWS | SCHEDULE },
	{ METHOD_POST, "/admin/departures/new", page_staff_new, TAKES | SCHEDULE },
	{ METHOD_GET, "/admin/departures/{}/{}/retime", page_staff_retime_show, SHOWS | SCHEDULE },
	{ METHOD_POST, "/admin/departures/{}/{}/retime", page_staff_retime, TAKES | SCHEDULE },
	{ METHOD_GET, "/admin/departures/{}/{}/cancel", page_staff_cancel_show, SHOWS | SCHEDULE },
	{ METHOD_POST, "/admin/departures/{}/{}/cancel", page_staff_cancel, TAKES | SCHEDULE },
	{ METHOD_GET, "/admin/departures/{}/{}/aircraft", page_staff_aircraft_show,
	    SHOWS | SCHEDULE },
	{ METHOD_POST, "/admin/departures/{}/{}/aircraft", page_staff_aircraft, TAKES | SCHEDULE },
	{ METHOD_GET, "/admin/departures/{}/{}/changes", page_staff_changes_show,
	    SHOWS | FLIGHTS | NAMES },
	{ METHOD_GET, "/admin/account", page_staff_account_show, SHOWS | OWN },
	{ METHOD_GET, "/admin/account/password", page_staff_password_show, SHOWS | OWN },
	{ METHOD_POST, "/admin/account/password", page_staff_password, TAKES | OWN },
	{ METHOD_GET, "/admin/account/second-factor", page_staff_second_factor_show, SHOWS | OWN },
	{ METHOD_POST, "/admin/account/second-factor", page_staff_second_factor, TAKES | OWN },
	{ METHOD_POST, "/admin/account/sessions/end", page_staff_sessions_end, TAKES | OWN },
	{ METHOD_POST, "/admin/account/sessions/{}/end", page_staff_session_end, TAKES | OWN },
	{ METHOD_GET, "/admin/team", page_staff_team_show, SHOWS | TEAM },
	{ METHOD_POST, "/admin/team", page_staff_team_add, TAKES | TEAM },
	{ METHOD_GET, "/admin/team/{}", page_staff_member_show, SHOWS | TEAM },
	{ METHOD_POST, "/admin/team/{}/role", page_staff_member_role, TAKES | TEAM },
	{ METHOD_POST, "/admin/team/{}/disable", page_staff_member_disable, TAKES | TEAM },
	{ METHOD_POST, "/admin/team/{}/enable", page_staff_member_enable, TAKES | TEAM },
	{ METHOD_POST, "/admin/team/{}/reset", page_staff_member_reset, TAKES | TEAM },
	{ METHOD_GET, "/admin/audit", page_staff_audit_show, SHOWS | AUDIT },
	{ METHOD_GET, "/admin/audit.csv", page_staff_audit_csv, SHOWS | AUDIT },
};

static const char *const TEMPLATES[] = { "staff", "parts", NULL };

static const struct err *start(const struct config *config, apr_pool_t *pool)
{
	TRY(desk_start(config, pool));
	TRY(flight_change_start(config));
	TRY(staff_start(config, pool));
	/* Before there are other languages: pages are in English alone. */
	TRY(view_start(config_text(config, "templates", "folder", "templates"), TEMPLATES, pool));
	return words_start_in_english(config, pool);
}

static const struct err *thread_open(const struct config *config, apr_pool_t *pool, void **out)
{
	struct desk_parts *parts;

	TRY(desk_parts_open(config, "admin", pool, &parts));
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

	return apr_pstrcat(
	    pool, settings_metrics(parts->settings, pool), flight_client_metrics(pool), NULL);
}

static void done(void *thread)
{
	desk_done(thread);
}

static const struct program ADMIN = {
	.name = "admin",
	.routes = ROUTES,
	.route_count = sizeof(ROUTES) / sizeof(ROUTES[0]),
	.prefix = "/admin",
	.cookie = "aisle-staff",
	.start = start,
	.thread_open = thread_open,
	.admit = staff_admit,
	.problem = staff_problem,
	.ready = ready,
	.metrics = metrics,
	.done = done,
};

int main(void)
{
	return server_main(&ADMIN);
}
