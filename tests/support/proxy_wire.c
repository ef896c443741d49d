/* What passes between a client and its MariaDB server, as far as the proxy reads it. */
#include "support/proxy_wire.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A packet: three bytes of length, one of sequence, then the command. */
#define HEAD 4
#define COM_QUERY 0x03
#define COM_STMT_PREPARE 0x16
#define COM_STMT_EXECUTE 0x17
/* These have no answer. */
#define COM_QUIT 0x01
#define COM_STMT_SEND_LONG_DATA 0x18
#define COM_STMT_CLOSE 0x19
/* How an answer's packets begin. */
#define IS_OK 0x00
#define IS_END 0xfe
#define IS_ERROR 0xff
#define END_MAX 9
#define PROGRESS 0xffff

static uint32_t number(const char *bytes, size_t count)
{
	uint32_t value = 0;
	for (size_t i = count; i-- > 0;)
		value = value << 8 | (unsigned char)bytes[i];
	return value;
}

void proxy_statements_free(struct proxy_statements *statements)
{
	for (size_t i = 0; i < statements->n; i++)
		free(statements->v[i].text);
	free(statements->v);
	for (size_t i = 0; i < statements->unanswered; i++)
		free(statements->asked[i].preparing);
	free(statements->heard);
	*statements = (struct proxy_statements){ .n = 0 };
}

static const char *find(const struct proxy_statements *statements, uint32_t id)
{
	for (size_t i = statements->n; i-- > 0;)
		if (statements->v[i].id == id)
			return statements->v[i].text;
	return "";
}

size_t proxy_packet(const char *bytes, size_t length)
{
	if (length < HEAD)
		return 0;
	size_t size = HEAD + number(bytes, 3);
	return size <= length ? size : 0;
}

bool proxy_statements_read(struct proxy_statements *statements, const char *packet, size_t length,
    char text[PROXY_TEXT_MAX])
{
	/* Only what begins a command has sequence 0; the rest is the greeting. */
	if (length <= HEAD || packet[3] != 0)
		return false;
	const char *body = packet + HEAD;
	size_t rest = length - HEAD - 1;
	size_t text_length = rest < PROXY_TEXT_MAX ? rest : PROXY_TEXT_MAX - 1;
	if (body[0] == COM_QUIT || body[0] == COM_STMT_CLOSE || body[0] == COM_STMT_SEND_LONG_DATA)
		return false;
	assert(statements->unanswered < PROXY_ASKED_MAX);
	struct proxy_asked *asked = &statements->asked[statements->unanswered++];
	*asked = (struct proxy_asked){ .command = body[0] };
	switch (body[0]) {
	case COM_QUERY:
		memcpy(text, body + 1, text_length);
		text[text_length] = '\0';
		return true;
	case COM_STMT_PREPARE:
		asked->preparing = strndup(body + 1, text_length);
		return false;
	case COM_STMT_EXECUTE:
		assert(rest >= 4);
		strcpy(text, find(statements, number(body + 1, 4)));
		return true;
	default:
		return false;
	}
}

/* The number of a statement that was prepared. */
static void remember(struct proxy_statements *statements, uint32_t id, char *text)
{
	struct proxy_statement *more = realloc(statements->v, (statements->n + 1) * sizeof(*more));
	assert(more != NULL);
	statements->v = more;
	more[statements->n++] = (struct proxy_statement){ id, text };
}

/* True when an answer ends with this packet. */
static bool ends_answer(struct proxy_statements *statements, const char *body, size_t length)
{
	struct proxy_asked *asked = &statements->asked[0];
	unsigned char first = (unsigned char)body[0];
	if (first == IS_ERROR)
		return length < 3 || number(body + 1, 2) != PROGRESS;
	if (statements->ends > 0)
		return first == IS_END && length < END_MAX && --statements->ends == 0;
	if (asked->command != COM_STMT_PREPARE) {
		/* Columns, then rows. */
		statements->ends = first == IS_OK || first == IS_END ? 0 : 2;
		return statements->ends == 0;
	}
	assert(length >= 9);
	remember(statements, number(body + 1, 4), asked->preparing);
	asked->preparing = NULL;
	/* Parameters and columns are told when there are any. */
	statements->ends = (number(body + 5, 2) > 0) + (number(body + 7, 2) > 0);
	return statements->ends == 0;
}

static void answer_packet(struct proxy_statements *statements, const char *body, size_t length)
{
	if (statements->unanswered == 0 || length == 0 || !ends_answer(statements, body, length))
		return;
	free(statements->asked[0].preparing);
	statements->ends = 0;
	statements->unanswered--;
	memmove(statements->asked, statements->asked + 1,
	    statements->unanswered * sizeof(statements->asked[0]));
}

void proxy_statements_answer(struct proxy_statements *statements, const char *bytes, size_t length)
{
	char *heard = realloc(statements->heard, statements->heard_n + length);
	assert(heard != NULL);
	memcpy(heard + statements->heard_n, bytes, length);
	statements->heard = heard;
	statements->heard_n += length;
	size_t size, at = 0;
	while ((size = proxy_packet(heard + at, statements->heard_n - at)) > 0) {
		answer_packet(statements, heard + at + HEAD, size - HEAD);
		at += size;
	}
	statements->heard_n -= at;
	memmove(heard, heard + at, statements->heard_n);
}

void proxy_error_packet(unsigned int number, char packet[PROXY_ERROR_BYTES])
{
	/* Length, sequence; then the sign of an error, its number, its state and its words. */
	static const char text[] = "#HY000spoilt";
	const char head[] = { PROXY_ERROR_BYTES - HEAD, 0, 0, 1, (char)IS_ERROR,
		(char)(number & 0xff), (char)(number >> 8) };
	static_assert(sizeof(head) + sizeof(text) - 1 == PROXY_ERROR_BYTES, "all of it");
	memcpy(packet, head, sizeof(head));
	memcpy(packet + sizeof(head), text, sizeof(text) - 1);
}

bool proxy_ask(int server, const char *text)
{
	char packet[64], answer[256];
	size_t length = strlen(text) + 1;
	assert(length + HEAD <= sizeof(packet));
	memcpy(packet, (const char[]){ (char)length, 0, 0, 0, COM_QUERY }, HEAD + 1);
	memcpy(packet + HEAD + 1, text, length - 1);
	if (send(server, packet, length + HEAD, MSG_NOSIGNAL) != (ssize_t)(length + HEAD))
		return false;
	return read(server, answer, sizeof(answer)) > HEAD && answer[HEAD] == 0;
}
