/* Digests and signatures as the standards' own examples have them; passwords. */
#include "unit.h"

#include "base/clock.h"
#include "base/secret.h"
#include "base/text.h"

#include <pthread.h>
#include <string.h>

static apr_pool_t *pool;

/* FIPS 180-4's examples. */
static void test_digests(void **state)
{
	static const struct {
		const char *text, *hex;
	} table[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	{
		unsigned char digest[SECRET_DIGEST_BYTES];

		secret_digest(row->text, strlen(row->text), digest);
		assert_string_equal(text_hex(digest, sizeof(digest), pool), row->hex);
	}
}

/* RFC 4231, cases 2 and 6 (a key longer than a block). */
static void test_signatures(void **state)
{
	unsigned char long_key[131], expected[SECRET_DIGEST_BYTES];

	(void)state;
	memset(long_key, 0xaa, sizeof(long_key));
	assert_true(text_unhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
	    expected, sizeof(expected)));
	assert_string_equal(
	    secret_sign("what do ya want for nothing?", (const unsigned char *)"Jefe", 4, pool),
	    text_base64url(expected, sizeof(expected), pool));
	assert_true(text_unhex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
	    expected, sizeof(expected)));
	assert_string_equal(secret_sign("Test Using Larger Than Block-Size Key - Hash Key First",
				long_key, sizeof(long_key), pool),
	    text_base64url(expected, sizeof(expected), pool));
	assert_int_equal(strlen(secret_sign("x", long_key, 32, pool)), 43);
}

/* RFC 4231, case 3: bytes that are no text. */
static void test_keyed_digests(void **state)
{
	unsigned char key[20], data[50], digest[SECRET_DIGEST_BYTES];

	(void)state;
	memset(key, 0xaa, sizeof(key));
	memset(data, 0xdd, sizeof(data));
	secret_digest_keyed(data, sizeof(data), key, sizeof(key), digest);
	assert_string_equal(text_hex(digest, sizeof(digest), pool),
	    "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}

static void test_equality(void **state)
{
	(void)state;
	assert_true(secret_equal("token", "token"));
	assert_true(secret_equal("", ""));
	assert_false(secret_equal("token", "tokem"));
	assert_false(secret_equal("token", "Token"));
	assert_false(secret_equal("token", "token2"));
	assert_false(secret_equal("token", ""));
	assert_false(secret_equal(NULL, "token"));
	assert_false(secret_equal(NULL, NULL));
}

static void test_a_password_matches_its_own_hash_alone(void **state)
{
	const char *password = "pferd batterie  heftklammer \xE2\x9C\x93";
	const char *encoded = NULL, *again = NULL;

	(void)state;
	assert_null(secret_password_hash(password, pool, &encoded));
	assert_memory_equal(encoded, "$argon2id$v=19$m=47104,t=1,p=1$", 31);
	assert_null(secret_password_hash(password, pool, &again));
	assert_string_not_equal(encoded, again);
	assert_true(secret_password_matches(encoded, password));
	assert_true(secret_password_matches(again, password));
	assert_false(secret_password_matches(encoded, "pferd batterie heftklammer \xE2\x9C\x93"));
	assert_false(secret_password_matches(encoded, "Pferd batterie  heftklammer \xE2\x9C\x93"));
	assert_false(secret_password_matches(encoded, ""));
}

static void test_what_is_no_hash_matches_nothing(void **state)
{
	char long_one[300];

	(void)state;
	memset(long_one, 'a', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = '\0';
	assert_false(secret_password_matches(NULL, "password"));
	assert_false(secret_password_matches("", ""));
	assert_false(secret_password_matches("password", "password"));
	assert_false(secret_password_matches("$argon2id$v=19$m=47104,t=1,p=1$", "x"));
	assert_false(secret_password_matches(long_one, long_one));
}

/* Milliseconds of the quickest of three checks of a wrong password. */
static int64_t check_ms(const char *encoded)
{
	int64_t quickest = INT64_MAX;

	for (int i = 0; i < 3; i++) {
		int64_t start = clock_monotonic_ms();

		assert_false(secret_password_matches(encoded, "a wrong one"));
		if (clock_monotonic_ms() - start < quickest)
			quickest = clock_monotonic_ms() - start;
	}
	return quickest;
}

/* Were it not checked at all, it would take no millisecond. */
static void test_an_unknown_account_takes_as_long(void **state)
{
	const char *encoded = NULL;

	(void)state;
	assert_null(secret_password_hash("the right one", pool, &encoded));
	assert_true(check_ms(NULL) >= check_ms(encoded) / 4);
	assert_true(check_ms(NULL) >= 5);
}

static void *hash_one(void *unused)
{
	apr_pool_t *own = pool_new(NULL);
	const char *encoded = NULL;
	const struct err *err = secret_password_hash("six at a time", own, &encoded);
	bool is_good = err == NULL && secret_password_matches(encoded, "six at a time");

	(void)unused;
	apr_pool_destroy(own);
	return is_good ? pool : NULL;
}

static void test_many_threads_hash_one_after_the_other(void **state)
{
	pthread_t threads[6];
	void *is_good;

	(void)state;
	for (size_t i = 0; i < ROWS(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hash_one, NULL), 0);
	for (size_t i = 0; i < ROWS(threads); i++) {
		assert_int_equal(pthread_join(threads[i], &is_good), 0);
		assert_non_null(is_good);
	}
}

static void test_common_passwords(void **state)
{
	static const struct {
		const char *password;
		bool is_common;
	} table[] = {
		{ "password", true }, { "PassWord", true }, { "PASSWORD123", true },
		{ "12345678", true }, { "qwertyuiop", true }, { "iloveyou", true },
		{ "aaaaaaaaaaaa", true }, { "zzzzzzzz", true }, { "", true },
		{ "password ", false }, { "correct horse battery staple", false },
		{ "aaaaaaab", false }, { "Gj4-kkw9", false }, { "pa", false },
		/* A common word with digits and signs behind it, or for its letters. */
		{ "Summer2026!", true }, { "welcome2026", true }, { "p4$$w0rd!!", true },
		{ "Dragon#77", true }, { "letmein!!!", true }, { "Hallo2026", true },
		{ "summerhouse", false }, { "2026summer-", false }, { "dragonfly wings", false },
		/* The same again and again; a row. */
		{ "abcabcab", true }, { "12341234", true }, { "xyxyxyxyxyx", true },
		{ "mnbvcxzl", true }, { "efghijklm", true }, { "87654321", true },
		{ "abcdeabcde", false }, { "qwertyasdf7", false },
		{ "p\xC3\xA4ssw\xC3\xB6rd", false },
	}, *row;

	(void)state;
	FOR_ROWS(row, table)
	assert_int_equal(secret_password_is_common(row->password), row->is_common);
}

static void test_a_seal_is_opened_by_its_key_alone(void **state)
{
	const unsigned char key[SECRET_KEY_BYTES] = "one key of thirty-two bytes";
	const unsigned char other[SECRET_KEY_BYTES] = "another key of as many";
	unsigned char sealed[5 + SECRET_SEAL_BYTES], again[5 + SECRET_SEAL_BYTES], opened[6];

	(void)state;
	secret_seal("hello", 5, key, sealed);
	secret_seal("hello", 5, key, again);
	assert_memory_not_equal(sealed, again, sizeof(sealed));
	assert_true(secret_open(sealed, sizeof(sealed), key, opened, 5));
	assert_memory_equal(opened, "hello", 5);
	assert_false(secret_open(sealed, sizeof(sealed), other, opened, 5));
	assert_false(secret_open(sealed, sizeof(sealed), key, opened, 6));
	assert_false(secret_open(sealed, sizeof(sealed) - 1, key, opened, 4));
	for (size_t i = 0; i < sizeof(sealed); i += 7) {
		sealed[i] ^= 1;
		assert_false(secret_open(sealed, sizeof(sealed), key, opened, 5));
		sealed[i] ^= 1;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digests),
		cmocka_unit_test(test_signatures),
		cmocka_unit_test(test_keyed_digests),
		cmocka_unit_test(test_equality),
		cmocka_unit_test(test_a_seal_is_opened_by_its_key_alone),
		cmocka_unit_test(test_a_password_matches_its_own_hash_alone),
		cmocka_unit_test(test_what_is_no_hash_matches_nothing),
		cmocka_unit_test(test_an_unknown_account_takes_as_long),
		cmocka_unit_test(test_many_threads_hash_one_after_the_other),
		cmocka_unit_test(test_common_passwords),
	};

	pool_start();
	pool = pool_new(NULL);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
