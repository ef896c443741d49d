/* Text as mail carries it: header words, line ends, quoted-printable. */
#ifndef REMOTE_MAIL_TEXT_H
#define REMOTE_MAIL_TEXT_H

#include <apr_pools.h>

/*
 * UTF-8 as the value of an unstructured header or as a phrase: as it is when it is short and
 * plain, else as encoded words (RFC 2047), folded so that lines stay below 76 characters. `text`
 * has no control characters.
 */
const char *mail_text_header(const char *text, apr_pool_t *pool);

/* With CRLF at every line end, whatever it had, also at the last. */
const char *mail_text_lines(const char *text, apr_pool_t *pool);

/* Text with CRLF line ends as quoted-printable (RFC 2045, 6.7). */
const char *mail_text_quoted(const char *lines, apr_pool_t *pool);

#endif
