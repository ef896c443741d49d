/* Tables as CSV (RFC 4180), which spreadsheets open without taking a cell for a formula. */
#ifndef WEB_CSV_H
#define WEB_CSV_H

#include "web/reply.h"

struct csv;

struct csv *csv_new(apr_pool_t *pool);
/* A row of `count` cells (NULL is empty). What a spreadsheet would read as a formula (beginning with = + - @, narrow or wide, a tab or the end of a line) gets an apostrophe before it. */
void csv_row(struct csv *csv, const char *const *cells, size_t count);
/* Answer 200 with all rows as a file of this name. */
void csv_reply(
    struct request *request, struct reply *reply, const struct csv *csv, const char *file_name);

#endif
