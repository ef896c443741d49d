/* Refusals are compressed for whoever takes it: those that nginx leaves as they are. */
#include "unit.h"

#include "web/compress.h"
#include "web/reply_parts.h"
#include "web/source.h"

#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

static apr_pool_t *pool;
static char whole[40000];

static struct reply *compressed(int status, const char *type, size_t length, const char *accepted)
{
	char *params[] = { apr_pstrcat(pool, "HTTP_ACCEPT_ENCODING=", accepted, NULL), NULL };
	struct source source = { .params = params };
	struct reply *reply = reply_new(request_open(NULL, NULL, &source, pool));

	reply_body(reply, status, type, whole, length);
	compress_refusal(reply);
	return reply;
}

static void test_who_gets_what(void **state)
{
	static const struct {
		int status;
		const char *type;
		size_t length;
		const char *accepted;
		bool is_compressed;
	} table[] = {
		{ 409, "text/html", 40000, "gzip, deflate, br, zstd", true },
		{ 422, "text/html", 1024, "br;q=1.0, gzip;q=0.001", true },
		{ 410, "text/html", 40000, "deflate, gzip", true },
		{ 503, "text/html", 40000, "gzip; q=1", true },
		{ 422, "text/html", 1023, "gzip", false },
		{ 422, "text/html", 40000, "", false },
		{ 422, "text/html", 40000, "br, deflate", false },
		{ 422, "text/html", 40000, "gzip;q=0", false },
		{ 422, "text/html", 40000, "gzip;q=0.000, br", false },
		{ 409, "application/json", 40000, "gzip", false },
		{ 200, "text/html", 40000, "gzip", false },
		{ 403, "text/html", 40000, "gzip", false },
		{ 404, "text/html", 40000, "gzip", false },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		const struct reply *reply = compressed(
		    row->status, row->type, row->length, row->accepted);
		const char *coding = reply_field_value(reply, "Content-Encoding");

		assert_int_equal(coding != NULL && strcmp(coding, "gzip") == 0, row->is_compressed);
		assert_int_equal(reply->body_length < row->length, row->is_compressed);
	}
}

static void test_it_comes_out_as_it_was(void **state)
{
	const struct reply *reply = compressed(409, "text/html", sizeof(whole), "gzip");
	static char again[sizeof(whole) + 1];
	z_stream stream = { .next_in = (const Bytef *)reply->body,
		.avail_in = (uInt)reply->body_length,
		.next_out = (Bytef *)again,
		.avail_out = sizeof(again) };

	(void)state;
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(inflateEnd(&stream), Z_OK);
	assert_int_equal(stream.total_out, sizeof(whole));
	assert_memory_equal(again, whole, sizeof(whole));
	assert_string_equal(reply_field_value(reply, "Vary"), "Accept-Encoding");
}

/* What does not become smaller stays. */
static void test_noise_stays_as_it_is(void **state)
{
	const struct reply *reply;
	uint32_t noise = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(whole); i++) {
		noise = noise * 1664525 + 1013904223;
		whole[i] = (char)(noise >> 24);
	}
	reply = compressed(409, "text/html", sizeof(whole), "gzip");
	assert_null(reply_field_value(reply, "Content-Encoding"));
	assert_ptr_equal(reply->body, whole);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_gets_what),
		cmocka_unit_test(test_it_comes_out_as_it_was),
		cmocka_unit_test(test_noise_stays_as_it_is),
	};

	pool_start();
	pool = pool_new(NULL);
	for (size_t i = 0; i < sizeof(whole); i++)
		whole[i] = "<label class=\"seat\">"[i % 20];
	return cmocka_run_group_tests(tests, NULL, NULL);
}
