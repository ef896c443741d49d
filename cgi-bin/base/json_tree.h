/* Inside base alone: what a parsed JSON value is made of. */
#ifndef BASE_JSON_TREE_H
#define BASE_JSON_TREE_H

#include "base/json.h"

enum json_kind {
	JSON_KIND_NULL,
	JSON_KIND_BOOL,
	JSON_KIND_INT,
	JSON_KIND_REAL,
	JSON_KIND_TEXT,
	JSON_KIND_ARRAY,
	JSON_KIND_OBJECT
};

struct json {
	enum json_kind kind;
	bool is_true;
	int64_t integer;
	double real; /* of an integer too */
	const char *text;
	size_t count;             /* bytes of the text, elements or members */
	const struct json *items; /* elements, or values of the members     */
	const char **names;       /* of the members                         */
};

#endif
