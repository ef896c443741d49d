/* What is wrong with a form, field by field, in the order in which people read it. */
#include "web/form_parts.h"

#include "base/text.h"
#include "web/urlencoded.h"

#include <string.h>

static size_t rank_of(const struct form *form, const struct form_complaint *complaint)
{
	return form_field_index(form, complaint->name);
}

void form_set_grouped(struct form *form)
{
	form->is_grouped = true;
}

/* Does `a` stand at `b` or behind it? */
static bool is_behind(
    const struct form *form, const struct form_complaint *a, const struct form_complaint *b)
{
	size_t ranks[] = { rank_of(form, a), rank_of(form, b) };

	if (form->is_grouped && a->nth != b->nth)
		return a->nth == 0 || (b->nth != 0 && a->nth > b->nth);
	return ranks[0] > ranks[1] || (ranks[0] == ranks[1] && a->nth >= b->nth);
}

/* Single fields are numbered 0 and fields of many values from 1, whatever the caller wrote. */
static size_t nth_of(const struct form *form, const char *name, size_t nth)
{
	size_t index = form_field_index(form, name);

	if (index == form->table->count)
		return nth;
	if (form->table->fields[index].kind != FIELD_MANY)
		return 0;
	return nth == 0 ? 1 : nth;
}

void form_problem(struct form *form, const char *name, size_t nth, const char *message)
{
	struct form_complaint fresh = { apr_pstrdup(form->pool, name), nth_of(form, name, nth),
		NULL, apr_pstrdup(form->pool, message), false };
	struct form_complaint *all;
	size_t at;

	if (form_complaint_for(form, name, nth) != NULL)
		return;
	fresh.id = fresh.nth == 0
	    ? fresh.name
	    : apr_psprintf(form->pool, "%s-%" APR_SIZE_T_FMT, name, fresh.nth);
	APR_ARRAY_PUSH(form->complaints, struct form_complaint) = fresh;
	all = (struct form_complaint *)(void *)form->complaints->elts;
	for (at = (size_t)form->complaints->nelts - 1; at > 0; at--) {
		if (is_behind(form, &fresh, &all[at - 1]))
			break;
		all[at] = all[at - 1];
	}
	all[at] = fresh;
}

void form_problem_err(struct form *form, const struct err *err)
{
	size_t count = 0;
	const char *const *words = NULL;

	if (err->facts[FACT_FIELDS] != NULL)
		words = text_words(err->facts[FACT_FIELDS], form->pool, &count);
	for (size_t i = 0; i < count; i++) {
		const char *dot = strrchr(words[i], '.');
		int64_t nth = 0;

		if (dot != NULL && text_to_int(dot + 1, 0, URLENCODED_PAIRS_MAX, &nth))
			form_problem(form,
			    apr_pstrmemdup(form->pool, words[i], (apr_size_t)(dot - words[i])),
			    (size_t)nth, err->text);
		else
			form_problem(form, words[i], 0, err->text);
	}
}

bool form_failed(const struct form *form)
{
	return form->complaints->nelts > 0;
}

size_t form_complaint_count(const struct form *form)
{
	return (size_t)form->complaints->nelts;
}

struct form_complaint form_complaint_at(const struct form *form, size_t index)
{
	return APR_ARRAY_IDX(form->complaints, (int)index, struct form_complaint);
}

static struct form_complaint *find(const struct form *form, const char *name, size_t nth)
{
	struct form_complaint *all = (struct form_complaint *)(void *)form->complaints->elts;
	size_t wanted = nth_of(form, name, nth);

	for (size_t i = 0; i < form_complaint_count(form); i++)
		if (all[i].nth == wanted && strcmp(all[i].name, name) == 0)
			return &all[i];
	return NULL;
}

const char *form_complaint_for(const struct form *form, const char *name, size_t nth)
{
	const struct form_complaint *complaint = find(form, name, nth);

	return complaint != NULL ? complaint->message : NULL;
}

const char *form_complaint_shown(const struct form *form, const char *name, size_t nth)
{
	struct form_complaint *complaint = find(form, name, nth);

	if (complaint == NULL)
		return NULL;
	complaint->is_shown = true;
	return complaint->message;
}

const char *form_complaint_fields(const struct form *form)
{
	const size_t count = form_complaint_count(form);
	apr_array_header_t *fields = apr_array_make(form->pool, (int)count, sizeof(const char *));

	for (size_t i = 0; i < count; i++) {
		struct form_complaint complaint = form_complaint_at(form, i);

		APR_ARRAY_PUSH(fields, const char *) = apr_psprintf(form->pool,
		    "%s.%" APR_SIZE_T_FMT, complaint.name,
		    complaint.nth == 0 ? (size_t)1 : complaint.nth);
	}
	return apr_array_pstrcat(form->pool, fields, ' ');
}
