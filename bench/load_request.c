/* The load generator's requests as text. */
#include "load_client.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORM_MAX 1024

/* Splitmix64. */
uint64_t random_next(struct load *load)
{
	uint64_t z = load->stream += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

void random_token(struct load *load, char out[23])
{
	static const char ALPHABET[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	uint64_t bits = 0;

	for (int i = 0; i < 22; i++) {
		if (i % 10 == 0)
			bits = random_next(load);
		out[i] = ALPHABET[bits & 63];
		bits >>= 6;
	}
	out[22] = '\0';
}

/* All that is asked for fits: paths and texts of a plan are short. */
static void put(struct client *client, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void put(struct client *client, const char *format, ...)
{
	va_list values;
	va_start(values, format);
	int length = vsnprintf(client->out + client->out_length,
	    sizeof(client->out) - client->out_length, format, values);
	va_end(values);
	if (length < 0 || (size_t)length >= sizeof(client->out) - client->out_length)
		abort();
	client->out_length += (size_t)length;
}

static void put_head(struct load *load, struct client *client, const char *method, const char *path,
    const char *rest, const char *cookie)
{
	client->out_length = 0;
	put(client, "%s %s%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n", method, path, rest, load->port);
	if (load->takes_gzip)
		put(client, "Accept-Encoding: gzip\r\n");
	if (cookie[0] != '\0')
		put(client, "Cookie: %s\r\n", cookie);
}

static void put_form(struct client *client, const char *form)
{
	put(client,
	    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %zu\r\n\r\n%s",
	    strlen(form), form);
}

void request_page(struct load *load, struct client *client, const char *path, const char *cookie)
{
	client->ask = ASK_PAGE;
	put_head(load, client, "GET", path, "", cookie);
	put(client, "\r\n");
}

void request_hold(struct load *load, struct client *client, const char *seat)
{
	char form[FORM_MAX], key[23], wish[64] = "";
	const char *name = client->departure->form_name;

	client->ask = ASK_HOLD;
	random_token(load, key);
	if (seat != NULL)
		snprintf(wish, sizeof(wish), "&seat=%s%%2F%s", name, seat);
	snprintf(form, sizeof(form), "departure=%s%s&adults=1&children=0&infants=0&cabin=Y&key=%s",
	    name, wish, key);
	put_head(load, client, "POST", "/holds", "", client->cookie);
	put_form(client, form);
}

/* A name that nobody else has, in this run or another. */
static void surname_new(struct load *load, char out[32])
{
	uint64_t n = load->people++;
	size_t length = (size_t)snprintf(out, 32, "Sur%s", load->run);

	for (; length < 24; n /= 26)
		out[length++] = (char)('a' + n % 26);
	out[length] = '\0';
}

void request_passengers(
    struct load *load, struct client *client, const char *hold, const char *cookie)
{
	char form[FORM_MAX], surname[32];

	client->ask = ASK_PASSENGERS;
	surname_new(load, surname);
	snprintf(form, sizeof(form),
	    "given_name=Ada&surname=%s&born_day=15&born_month=6&born_year=1980&email=%s%%40example.org"
	    "&phone=",
	    surname, surname);
	put_head(load, client, "POST", hold, "/passengers", cookie);
	put_form(client, form);
}

void request_booking(struct load *load, struct client *client)
{
	char form[FORM_MAX];

	client->ask = ASK_BOOKING;
	snprintf(form, sizeof(form), "hold=%s&version=2&total_minor=%" PRId64 "&payment=later",
	    client->path + strlen("/holds/"), client->departure->total_minor);
	put_head(load, client, "POST", "/bookings", "", client->cookie);
	put_form(client, form);
}

void request_seat(
    struct load *load, struct client *client, const struct sold *sold, const char *seat)
{
	char form[FORM_MAX], key[23];

	client->ask = ASK_SEAT;
	random_token(load, key);
	snprintf(form, sizeof(form), "version=%d&departure=%s&passenger=1&seat=%s%%2F%s&key=%s",
	    sold->version, sold->departure->form_name, sold->departure->form_name, seat, key);
	put_head(load, client, "POST", sold->path, "/seats", sold->cookie);
	put_form(client, form);
}

void request_cancel(struct load *load, struct client *client, const struct sold *sold)
{
	char form[FORM_MAX], key[23];

	client->ask = ASK_CANCEL;
	random_token(load, key);
	/* Nothing was paid yet, so nothing comes back. */
	snprintf(form, sizeof(form), "version=%d&refund_minor=0&key=%s", sold->version, key);
	put_head(load, client, "POST", sold->path, "/cancel", sold->cookie);
	put_form(client, form);
}
