/* One browser of the load generator: its connection, and what it is about. */
#ifndef BENCH_LOAD_CLIENT_H
#define BENCH_LOAD_CLIENT_H

#include "load_answer.h"
#include "load_figures.h"
#include "load_plan.h"

#define OUT_MAX 2048
#define REF_MAX 80
#define COOKIE_MAX 32
#define BOOKINGS_MAX 64 /* that a browser of the mix remembers */

#define NEVER INT64_MAX

enum scenario { SCENARIO_PAGE, SCENARIO_HOLD, SCENARIO_SALE, SCENARIO_HOT, SCENARIO_SEATS };

struct sold {
	char path[REF_MAX]; /* /bookings/LOCATOR */
	char cookie[COOKIE_MAX];
	struct plan_departure *departure;
	int version;
};

struct client {
	int fd;    /* -1: none */
	int asked; /* over this connection */
	bool is_busy;
	struct answer answer;
	char out[OUT_MAX];
	size_t out_length, out_sent;
	enum unit unit;
	enum ask ask;
	int64_t unit_began_us, ask_began_us;
	/* The sale that is under way, or the hold. */
	char cookie[COOKIE_MAX];
	char path[REF_MAX]; /* /holds/REF */
	struct plan_departure *departure;
	/* The mix: a hold that stays, and bookings. */
	char kept_path[REF_MAX], kept_cookie[COOKIE_MAX];
	struct sold bookings[BOOKINGS_MAX];
	size_t booking_count, booking;
	bool is_ready;    /* the mix: it has what it needs to choose from */
	bool is_sold_out; /* SCENARIO_HOT: it was told so */
};

struct load {
	enum scenario scenario;
	int port;
	bool takes_gzip;
	struct plan plan;
	struct figures figures;
	struct plan_departure *hot;       /* the departure that all want; NULL: each its own */
	int64_t now_us, begin_us, end_us; /* what is measured lies between these two */
	int64_t last_booking_us;
	uint64_t stream; /* of random numbers */
	uint64_t people;
	char run[16];     /* letters that make surnames of this run different from all others */
	bool has_run_dry; /* no free seat is left in the plan */
	int epoll;
	struct client *clients;
	size_t client_count, busy, ready;
	int64_t warm_us, measured_us; /* the mix: how long, once all are ready */
};

/* ---- load_client.c: the connection ---- */

/* Who buys comes from elsewhere after some sales, with a connection of his own, as customers do: an address has few holds. Who only looks stays. */
void client_move(const struct load *load, struct client *client);
/* Send what is in `out`, and wait for its answer. */
void client_send(struct load *load, struct client *client);
/* epoll says that it can go on. */
void client_go_on(struct load *load, struct client *client);
/* Give up the request that is under way: the connection, too. */
void client_drop(struct load *load, struct client *client);

/* ---- load_visit.c: what a browser does ---- */

/* Everybody is ready: from now on time counts. */
void visit_time(struct load *load);
/* The next unit, if there is time for one. */
void visit_begin(struct load *load, struct client *client);
/* The answer is complete. */
void visit_answered(struct load *load, struct client *client);

/* ---- load_request.c: requests as text, in `out` ---- */

uint64_t random_next(struct load *load);
/* 22 characters of the URL-safe alphabet. */
void random_token(struct load *load, char out[23]);

void request_page(struct load *load, struct client *client, const char *path, const char *cookie);
/* `seat` NULL: the site chooses one. */
void request_hold(struct load *load, struct client *client, const char *seat);
void request_passengers(
    struct load *load, struct client *client, const char *hold, const char *cookie);
void request_booking(struct load *load, struct client *client);
void request_seat(
    struct load *load, struct client *client, const struct sold *sold, const char *seat);
void request_cancel(struct load *load, struct client *client, const struct sold *sold);

#endif
