/* The load generator's reading of HTTP/1.1 answers, however they are cut into pieces. */
#ifndef BENCH_LOAD_ANSWER_H
#define BENCH_LOAD_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ANSWER_LINE_MAX 1024
#define ANSWER_TEXT_MAX 256
#define ANSWER_BODY_MAX 16384

enum answer_at { AT_STATUS, AT_FIELDS, AT_BODY, AT_CHUNK_SIZE, AT_CHUNK, AT_CHUNK_END, AT_TRAILER };

struct answer {
	enum answer_at at;
	int status;
	bool is_chunked;
	bool is_closing;    /* the connection ends with this answer */
	bool is_unmeasured; /* the body ends with the connection */
	int64_t left;       /* bytes of the body, or of this chunk */
	int64_t body_bytes; /* so far, as sent (compressed, if it is) */
	/* Of a line that is not complete yet; what is too long is cut off. */
	char line[ANSWER_LINE_MAX];
	size_t line_length;
	char location[ANSWER_TEXT_MAX]; /* "" for none */
	char body[ANSWER_BODY_MAX];     /* the beginning of a refusal's body */
	size_t body_length;
};

void answer_begin(struct answer *answer);

enum answer_state { ANSWER_MORE, ANSWER_DONE, ANSWER_BAD };

/* The next bytes. One request is under way at a time, so that bytes behind the answer are BAD. */
enum answer_state answer_take(struct answer *answer, const char *bytes, size_t length);

/* The connection has ended: DONE where that ends the body, else BAD. */
enum answer_state answer_end(const struct answer *answer);

/* Does the page's data-problem say this code? */
bool answer_has_problem(const struct answer *answer, const char *code);

#endif
