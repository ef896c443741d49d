/* What passes between a client and its MariaDB server, as far as the proxy reads it: which statement a client runs. */
#ifndef SUPPORT_PROXY_WIRE_H
#define SUPPORT_PROXY_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROXY_TEXT_MAX 4096

#define PROXY_ASKED_MAX 64

/* What one connection has prepared, by the server's numbers, and what it has asked without having the whole answer. All zero: nothing. */
struct proxy_statements {
	struct proxy_statement {
		uint32_t id;
		char *text;
	} * v;
	size_t n;
	struct proxy_asked {
		char command;
		char *preparing; /* the text whose number the answer tells, else NULL */
	} asked[PROXY_ASKED_MAX];
	size_t unanswered;
	int ends;    /* how many more end marks the first one's answer has; 0: it has not begun */
	char *heard; /* of the server, less than a packet */
	size_t heard_n;
};
void proxy_statements_free(struct proxy_statements *statements);

/* How long the first packet of these bytes is, 0 when not all of it is there. */
size_t proxy_packet(const char *bytes, size_t length);

/* One packet that a client sent; true and its text when it runs a statement, prepared or not. */
bool proxy_statements_read(struct proxy_statements *statements, const char *packet, size_t length,
    char text[PROXY_TEXT_MAX]);
/* What the server answered. */
void proxy_statements_answer(struct proxy_statements *statements, const char *bytes, size_t length);

/* A server's answer to a command that was sent alone: an error of this number, and of nothing else. */
#define PROXY_ERROR_BYTES 19
void proxy_error_packet(unsigned int number, char packet[PROXY_ERROR_BYTES]);

/* Run a statement without a result on a connection where nobody waits for an answer. */
bool proxy_ask(int server, const char *text);

#endif
