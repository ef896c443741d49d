/* The load generator's reading of HTTP/1.1 answers, however they are cut into pieces. */
#include "load_answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void answer_begin(struct answer *answer)
{
	answer->at = AT_STATUS;
	answer->status = 0;
	answer->is_chunked = answer->is_closing = answer->is_unmeasured = false;
	answer->left = -1;
	answer->body_bytes = 0;
	answer->line_length = answer->body_length = 0;
	answer->location[0] = '\0';
}

/* The value of a field of this name, without blanks before it; else NULL. */
static const char *value_of(const char *line, const char *name)
{
	size_t length = strlen(name);

	if (strncasecmp(line, name, length) != 0 || line[length] != ':')
		return NULL;
	line += length + 1;
	return line + strspn(line, " \t");
}

/* What is too long is left out, as half of it would be something else. */
static void keep(char *out, const char *value)
{
	size_t length = strcspn(value, " \t");

	if (length >= ANSWER_TEXT_MAX)
		length = 0;
	memcpy(out, value, length);
	out[length] = '\0';
}

static void take_field(struct answer *answer, const char *line)
{
	const char *value;

	if ((value = value_of(line, "Content-Length")) != NULL)
		answer->left = strtoll(value, NULL, 10);
	else if ((value = value_of(line, "Transfer-Encoding")) != NULL)
		answer->is_chunked = strcasecmp(value, "chunked") == 0;
	else if ((value = value_of(line, "Connection")) != NULL)
		answer->is_closing = strcasecmp(value, "close") == 0;
	else if ((value = value_of(line, "Location")) != NULL)
		keep(answer->location, value);
}

/* After the last field. */
static enum answer_state begin_body(struct answer *answer)
{
	if (answer->status == 100) {
		answer->at = AT_STATUS;
		return ANSWER_MORE;
	}
	if (answer->status == 204 || answer->status == 304)
		return ANSWER_DONE;
	answer->at = answer->is_chunked ? AT_CHUNK_SIZE : AT_BODY;
	answer->is_unmeasured = !answer->is_chunked && answer->left < 0;
	answer->is_closing |= answer->is_unmeasured;
	return answer->at == AT_BODY && answer->left == 0 ? ANSWER_DONE : ANSWER_MORE;
}

static enum answer_state take_chunk_size(struct answer *answer)
{
	char *end;

	answer->left = strtoll(answer->line, &end, 16);
	if (end == answer->line || answer->left < 0)
		return ANSWER_BAD;
	answer->at = answer->left == 0 ? AT_TRAILER : AT_CHUNK;
	return ANSWER_MORE;
}

static enum answer_state take_line(struct answer *answer)
{
	if (answer->line_length > 0 && answer->line[answer->line_length - 1] == '\r')
		answer->line_length--;
	answer->line[answer->line_length] = '\0';
	bool is_empty = answer->line_length == 0;
	answer->line_length = 0;
	switch (answer->at) {
	case AT_STATUS:
		answer->at = AT_FIELDS;
		return sscanf(answer->line, "HTTP/1.%*1[01] %3d", &answer->status) == 1
		    ? ANSWER_MORE
		    : ANSWER_BAD;
	case AT_FIELDS:
		if (is_empty)
			return begin_body(answer);
		take_field(answer, answer->line);
		return ANSWER_MORE;
	case AT_CHUNK_SIZE:
		return take_chunk_size(answer);
	case AT_CHUNK_END:
		answer->at = AT_CHUNK_SIZE;
		return is_empty ? ANSWER_MORE : ANSWER_BAD;
	default: /* AT_TRAILER */
		return is_empty ? ANSWER_DONE : ANSWER_MORE;
	}
}

/* Bytes up to the end of the line, which is taken once it is complete. */
static enum answer_state gather_line(
    struct answer *answer, const char *bytes, size_t length, size_t *used)
{
	const char *end = memchr(bytes, '\n', length);
	size_t count = end != NULL ? (size_t)(end - bytes) : length;
	size_t room = sizeof(answer->line) - 1 - answer->line_length;
	size_t kept = count < room ? count : room;

	memcpy(answer->line + answer->line_length, bytes, kept);
	answer->line_length += kept;
	*used = count + (end != NULL);
	return end != NULL ? take_line(answer) : ANSWER_MORE;
}

static enum answer_state gather_body(
    struct answer *answer, const char *bytes, size_t length, size_t *used)
{
	size_t count = answer->is_unmeasured || (uint64_t)answer->left > length
	    ? length
	    : (size_t)answer->left;

	if (answer->status >= 400) {
		size_t room = sizeof(answer->body) - 1 - answer->body_length;
		size_t kept = count < room ? count : room;

		memcpy(answer->body + answer->body_length, bytes, kept);
		answer->body_length += kept;
	}
	answer->body_bytes += (int64_t)count;
	*used = count;
	if (answer->is_unmeasured)
		return ANSWER_MORE;
	answer->left -= (int64_t)count;
	if (answer->left > 0)
		return ANSWER_MORE;
	if (answer->at == AT_BODY)
		return ANSWER_DONE;
	answer->at = AT_CHUNK_END;
	return ANSWER_MORE;
}

enum answer_state answer_take(struct answer *answer, const char *bytes, size_t length)
{
	enum answer_state state = ANSWER_MORE;

	while (length > 0 && state == ANSWER_MORE) {
		size_t used;
		bool is_body = answer->at == AT_BODY || answer->at == AT_CHUNK;

		state = is_body ? gather_body(answer, bytes, length, &used)
				: gather_line(answer, bytes, length, &used);
		bytes += used;
		length -= used;
	}
	return length > 0 ? ANSWER_BAD : state;
}

enum answer_state answer_end(const struct answer *answer)
{
	return answer->at == AT_BODY && answer->is_unmeasured ? ANSWER_DONE : ANSWER_BAD;
}

bool answer_has_problem(const struct answer *answer, const char *code)
{
	static const char NAME[] = "data-problem=\"";
	const char *end = answer->body + answer->body_length;
	const char *at = memmem(answer->body, answer->body_length, NAME, sizeof(NAME) - 1);
	size_t length = strlen(code);

	if (at == NULL)
		return false;
	at += sizeof(NAME) - 1;
	return (size_t)(end - at) > length && memcmp(at, code, length) == 0 && at[length] == '"';
}
