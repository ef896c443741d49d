/* What a browser of the load generator does next, and what it makes of an answer. */
#include "load_client.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define COMPLAINTS_MAX 3 /* that are printed */

/* A browser that was never here before, about to hold a seat. */
static void begin_hold(struct load *load, struct client *client)
{
	const char *seat = NULL;
	char token[23];

	random_token(load, token);
	snprintf(client->cookie, sizeof(client->cookie), "aisle=%s", token);
	client->departure = load->hot;
	if (load->hot == NULL)
		seat = plan_seat(&load->plan, &client->departure);
	if (load->hot == NULL && seat == NULL) {
		load->has_run_dry = true;
		load->end_us = load->now_us;
		return;
	}
	request_hold(load, client, seat);
	client_send(load, client);
}

static void begin_page(struct load *load, struct client *client, const struct plan_page *page)
{
	assert(page != NULL);
	request_page(load, client, page->path, page->cookie);
	client_send(load, client);
}

static void begin_map(struct load *load, struct client *client)
{
	char path[256];

	snprintf(
	    path, sizeof(path), "/offer?departure=%s&adults=1", plan_map(&load->plan)->form_name);
	request_page(load, client, path, "");
	client_send(load, client);
}

void visit_time(struct load *load)
{
	load->begin_us = load->now_us + load->warm_us;
	load->end_us = load->begin_us + load->measured_us;
}

/* Of the mix: the hold that stays, and two bookings to begin with; then by weights. */
static enum unit choose(struct load *load, struct client *client)
{
	static const struct {
		uint64_t up_to;
		enum unit unit;
	} WEIGHTS[] = { { 10, UNIT_SEARCH }, { 45, UNIT_MAP }, { 65, UNIT_SALE },
		{ 75, UNIT_PASSENGERS }, { 90, UNIT_SEAT }, { 100, UNIT_CANCEL } };
	uint64_t draw = random_next(load) % 100;
	size_t i = 0;

	if (client->kept_path[0] == '\0')
		return UNIT_KEEP;
	if (!client->is_ready && client->booking_count < 2)
		return UNIT_SALE;
	if (!client->is_ready && ++load->ready == load->client_count)
		visit_time(load);
	client->is_ready = true;
	while (draw >= WEIGHTS[i].up_to)
		i++;
	if (WEIGHTS[i].unit >= UNIT_SEAT && client->booking_count == 0)
		return UNIT_SALE;
	return WEIGHTS[i].unit;
}

static void begin_change(struct load *load, struct client *client)
{
	struct sold *sold;
	const char *seat;

	client->booking = (size_t)(random_next(load) % client->booking_count);
	sold = &client->bookings[client->booking];
	if (client->unit == UNIT_CANCEL) {
		request_cancel(load, client, sold);
		client_send(load, client);
		return;
	}
	seat = plan_seat_of(sold->departure);
	if (seat == NULL) {
		load->has_run_dry = true;
		load->end_us = load->now_us;
		return;
	}
	request_seat(load, client, sold, seat);
	client_send(load, client);
}

static void begin_unit(struct load *load, struct client *client)
{
	switch (client->unit) {
	case UNIT_PAGE:
		begin_page(load, client, plan_page(&load->plan));
		break;
	case UNIT_SEARCH:
		begin_page(load, client, plan_search(&load->plan));
		break;
	case UNIT_MAP:
		begin_map(load, client);
		break;
	case UNIT_PASSENGERS:
		request_passengers(load, client, client->kept_path, client->kept_cookie);
		client_send(load, client);
		break;
	case UNIT_SEAT:
	case UNIT_CANCEL:
		begin_change(load, client);
		break;
	default: /* UNIT_HOLD, UNIT_KEEP, UNIT_SALE */
		begin_hold(load, client);
	}
}

void visit_begin(struct load *load, struct client *client)
{
	static const enum unit UNITS_OF[] = { [SCENARIO_PAGE] = UNIT_PAGE,
		[SCENARIO_HOLD] = UNIT_HOLD,
		[SCENARIO_SALE] = UNIT_SALE,
		[SCENARIO_HOT] = UNIT_SALE };

	if (load->now_us >= load->end_us || client->is_sold_out)
		return;
	client->unit = load->scenario == SCENARIO_SEATS ? choose(load, client)
							: UNITS_OF[load->scenario];
	client->unit_began_us = load->now_us;
	client_move(load, client);
	begin_unit(load, client);
}

static bool is_measured(const struct load *load)
{
	return load->now_us >= load->begin_us && load->now_us <= load->end_us;
}

static void complain(struct load *load, const struct client *client, const char *what)
{
	load->figures.errors++;
	if (load->figures.errors > COMPLAINTS_MAX)
		return;
	fprintf(stderr, "load: %s: %d to %.*s\n%.*s\n", what, client->answer.status,
	    (int)strcspn(client->out, "\r"), client->out,
	    (int)(client->answer.body_length < 400 ? client->answer.body_length : 400),
	    client->answer.body);
}

static void end_unit(struct load *load, struct client *client)
{
	if (is_measured(load) && client->unit != UNIT_KEEP) {
		load->figures.done++;
		samples_add(
		    &load->figures.units[client->unit], load->now_us - client->unit_began_us);
	}
	visit_begin(load, client);
}

/* False: it leads to no page of this kind. */
static bool keep_path(char out[REF_MAX], const struct answer *answer, const char *begins)
{
	size_t length = strlen(answer->location);

	if (length >= REF_MAX || strncmp(answer->location, begins, strlen(begins)) != 0)
		return false;
	memcpy(out, answer->location, length + 1);
	return true;
}

static bool held(struct load *load, struct client *client)
{
	if (!keep_path(client->path, &client->answer, "/holds/"))
		return false;
	load->figures.holds++;
	if (client->unit == UNIT_KEEP) {
		memcpy(client->kept_path, client->path, sizeof(client->kept_path));
		memcpy(client->kept_cookie, client->cookie, sizeof(client->kept_cookie));
	}
	if (client->unit == UNIT_SALE) {
		request_passengers(load, client, client->path, client->cookie);
		client_send(load, client);
	} else {
		end_unit(load, client);
	}
	return true;
}

static bool booked(struct load *load, struct client *client)
{
	struct sold sold = { .departure = client->departure, .version = 1 };

	if (!keep_path(sold.path, &client->answer, "/bookings/"))
		return false;
	load->figures.bookings++;
	load->last_booking_us = load->now_us;
	if (load->scenario == SCENARIO_SEATS && client->booking_count < BOOKINGS_MAX) {
		memcpy(sold.cookie, client->cookie, sizeof(sold.cookie));
		client->bookings[client->booking_count++] = sold;
	}
	end_unit(load, client);
	return true;
}

static bool accepted(struct load *load, struct client *client)
{
	switch (client->ask) {
	case ASK_HOLD:
		return held(load, client);
	case ASK_BOOKING:
		return booked(load, client);
	case ASK_PASSENGERS:
		if (client->unit == UNIT_SALE) {
			request_booking(load, client);
			client_send(load, client);
			return true;
		}
		break;
	case ASK_SEAT:
		load->figures.seat_changes++;
		client->bookings[client->booking].version++;
		break;
	case ASK_CANCEL:
		load->figures.cancels++;
		client->bookings[client->booking] = client->bookings[--client->booking_count];
		break;
	default:
		break;
	}
	end_unit(load, client);
	return true;
}

/* Where all want the same seats, somebody is told that they are gone. Elsewhere each seat is asked for once. */
static bool is_honest(struct load *load, struct client *client)
{
	const struct answer *answer = &client->answer;

	if (load->scenario != SCENARIO_HOT || client->ask != ASK_HOLD || answer->status != 409)
		return false;
	client->is_sold_out = answer_has_problem(answer, "sold-out");
	if (!client->is_sold_out && !answer_has_problem(answer, "seat-taken"))
		return false;
	load->figures.refused++;
	return true;
}

void visit_answered(struct load *load, struct client *client)
{
	const struct answer *answer = &client->answer;
	int status = answer->status;

	if (is_measured(load)) {
		samples_add(&load->figures.asks[client->ask], load->now_us - client->ask_began_us);
		load->figures.statuses[status < 600 ? status : 599]++;
		load->figures.body_bytes += answer->body_bytes;
	}
	if (status == (client->ask == ASK_PAGE ? 200 : 303)) {
		if (!accepted(load, client)) {
			complain(load, client, "leads elsewhere");
			visit_begin(load, client);
		}
		return;
	}
	if (!is_honest(load, client))
		complain(load, client, "not expected");
	visit_begin(load, client);
}
