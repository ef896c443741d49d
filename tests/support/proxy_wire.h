/* What passes between a client and its MariaDB server, as far as the proxy reads it: which statement a client runs. */
#ifndef SUPPORT_PROXY_WIRE_H
#define SUPPORT_PROXY_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROXY_TEXT_MAX 4096

/* The statements that one connection has prepared, by the server's numbers. All zero: none. */
struct proxy_statements {
	struct proxy_statement {
		uint32_t id;
		char *text;
	} * v;
	size_t n;
	char *preparing; /* the text whose number the server's next answer tells */
};
void proxy_statements_free(struct proxy_statements *statements);

/* What a client sent; true and its text when it runs a statement, prepared or not. */
bool proxy_statements_read(struct proxy_statements *statements, const char *bytes, size_t length,
    char text[PROXY_TEXT_MAX]);
/* What the server answered. */
void proxy_statements_answer(struct proxy_statements *statements, const char *bytes, size_t length);

/* Run a statement without a result on a connection where nobody waits for an answer. */
bool proxy_ask(int server, const char *text);

#endif
