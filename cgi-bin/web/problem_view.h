/* A refusal shown on a page: parts/problem_attributes and parts/problem_summary. */
#ifndef WEB_PROBLEM_VIEW_H
#define WEB_PROBLEM_VIEW_H

#include "web/form.h"
#include "web/view.h"

/* A refusal in words for who reads the page. */
struct problem_words {
	const char *title; /* "Seat 12A has just been taken" */
	const char *text;  /* what is so, and what one can do now; sentences */
};

/*
 * The attributes of <main>, in `body`, whose template includes {{>PROBLEM_ATTRIBUTES}} inside of that tag: the error's code and facts; of a form that
 * failed, its fields. `form` may be NULL.
 */
void problem_mark(struct view *body, const struct err *err, const struct form *form);

/*
 * problem_mark, and the summary on top of the page (`body` includes {{>PROBLEM_SUMMARY}} there): the title, then what is wrong with the form, each linked
 * to its input where the page shows it (form_complaint_shown, asked before), or else the text. The page's title, in `frame`, begins with "Error: ". `form` may be NULL. The summary's view comes back, for what is said besides.
 */
struct view *problem_show(struct view *frame, struct view *body, const struct err *err,
    const struct form *form, struct problem_words words);

/* A section COMPLAINTS of `view`: what is wrong with the form, a line a field; what is wrong with two fields together is said once. */
void problem_list(struct view *view, const struct form *form);

#endif
