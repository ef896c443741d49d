/* A refusal shown on a page. */
#include "web/problem_view.h"

#include "view_keys.h"
#include "web/problem.h"

#include <string.h>

static void show_fact(struct view *view, enum view_key section, const char *fact)
{
	if (fact != NULL)
		view_text(view_each(view, section), K_FACT, fact);
}

void problem_mark(struct view *body, const struct err *err, const struct form *form)
{
	struct view *view = view_include(body, K_PROBLEM_ATTRIBUTES, "parts/problem_attributes");
	const char *fields = err->facts[FACT_FIELDS];

	if (form != NULL && form_failed(form))
		fields = form_complaint_fields(form);
	view_text(view, K_PROBLEM_CODE, err_code_name(err->code));
	show_fact(view, K_PROBLEM_SEATS, err->facts[FACT_SEATS]);
	show_fact(view, K_PROBLEM_DEPARTURE, err->facts[FACT_DEPARTURE]);
	show_fact(view, K_PROBLEM_FIELDS, fields);
	show_fact(view, K_PROBLEM_OLD_TOTAL, err->facts[FACT_OLD_TOTAL]);
	show_fact(view, K_PROBLEM_OUTCOME, problem_outcome(err));
}

/* What is wrong with several fields together stands there once, and leads to the first of them that is shown. */
static struct form_complaint lead_of(const struct form *form, size_t *index)
{
	struct form_complaint lead = form_complaint_at(form, *index);

	for (; *index < form_complaint_count(form); (*index)++) {
		struct form_complaint next = form_complaint_at(form, *index);

		if (strcmp(next.message, lead.message) != 0)
			break;
		if (next.is_shown && !lead.is_shown)
			lead = next;
	}
	return lead;
}

void problem_list(struct view *view, const struct form *form)
{
	struct view *list = view_each(view, K_COMPLAINTS);

	for (size_t i = 0; i < form_complaint_count(form);) {
		struct form_complaint complaint = lead_of(form, &i);
		struct view *row = view_each(list, K_COMPLAINT);

		view_text(row, K_COMPLAINT_ID, complaint.id);
		view_text(row, K_MESSAGE, complaint.message);
		view_show(row, complaint.is_shown ? K_COMPLAINT_LINKED : K_COMPLAINT_SAID);
	}
}

struct view *problem_show(struct view *frame, struct view *body, const struct err *err,
    const struct form *form, struct problem_words words)
{
	struct view *view = view_include(body, K_PROBLEM_SUMMARY, "parts/problem_summary");

	problem_mark(body, err, form);
	view_show(frame, K_TITLE_PROBLEM);
	view_text(view, K_PROBLEM_TITLE, words.title);
	if (form != NULL && form_failed(form))
		problem_list(view, form);
	else
		view_text(view_each(view, K_PROBLEM_WORDS), K_TEXT, words.text);
	return view;
}
