/* Digests, signatures and password hashes. */
#include "base/secret.h"

#include "base/pool.h"
#include "base/text.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define PASSWORD_MEMORY_BYTES ((size_t)46 * 1024 * 1024)
#define PASSWORD_PASSES 1
#define PASSWORD_AT_ONCE 2
#define PASSWORD_RETRY_S 2

/* The form of a hash that no password is known for: unknown accounts are checked against it. */
static const char password_of_nobody[] = "$argon2id$v=19$m=47104,t=1,p=1$QWlzbGUgZmxpZ2h0IGJrIQ$"
					 "q1Zx0pTn2Wb8sVd4Rj7Yc3Hk9Lm5Ng6Po1Qe0Uf2Gi8";

_Static_assert(SECRET_KEY_BYTES == crypto_secretbox_KEYBYTES &&
	SECRET_SEAL_BYTES == crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES,
    "the sizes of a seal are the library's");

static pthread_once_t secret_once = PTHREAD_ONCE_INIT;
static pthread_mutex_t hash_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t hash_ended = PTHREAD_COND_INITIALIZER;
static int hashes_running; /* under hash_lock */

static void start_library(void)
{
	if (sodium_init() < 0)
		abort();
}

void secret_digest(const void *bytes, size_t length, unsigned char out[SECRET_DIGEST_BYTES])
{
	crypto_hash_sha256(out, bytes, length);
}

void secret_digest_keyed(const void *bytes, size_t length, const unsigned char *key,
    size_t key_length, unsigned char out[SECRET_DIGEST_BYTES])
{
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, key, key_length);
	crypto_auth_hmacsha256_update(&state, bytes, length);
	crypto_auth_hmacsha256_final(&state, out);
	sodium_memzero(&state, sizeof(state));
}

void secret_seal(
    const void *bytes, size_t length, const unsigned char key[SECRET_KEY_BYTES], unsigned char *out)
{
	randombytes_buf(out, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES, bytes, length, out, key);
}

bool secret_open(const void *sealed, size_t sealed_length,
    const unsigned char key[SECRET_KEY_BYTES], unsigned char *out, size_t length)
{
	const unsigned char *nonce = sealed;

	return sealed_length == length + SECRET_SEAL_BYTES &&
	    crypto_secretbox_open_easy(out, nonce + crypto_secretbox_NONCEBYTES,
		sealed_length - crypto_secretbox_NONCEBYTES, nonce, key) == 0;
}

const char *secret_sign(
    const char *text, const unsigned char *key, size_t key_length, apr_pool_t *pool)
{
	unsigned char signature[SECRET_DIGEST_BYTES];

	secret_digest_keyed(text, strlen(text), key, key_length, signature);
	return text_base64url(signature, sizeof(signature), pool);
}

bool secret_equal(const char *a, const char *b)
{
	return a != NULL && b != NULL && strlen(a) == strlen(b) &&
	    sodium_memcmp(a, b, strlen(a)) == 0;
}

/* A hash needs much memory: wait until few enough are running. */
static void hash_begin(void)
{
	pthread_once(&secret_once, start_library);
	pthread_mutex_lock(&hash_lock);
	while (hashes_running >= PASSWORD_AT_ONCE)
		pthread_cond_wait(&hash_ended, &hash_lock);
	hashes_running++;
	pthread_mutex_unlock(&hash_lock);
}

static void hash_end(void)
{
	pthread_mutex_lock(&hash_lock);
	hashes_running--;
	pthread_cond_signal(&hash_ended);
	pthread_mutex_unlock(&hash_lock);
}

const struct err *secret_password_hash(const char *password, apr_pool_t *pool, const char **out)
{
	char *encoded = pool_make_many(pool, char, crypto_pwhash_STRBYTES);
	struct err *err;
	int status;

	hash_begin();
	status = crypto_pwhash_str_alg(encoded, password, strlen(password), PASSWORD_PASSES,
	    PASSWORD_MEMORY_BYTES, crypto_pwhash_ALG_ARGON2ID13);
	hash_end();
	if (status != 0) {
		err = err_new(pool, CODE_UNAVAILABLE, "no memory to hash a password");
		err->retry_after_s = PASSWORD_RETRY_S;
		return err;
	}
	*out = encoded;
	return NULL;
}

bool secret_password_matches(const char *encoded, const char *password)
{
	char checked[crypto_pwhash_STRBYTES] = "";
	const char *source = encoded == NULL ? password_of_nobody : encoded;
	bool is_match;

	if (strlen(source) >= sizeof(checked))
		return false;
	memcpy(checked, source, strlen(source));
	hash_begin();
	is_match = crypto_pwhash_str_verify(checked, password, strlen(password)) == 0;
	hash_end();
	return is_match && encoded != NULL;
}
