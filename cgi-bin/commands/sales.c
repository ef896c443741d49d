/* `aisle sales`: staff close and open the sales of a departure. */
#include "commands/sales.h"
#include "commands/operator.h"

#include "base/pool.h"
#include "base/text.h"
#include "domain/departure.h"

#include <stdio.h>
#include <string.h>

#define REASON_MAX 900

static const char HELP[] =
    "usage: aisle sales close AX204/2026-12-01 [--reason TEXT]\n"
    "       aisle sales open  AX204/2026-12-01 [--reason TEXT]\n"
    "       aisle sales show  AX204/2026-12-01\n"
    "\n"
    "close ends the sale of seats on a departure until open. Who is just buying finishes first, and\n"
    "what was sold stands; holds that are open cannot be booked any more. It may be said again at\n"
    "any time: closing what is closed changes nothing. The change is written down with your name on\n"
    "this machine and the reason (`aisle history AX204/2026-12-01`).\n"
    "Cancelling and retiming are the flight service's.\n"
    "\n"
    "Settings (aisle.ini, or AISLE_SECTION_KEY in the environment):\n"
    "  [database]       socket, or host and port          where the server is\n"
    "  [booking]        account, password_file, database  the booking site's own\n"
    "  [flight_service] url                               asked for departures nobody bought yet\n"
    "\n"
    "Exit status: 0 done, or so already; 1 no such departure, or failed; 2 wrong usage.\n";

enum what { SALES_CLOSE, SALES_OPEN, SALES_SHOW };

struct order {
	enum what what;
	const char *flight_no;
	int32_t on;
	const char *reason;
};

/* NULL: understood; else what is wrong. */
static const char *understand(int argc, char **argv, apr_pool_t *pool, struct order *out)
{
	static const char *const words[] = { "close", "open", "show" };
	size_t what = 0;

	if (argc < 2)
		return "what, and of which departure?";
	while (what < 3 && strcmp(words[what], argv[0]) != 0)
		what++;
	if (what == 3)
		return "close, open or show";
	*out = (struct order){ .what = (enum what)what };
	if (!departure_name_parse(argv[1], pool, &out->flight_no, &out->on))
		return "a departure is written AX204/2026-12-01";
	if (argc == 2)
		return NULL;
	if (argc != 4 || strcmp(argv[2], "--reason") != 0 || out->what == SALES_SHOW)
		return "only --reason TEXT may follow";
	if (!text_is_utf8(argv[3], strlen(argv[3])) || strlen(argv[3]) > REASON_MAX)
		return "the reason is UTF-8 of at most 900 bytes";
	out->reason = text_tidy(argv[3], pool);
	return NULL;
}

static const struct err *show(struct desk *desk, const struct order *order)
{
	struct departure_sales sales;

	TRY(departure_find_sales(desk, order->flight_no, order->on, &sales));
	printf("%s: sales %s, %s", sales.name, sales.is_closed ? "closed" : "open", sales.state);
	if (sales.version == 0)
		puts(", nothing held or sold yet");
	else
		printf(", version %lld\n", (long long)sales.version);
	return NULL;
}

static const struct err *carry_out(struct desk *desk, const struct order *order, const char *name)
{
	bool is_changed;

	if (order->what == SALES_SHOW)
		return show(desk, order);
	if (order->what == SALES_CLOSE)
		TRY(departure_close_sales(
		    desk, order->flight_no, order->on, order->reason, &is_changed));
	else
		TRY(departure_open_sales(
		    desk, order->flight_no, order->on, order->reason, &is_changed));
	printf("%s: sales %s%s\n", name, is_changed ? "" : "were ",
	    order->what == SALES_CLOSE ? "closed" : "open");
	return NULL;
}

const struct err *command_sales(
    int argc, char **argv, const struct config *config, apr_pool_t *pool, int *status)
{
	struct desk desk;
	struct order order;

	if (argc > 0 && strcmp(argv[0], "--help") == 0) {
		fputs(HELP, stdout);
		return NULL;
	}
	const char *wrong = understand(argc, argv, pool, &order);
	if (wrong != NULL) {
		fprintf(stderr, "aisle sales: %s\n%s", wrong, HELP);
		*status = 2;
		return NULL;
	}
	TRY(operator_desk(config, "booking", pool, &desk));
	const struct err *err = carry_out(&desk, &order, argv[1]);
	if (err_is(err, CODE_NOT_FOUND))
		return err_new(pool, CODE_NOT_FOUND, "there is no departure %s", argv[1]);
	return err;
}
