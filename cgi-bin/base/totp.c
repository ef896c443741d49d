/* One-time codes of an authenticator app. */
#include "base/totp.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/secret.h"

#include <glib.h>

#define STEP (30 * CLOCK_SECOND)
#define SHA1_BYTES 20
#define CODES 1000000
#define CODE_DIGITS 6

int64_t totp_step(int64_t at)
{
	return at / STEP;
}

const char *totp_code(const unsigned char secret[TOTP_SECRET_BYTES], int64_t step, apr_pool_t *pool)
{
	GHmac *hmac = g_hmac_new(G_CHECKSUM_SHA1, secret, TOTP_SECRET_BYTES);
	unsigned char counter[8], mac[SHA1_BYTES];
	gsize length = sizeof(mac);
	uint32_t number = 0;
	size_t offset;

	for (size_t i = 0; i < sizeof(counter); i++)
		counter[i] = (unsigned char)((uint64_t)step >> (8 * (sizeof(counter) - 1 - i)));
	g_hmac_update(hmac, counter, sizeof(counter));
	g_hmac_get_digest(hmac, mac, &length);
	g_hmac_unref(hmac);
	offset = mac[SHA1_BYTES - 1] & 0xf;
	for (size_t i = 0; i < 4; i++)
		number = number << 8 | mac[offset + i];
	return apr_psprintf(pool, "%06u", (number & 0x7fffffff) % CODES);
}

int64_t totp_match(const unsigned char secret[TOTP_SECRET_BYTES], const char *code, int64_t at,
    int64_t last_step, apr_pool_t *pool)
{
	char typed[CODE_DIGITS + 1];
	size_t length = 0;
	int64_t found = 0;

	for (; *code != '\0'; code++) {
		if (*code == ' ')
			continue;
		if (length == CODE_DIGITS)
			return 0;
		typed[length++] = *code;
	}
	typed[length] = '\0';
	for (int64_t step = totp_step(at) - 1; step <= totp_step(at) + 1; step++)
		if (secret_equal(totp_code(secret, step, pool), typed) && step > last_step &&
		    found == 0)
			found = step;
	return found;
}

const char *totp_base32(const void *bytes, size_t length, apr_pool_t *pool)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const unsigned char *in = bytes;
	char *text = apr_palloc(pool, length * 8 / 5 + 2);
	char *at = text;
	uint32_t bits = 0;
	int held = 0;

	for (size_t i = 0; i < length; i++) {
		bits = bits << 8 | in[i];
		for (held += 8; held >= 5; held -= 5)
			*at++ = alphabet[bits >> (held - 5) & 31];
	}
	if (held > 0)
		*at++ = alphabet[bits << (5 - held) & 31];
	*at = '\0';
	return text;
}
