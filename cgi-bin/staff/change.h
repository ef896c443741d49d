/* staff/change: a departure about to be changed through the flight service. What stands now, what is wanted, its effect, and the form that does it. */
#ifndef STAFF_CHANGE_H
#define STAFF_CHANGE_H

#include "domain/departure_effect.h"
#include "domain/departure_order.h"
#include "domain/seating.h"
#include "staff/page.h"
#include "web/form_view.h"
#include "web/text_field.h"

/* What every change's form has beside its own fields: the version that was seen with what it said, and, to do it, the click's key. */
struct change_seen {
	int64_t version;
	const char *seen, *key;
};
#define CHANGE_VERSION(type) \
	{ \
		.name = "version", .kind = FIELD_INT, .target = offsetof(type, seen.version), \
		.min = 0, .max = INT64_MAX, .label = "version" \
	}
#define CHANGE_SEEN(type) \
	{ \
		.name = "seen", .kind = FIELD_TEXT, .target = offsetof(type, seen.seen), \
		.max = 300, .label = "what was seen" \
	}
/* The last one: what is only asked for has none. */
#define CHANGE_KEY(type) \
	{ \
		.name = "key", .kind = FIELD_KEY, .target = offsetof(type, seen.key) \
	}

struct change_page;

/* What was typed: not enough to say what is wanted, something that cannot be (its field has a complaint), or a whole wish. */
enum change_typed { TYPED_NOTHING, TYPED_WRONG, TYPED_WISH };

/* One kind of change, as its page is. */
struct change_kind {
	enum order_kind order;
	const char *page;  /* "retime": data-page, the path's last part, data-form */
	const char *verb;  /* "Retime" */
	const char *intro; /* NULL: none */
	const char *done;  /* "?done=" */
	struct form_table table;
	size_t typed_size, seen_at; /* the struct of the table, and where its `seen` is */
	/* `wanted` begins as what stands now. */
	const struct err *(*read)(struct change_page *change, const void *typed,
	    struct departure *wanted, enum change_typed *out);
	void (*fill)(struct change_page *change); /* the fields; NULL: there is nothing to choose */
	/* The effect in a sentence, what else is to be known of it in lines (`counted` is of nobody for a new departure), and the button that does it. */
	const char *(*sentence)(const struct change_page *change, const struct departure *wanted,
	    const struct departure_effect *counted);
	void (*lines)(struct change_page *change, const struct departure *wanted,
	    const struct departure_effect *counted, struct view *effect);
	const char *button;
};

struct change_page {
	struct request *request;
	const struct change_kind *kind;
	const char *flight_no;
	int32_t on;
	const struct departure *now; /* NULL: not known (a new one; the service does not answer) */
	struct form *form;
	struct change_seen seen;
	const struct aircraft *aircraft; /* where the kind's read has asked for them */
	size_t aircraft_count;
	struct staff_page parts;
	struct view *asking; /* the form that asks for the effect: fields go there */
};

/* The whole of both pages of a kind: what would be, and doing it. */
const struct err *change_show(
    struct request *request, struct reply *reply, const struct change_kind *kind);
const struct err *change_act(
    struct request *request, struct reply *reply, const struct change_kind *kind);

/* The frame with what stands now; and, where it is not what was seen, both. */
void change_begin(struct change_page *change);

/* A field in the form that asks for the effect; what is not typed yet is `value`. */
void change_field(struct change_page *change, const struct text_field *field, const char *value);
/* A choice there (form_option). */
struct view *change_select(struct change_page *change, const char *name, const char *label);

/* The sentence, lines under it, and the form that does it, with all fields of the kind's table as they were typed. */
struct view *change_effect(struct change_page *change, const char *sentence);
void change_line(struct view *effect, const char *text);
void change_people(
    struct change_page *change, struct view *effect, const struct departure_effect *counted);
void change_do(struct change_page *change, struct view *effect, const char *button);

/* Of the aircraft that page->aircraft lists: by code (NULL: none), the choice in the form, and a wish to fly with it (a complaint where no fare would be left). */
const struct aircraft *change_aircraft_called(const struct change_page *change, const char *code);
void change_fill_aircraft(struct change_page *change, const char *present);
void change_fly_with(
    struct change_page *change, const struct aircraft *aircraft, struct departure *wanted);

/* A local time "10:00" on a date at an airport; false, and a complaint on the field: it is none. */
bool change_read_time(struct change_page *change, const char *field, const char *typed, int32_t on,
    const char *airport, int64_t *at, int *offset);
/* "2 passengers: FATE, 1 booking is told by mail."; of nobody, that there is nobody to tell. */
const char *change_told(const struct departure_effect *counted, const char *fate, apr_pool_t *pool);
/* "2 passengers", "1 passenger" */
const char *change_count(int64_t count, const char *one, const char *many, apr_pool_t *pool);

#endif
