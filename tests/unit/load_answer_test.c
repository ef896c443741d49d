/* The load generator reads answers however they are cut into pieces. */
#include "unit/unit.h"

#include "../../bench/load_answer.h"

#include <string.h>

static const char MEASURED[] =
    "HTTP/1.1 303 See Other\r\nContent-Length: 5\r\nlocation: /holds/abc\r\n\r\nhello";
static const char CHUNKED[] =
    "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    "10;x=y\r\n<main data-probl\r\n00011\r\nem=\"sold-out\"> ab\r\n0\r\nTrailer: 1\r\n\r\n";
static const char EMPTY[] =
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 303 See Other\r\nContent-Length: 0\r\nLocation: /bookings/ABCDEF\r\n\r\n";
static const char TO_THE_END[] = "HTTP/1.0 200 OK\r\n\r\nall of it";

/* In pieces of so many bytes; the answer must be complete with the last one, and not before. */
static struct answer *take(const char *text, size_t piece)
{
	static struct answer answer;
	size_t length = strlen(text);

	answer_begin(&answer);
	for (size_t at = 0; at < length; at += piece) {
		size_t count = length - at < piece ? length - at : piece;
		enum answer_state state = answer_take(&answer, text + at, count);

		assert_int_equal(state, at + count == length ? ANSWER_DONE : ANSWER_MORE);
	}
	return &answer;
}

static void a_measured_body_in_pieces_of_any_size(void **state)
{
	(void)state;
	for (size_t piece = 1; piece <= sizeof(MEASURED); piece++) {
		const struct answer *answer = take(MEASURED, piece);

		assert_int_equal(answer->status, 303);
		assert_string_equal(answer->location, "/holds/abc");
		assert_int_equal(answer->body_bytes, 5);
		assert_false(answer->is_closing);
	}
}

static void chunks_in_pieces_of_any_size(void **state)
{
	(void)state;
	for (size_t piece = 1; piece <= sizeof(CHUNKED); piece++) {
		const struct answer *answer = take(CHUNKED, piece);

		assert_int_equal(answer->status, 409);
		assert_int_equal(answer->body_bytes, 33);
		assert_true(answer->is_closing);
		assert_true(answer_has_problem(answer, "sold-out"));
		assert_false(answer_has_problem(answer, "sold"));
		assert_false(answer_has_problem(answer, "seat-taken"));
	}
}

static void no_body_and_an_answer_before_the_answer(void **state)
{
	(void)state;
	for (size_t piece = 1; piece <= sizeof(EMPTY); piece++)
		assert_string_equal(take(EMPTY, piece)->location, "/bookings/ABCDEF");
}

static void a_body_that_the_connection_ends(void **state)
{
	struct answer answer;

	(void)state;
	answer_begin(&answer);
	assert_int_equal(answer_take(&answer, TO_THE_END, strlen(TO_THE_END)), ANSWER_MORE);
	assert_int_equal(answer_end(&answer), ANSWER_DONE);
	assert_int_equal(answer.body_bytes, 9);
}

static void what_is_cut_off_or_goes_on_is_no_answer(void **state)
{
	static const char *const wrong[] = { "SSH-2.0-OpenSSH\r\n",
		"HTTP/1.1 204 No Content\r\n\r\nmore",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
		"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n" };
	struct answer answer;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		answer_begin(&answer);
		assert_int_equal(answer_take(&answer, wrong[i], strlen(wrong[i])), ANSWER_BAD);
	}
	answer_begin(&answer);
	assert_int_equal(answer_take(&answer, MEASURED, strlen(MEASURED) - 1), ANSWER_MORE);
	assert_int_equal(answer_end(&answer), ANSWER_BAD);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_measured_body_in_pieces_of_any_size),
		cmocka_unit_test(chunks_in_pieces_of_any_size),
		cmocka_unit_test(no_body_and_an_answer_before_the_answer),
		cmocka_unit_test(a_body_that_the_connection_ends),
		cmocka_unit_test(what_is_cut_off_or_goes_on_is_no_answer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
