/* What a form holds between reading, checking and being shown again. Private to web/form*.c. */
#ifndef WEB_FORM_PARTS_H
#define WEB_FORM_PARTS_H

#include "base/pool.h"
#include "base/secret.h"
#include "web/form.h"

struct form {
	apr_pool_t *pool;
	const struct form_table *table;
	struct form_values *typed; /* one per field of the table: decoded, as typed */
	const char *key;
	unsigned char fingerprint[SECRET_DIGEST_BYTES];
	apr_array_header_t
	    *complaints; /* struct form_complaint, in the order of form_complaint_at */
	bool is_grouped;
};

/* The index of the field in the table; table->count when there is none. */
size_t form_field_index(const struct form *form, const char *name);

#endif
