/* Changing where the customer of a booking is reached. */
#include "pages/bookings.h"
#include "pages/pages.h"
#include "web/text_field.h"

#include "base/pool.h"
#include "base/words.h"
#include "view_keys.h"

struct contact_form {
	int64_t version;
	const char *email, *phone, *key;
};

static const struct field fields[] = {
	FIELD_ROW_VERSION(struct contact_form, TO_SAY("version")),
	{ .name = "email",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct contact_form, email),
	    .max = 254,
	    .is_required = true,
	    .label = TO_SAY("your e-mail address") },
	{ .name = "phone",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct contact_form, phone),
	    .max = 40,
	    .label = TO_SAY("phone number") },
	FIELD_ROW_KEY(struct contact_form),
};
static const struct form_table table = { "contact", fields, sizeof(fields) / sizeof(fields[0]) };

static struct page_parts contact_page(
    struct request *request, const struct booking *booking, const struct form *form)
{
	struct page_parts parts = page_begin(
	    request, "pages/booking_contact", say("Contact details"));

	view_text(parts.body, K_LOCATOR, booking->locator);
	view_int(parts.body, K_VERSION, booking->version);
	booking_change_fields(parts.body, booking, form, request->pool);
	text_field_fill(parts.body, K_EMAIL,
	    &(const struct text_field){ "email", 0, TO_SAY("E-mail"), "email", "email",
		TO_SAY("We also tell the old address, and the links in its mails end"),
		booking->contact.email },
	    form, request->pool);
	text_field_fill(parts.body, K_PHONE,
	    &(const struct text_field){ "phone", 0, TO_SAY("Phone (optional)"), "tel", "tel",
		TO_SAY("For the day of travel only"), booking->contact.phone },
	    form, request->pool);
	return parts;
}

const struct err *page_booking_contact_show(struct request *request, struct reply *reply)
{
	return booking_edit_show(request, reply, contact_page);
}

const struct err *page_booking_contact(struct request *request, struct reply *reply)
{
	struct contact_form typed = { .version = 0 };
	struct booking_change change;
	const struct err *err;

	TRY(booking_change_read(request, reply, &table, &typed, &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_set_contact(page_desk(request),
		    &(const struct contact_change){ change.locator, typed.version,
			{ typed.email, typed.phone }, change.click });
	if (err != NULL)
		return booking_edit_refuse(request, reply, change.form, err, contact_page);
	booking_change_done(request, reply, &change);
	return NULL;
}
