/* What is done on a booking's own page: mails, notes, new times accepted. */
#include "staff/booking.h"
#include "staff/staff_pages.h"

#include "base/clock.h"
#include "base/pool.h"
#include "base/random.h"
#include "base/text.h"

struct note_form {
	const char *words, *key;
};

static const struct field note_fields[] = {
	{ .name = "words",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct note_form, words),
	    .max = 2000,
	    .is_required = true,
	    .label = "the note" },
	FIELD_ROW_KEY(struct note_form),
};
static const struct form_table note_table = { "booking-note", note_fields, 2 };
static const struct field key_fields[] = { FIELD_ROW_KEY(struct note_form) };
struct accept_form {
	int64_t version;
	const char *times, *key;
};

static const struct field accept_fields[] = {
	FIELD_ROW_VERSION(struct accept_form, "version"),
	{ .name = "times",
	    .kind = FIELD_TEXT,
	    .target = offsetof(struct accept_form, times),
	    .max = 1000,
	    .is_required = true,
	    .label = "the new times" },
	FIELD_ROW_KEY(struct accept_form),
};
static const struct form_table accept_table = { "booking-accept", accept_fields, 3 };
static const struct form_table mail_table = { "booking-mail", key_fields, 1 };
static const struct form_table hurry_table = { "booking-mail-now", key_fields, 1 };

bool staff_booking_typed(const struct form *form, const char *field)
{
	return form != NULL &&
	    (form_typed(form, field, 1)[0] != '\0' || form_complaint_for(form, field, 0) != NULL);
}

static const char *mail_state(const struct outbox_state *mail)
{
	if (mail->sent_at != CLOCK_NONE)
		return "sent";
	return mail->last_error != NULL ? "failed, tried again" : "waits";
}

static void fill_mail(struct request *request, struct view *row, const struct outbox_state *mail)
{
	struct view *hurry;

	staff_fill_moment(row, K_MADE, mail->created_at, request->pool);
	view_text(row, K_WHAT, staff_mail_of_booking(mail->kind));
	view_text(row, K_EMAIL_TEXT, mail->recipient);
	view_text(row, K_STATE, mail_state(mail));
	view_int(row, K_TRIES, mail->attempts);
	view_text(row, K_LAST_ERROR, mail->last_error);
	if (mail->sent_at != CLOCK_NONE) {
		staff_fill_moment(row, K_SENT, mail->sent_at, request->pool);
		return;
	}
	if (!staff_may(request, RIGHT_SERVE))
		return;
	hurry = view_each(row, K_HURRY);
	view_int(hurry, K_MAIL_ID, mail->id);
	view_text(hurry, K_KEY, random_ref(request->pool));
}

void staff_fill_mails(
    struct request *request, const struct staff_page *parts, const struct booking_file *file)
{
	struct view *again;

	for (size_t i = 0; i < file->mail_count; i++)
		fill_mail(request, view_each(parts->body, K_MAIL), &file->mails[i]);
	if (!staff_may(request, RIGHT_SERVE))
		return;
	again = view_each(parts->body, K_SEND_AGAIN);
	view_text(again, K_KEY, random_ref(request->pool));
	view_text(again, K_BUTTON,
	    file->booking->state == BOOKING_CANCELLED ? "Send the cancellation again"
						      : "Send the confirmation again");
}

void staff_fill_notes(struct request *request, const struct staff_page *parts,
    const struct booking_file *file, const struct form *form)
{
	bool is_typed = staff_booking_typed(form, "words");
	const char *error = is_typed ? form_complaint_shown(form, "words", 0) : NULL;
	struct view *written;

	view_text(parts->body, K_NOTE_KEY, is_typed ? form_key(form) : random_ref(request->pool));
	view_text(parts->body, K_TYPED_WORDS, is_typed ? form_typed(form, "words", 1) : "");
	if (error != NULL)
		view_text(view_each(parts->body, K_WORDS_ERROR), K_MESSAGE, error);
	if (file->note_count == 0)
		return;
	written = view_each(parts->body, K_WRITTEN);
	for (size_t i = 0; i < file->note_count; i++) {
		struct view *row = view_each(written, K_WRITTEN_NOTE);

		staff_fill_moment(row, K_MADE, file->notes[i].at, request->pool);
		view_text(row, K_ACTOR, file->notes[i].actor);
		view_text(row, K_WORDS, file->notes[i].words);
	}
}

const struct err *staff_booking_end(struct request *request, struct reply *reply,
    const struct staff_change *change, const struct err *err, const char *done)
{
	if (err == NULL) {
		staff_change_done(request, reply, change->locator, done);
		return NULL;
	}
	if (!staff_is_shown(err))
		return err;
	return staff_booking_page(request, reply, change->locator, change->form, err);
}

const struct err *page_staff_booking_note(struct request *request, struct reply *reply)
{
	struct note_form typed = { NULL, NULL };
	struct staff_change change;
	const struct err *err;

	TRY(staff_change_read(request, reply, &note_table, &typed, "booking-note", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = staff_booking_note(change.desk, change.locator, typed.words, &change.click);
	return staff_booking_end(request, reply, &change, err, "booking-note");
}

const struct err *page_staff_booking_mail(struct request *request, struct reply *reply)
{
	struct note_form typed = { NULL, NULL };
	struct staff_change change;

	TRY(staff_change_read(request, reply, &mail_table, &typed, "booking-mailed", &change));
	return staff_booking_end(request, reply, &change,
	    staff_booking_mail(change.desk, change.locator, &change.click), "booking-mail");
}

const struct err *page_staff_booking_mail_now(struct request *request, struct reply *reply)
{
	struct note_form typed = { NULL, NULL };
	struct staff_change change;
	int64_t id;

	TRY(staff_change_read(request, reply, &hurry_table, &typed, "booking-mailed", &change));
	if (!text_to_int(request->args[1], 1, INT64_MAX, &id))
		return err_new(request->pool, CODE_NOT_FOUND, "no such mail");
	return staff_booking_end(request, reply, &change,
	    staff_booking_mail_now(change.desk, change.locator, id, &change.click), "booking-mail");
}

const struct err *page_staff_booking_accept(struct request *request, struct reply *reply)
{
	struct accept_form typed = { 0, NULL, NULL };
	struct staff_change change;
	const struct err *err;

	TRY(staff_change_read(request, reply, &accept_table, &typed, "booking-accepted", &change));
	if (change.is_done)
		return NULL;
	err = change.refusal;
	if (err == NULL)
		err = booking_accept(change.desk,
		    &(const struct acceptance){
			change.locator, typed.version, typed.times, change.click });
	return staff_booking_end(request, reply, &change, err, "booking-accepted");
}
