/* Names and contact of a booking, changed for a customer. */
#include "staff/bookings.h"
#include "staff/staff_pages.h"

#include "base/pool.h"

#include <string.h>

struct contact_form {
	int64_t version;
	const char *email, *phone, *key;
};

static const struct field contact_fields[] = {
	FIELD_ROW_VERSION(struct contact_form, "version"),
	{ .name = "email",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct contact_form, email),
	    .max = 254,
	    .is_required = true,
	    .label = "the e-mail address" },
	{ .name = "phone",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct contact_form, phone),
	    .max = 40,
	    .label = "the phone number" },
	FIELD_ROW_KEY(struct contact_form),
};
static const struct form_table contact_table = { "booking-contact", contact_fields, 4 };
static const struct staff_booking_form CONTACT = { "booking-contact", "contact", "Contact",
	"Change the contact", false };

struct names_form {
	int64_t version;
	struct form_values given_name, surname;
	const char *key;
};

static const struct field names_fields[] = {
	FIELD_ROW_VERSION(struct names_form, "version"),
	{ .name = "given_name",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct names_form, given_name),
	    .max = 60,
	    .label = "given name of passenger {}" },
	{ .name = "surname",
	    .kind = FIELD_MANY,
	    .target = offsetof(struct names_form, surname),
	    .max = 60,
	    .label = "surname of passenger {}" },
	FIELD_ROW_KEY(struct names_form),
};
static const struct form_table names_table = { "booking-names", names_fields, 4 };
static const struct staff_booking_form NAMES = { "booking-names", "names", "Names",
	"Change the names", false };

typedef void fill_page(struct request *request, const struct staff_page *parts, struct view *view,
    const struct booking *booking, const struct form *form);

/* What such pages share: the booking as it is, the form with what was typed. */
static const struct err *show(struct request *request, struct reply *reply,
    const struct staff_booking_form *kind, fill_page *fill, struct form *form,
    const struct err *refusal)
{
	const struct booking *booking;
	struct staff_page parts;
	struct view *view;

	TRY(staff_booking_open(staff_desk(request), request->args[0], &booking));
	if (refusal == NULL && staff_is_over(request, reply, booking))
		return NULL;
	if (err_is(refusal, CODE_INVALID) && refusal->facts[FACT_FIELDS] != NULL)
		form_problem_err(form, refusal);
	parts = staff_booking_form_begin(request, kind, booking, form, &view);
	fill(request, &parts, view, booking, form);
	return staff_booking_form_end(request, reply, &parts, booking, form, refusal);
}

static const struct err *end(struct request *request, struct reply *reply,
    const struct staff_change *change, const struct staff_booking_form *kind, fill_page *fill,
    const struct err *err, const char *done)
{
	if (err == NULL) {
		staff_change_done(request, reply, change->locator, done);
		return NULL;
	}
	if (!staff_is_shown(err))
		return err;
	return show(request, reply, kind, fill, change->form, err);
}

static void fill_contact(struct request *request, const struct staff_page *parts, struct view *view,
    const struct booking *booking, const struct form *form)
{
	const struct text_field email = { "email", 0, "E-mail", "email", "off", NULL,
		booking->contact.email };
	const struct text_field phone = { "phone", 0, "Phone", "tel", "off", NULL,
		booking->contact.phone };

	staff_intro(parts,
	    "With another e-mail address, the links that were mailed before open the booking no more: the new one gets another link, the old one is told without one.");
	text_field_fill(view, K_FORM_FIELD, &email, form, request->pool);
	text_field_fill(view, K_FORM_FIELD, &phone, form, request->pool);
}

const struct err *page_staff_booking_contact_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &CONTACT, fill_contact, NULL, NULL);
}

const struct err *page_staff_booking_contact(struct request *request, struct reply *reply)
{
	struct contact_form typed;
	struct staff_change change;
	const struct err *err;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(request, reply, &contact_table, &typed, "booking-contact", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_set_contact(change.desk,
		    &(const struct contact_change){ .locator = change.locator,
			.version = typed.version,
			.contact = { typed.email, typed.phone },
			.click = change.click });
	return end(request, reply, &change, &CONTACT, fill_contact, err, "booking-contact");
}

static void fill_names(struct request *request, const struct staff_page *parts, struct view *view,
    const struct booking *booking, const struct form *form)
{
	struct passenger travelling[PARTY_PASSENGERS_MAX];
	size_t count = booking_travelling(booking, travelling);

	staff_intro(parts,
	    "Any name may be written; who it is on the flight, and that nobody is on board twice, is looked at as in a sale.");
	for (size_t i = 0; i < count; i++) {
		const struct passenger *one = &travelling[i];
		struct view *person = view_each(view, K_PERSON);

		view_text(person, K_LABEL,
		    apr_psprintf(request->pool, "Passenger %" APR_INT64_T_FMT ", %s", one->no,
			staff_type_name(one->type)));
		text_field_fill(person, K_FORM_FIELD,
		    &(const struct text_field){
			"given_name", i + 1, "Given names", "text", "off", NULL, one->given_name },
		    form, request->pool);
		text_field_fill(person, K_FORM_FIELD,
		    &(const struct text_field){
			"surname", i + 1, "Surname", "text", "off", NULL, one->surname },
		    form, request->pool);
	}
}

const struct err *page_staff_booking_names_show(struct request *request, struct reply *reply)
{
	return show(request, reply, &NAMES, fill_names, NULL, NULL);
}

const struct err *page_staff_booking_names(struct request *request, struct reply *reply)
{
	struct passenger people[PARTY_PASSENGERS_MAX];
	struct names_form typed;
	struct staff_change change;
	const struct err *err;
	size_t count = 0;

	memset(&typed, 0, sizeof(typed));
	TRY(staff_change_read(request, reply, &names_table, &typed, "booking-names", &change));
	if (change.is_done)
		return NULL;
	for (; count < typed.surname.n && count < PARTY_PASSENGERS_MAX; count++)
		people[count] = (struct passenger){
			.given_name = count < typed.given_name.n ? typed.given_name.v[count] : "",
			.surname = typed.surname.v[count],
		};
	err = change.refusal;
	if (err == NULL)
		err = booking_set_names(change.desk,
		    &(const struct name_change){
			change.locator, typed.version, people, count, change.click });
	return end(request, reply, &change, &NAMES, fill_names, err, "booking-names");
}
