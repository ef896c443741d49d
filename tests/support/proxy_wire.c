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
	free(statements->preparing);
	*statements = (struct proxy_statements){ .n = 0 };
}

static const char *find(const struct proxy_statements *statements, uint32_t id)
{
	for (size_t i = statements->n; i-- > 0;)
		if (statements->v[i].id == id)
			return statements->v[i].text;
	return "";
}

static bool read_packet(
    struct proxy_statements *statements, const char *body, size_t length, char *text)
{
	size_t text_length = length - 1 < PROXY_TEXT_MAX ? length - 1 : PROXY_TEXT_MAX - 1;
	switch (body[0]) {
	case COM_QUERY:
		memcpy(text, body + 1, text_length);
		text[text_length] = '\0';
		return true;
	case COM_STMT_PREPARE:
		free(statements->preparing);
		statements->preparing = strndup(body + 1, text_length);
		return false;
	case COM_STMT_EXECUTE:
		assert(length > 4);
		strcpy(text, find(statements, number(body + 1, 4)));
		return true;
	default:
		return false;
	}
}

bool proxy_statements_read(struct proxy_statements *statements, const char *bytes, size_t length,
    char text[PROXY_TEXT_MAX])
{
	bool is_statement = false;
	while (length > HEAD) {
		size_t body = number(bytes, 3);
		if (body == 0 || body > length - HEAD)
			break;
		/* Only what begins a command has sequence 0; the rest is the greeting. */
		if (bytes[3] == 0)
			is_statement |= read_packet(statements, bytes + HEAD, body, text);
		bytes += HEAD + body;
		length -= HEAD + body;
	}
	return is_statement;
}

void proxy_statements_answer(struct proxy_statements *statements, const char *bytes, size_t length)
{
	if (statements->preparing == NULL || length < HEAD + 1)
		return;
	if (length >= HEAD + 5 && bytes[HEAD] == 0) {
		struct proxy_statement *more = realloc(
		    statements->v, (statements->n + 1) * sizeof(*more));
		assert(more != NULL);
		statements->v = more;
		more[statements->n++] = (struct proxy_statement){ number(bytes + HEAD + 1, 4),
			statements->preparing };
	} else {
		free(statements->preparing);
	}
	statements->preparing = NULL;
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
