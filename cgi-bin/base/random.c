/* Random values: the system's source, or in tests a stream that a seed repeats. */
#include "base/random.h"

#include "base/pool.h"
#include "base/text.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

static pthread_once_t random_once = PTHREAD_ONCE_INIT;
static pthread_mutex_t random_lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t random_seeded;  /* 0: the system's source; under random_lock */
static uint64_t random_counter; /* draws since the seed was set; under random_lock */

static void start_library(void)
{
	if (sodium_init() < 0)
		abort();
}

/* Is a seeded stream wanted? Then the seed of its next draw. */
static bool next_draw(unsigned char draw[randombytes_SEEDBYTES])
{
	bool is_seeded;

	memset(draw, 0, randombytes_SEEDBYTES);
	pthread_mutex_lock(&random_lock);
	is_seeded = random_seeded != 0;
	if (is_seeded) {
		memcpy(draw, &random_seeded, sizeof(random_seeded));
		memcpy(draw + sizeof(random_seeded), &random_counter, sizeof(random_counter));
		random_counter++;
	}
	pthread_mutex_unlock(&random_lock);
	return is_seeded;
}

void random_bytes(void *out, size_t length)
{
	unsigned char draw[randombytes_SEEDBYTES];

	pthread_once(&random_once, start_library);
	if (next_draw(draw))
		randombytes_buf_deterministic(out, length, draw);
	else
		randombytes_buf(out, length);
}

uint32_t random_below(uint32_t bound)
{
	uint32_t drawn, uneven;

	assert(bound > 0);
	/* 2^32 mod bound: so many of the smallest numbers would come once too often. */
	uneven = (UINT32_MAX % bound + 1) % bound;
	do
		random_bytes(&drawn, sizeof(drawn));
	while (drawn < uneven);
	return drawn % bound;
}

const char *random_ref(apr_pool_t *pool)
{
	unsigned char bits[16];

	random_bytes(bits, sizeof(bits));
	return text_base64url(bits, sizeof(bits), pool);
}

const char *random_text(const char *alphabet, size_t length, apr_pool_t *pool)
{
	uint32_t count = (uint32_t)strlen(alphabet);
	char *text = pool_make_many(pool, char, length + 1);

	for (size_t i = 0; i < length; i++)
		text[i] = alphabet[random_below(count)];
	return text;
}

void random_seed(uint64_t seed)
{
	pthread_mutex_lock(&random_lock);
	random_seeded = seed;
	random_counter = 0;
	pthread_mutex_unlock(&random_lock);
}
