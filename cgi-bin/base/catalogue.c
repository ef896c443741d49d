/* A language's words: the binary file that msgfmt makes of a catalogue (GNU gettext manual, "The Format of GNU MO Files"). */
#include "base/catalogue.h"

#include "base/pool.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define MAGIC 0x950412deU
#define FILE_MAX ((size_t)4 * 1024 * 1024)

/* Of a text: its length without the NUL behind it, and where it stands in the file. */
struct place {
	uint32_t length, offset;
};

struct head {
	uint32_t magic, revision, count, english, said;
};

struct catalogue {
	const char *file;
	const struct place *english,
	    *said; /* sorted by the English ones; other forms stand behind the first, after a NUL */
	size_t count;
};

static const char *read_file(const char *path, apr_pool_t *pool, size_t *length)
{
	FILE *file = fopen(path, "rbe");
	char *text = NULL;
	long size;

	if (file == NULL)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0 &&
	    (size_t)size <= FILE_MAX && fseek(file, 0, SEEK_SET) == 0) {
		text = apr_palloc(pool, (size_t)size + 1);
		*length = fread(text, 1, (size_t)size, file);
		text[*length] = '\0';
	}
	fclose(file);
	return text;
}

/* Do all places of a table, and the table itself, lie in the file? */
static bool is_table(const char *file, size_t length, uint32_t offset, uint32_t count)
{
	const struct place *places;

	if (offset % sizeof(uint32_t) != 0 || offset > length ||
	    count > (length - offset) / sizeof(struct place))
		return false;
	places = (const void *)(file + offset);
	for (uint32_t i = 0; i < count; i++)
		if (places[i].offset >= length || places[i].length >= length - places[i].offset ||
		    file[places[i].offset + places[i].length] != '\0')
			return false;
	return true;
}

const struct err *catalogue_read(const char *path, apr_pool_t *pool, const struct catalogue **out)
{
	struct catalogue *catalogue = pool_make(pool, struct catalogue);
	size_t length = 0;
	struct head head;

	catalogue->file = read_file(path, pool, &length);
	if (catalogue->file == NULL)
		return err_new(pool, CODE_INVALID, "%s cannot be read", path);
	if (length < sizeof(head))
		return err_new(pool, CODE_INVALID, "%s is no catalogue of msgfmt's", path);
	memcpy(&head, catalogue->file, sizeof(head));
	if (head.magic != MAGIC || head.revision != 0 ||
	    !is_table(catalogue->file, length, head.english, head.count) ||
	    !is_table(catalogue->file, length, head.said, head.count))
		return err_new(pool, CODE_INVALID, "%s is no catalogue of msgfmt's", path);
	catalogue->english = (const void *)(catalogue->file + head.english);
	catalogue->said = (const void *)(catalogue->file + head.said);
	catalogue->count = head.count;
	*out = catalogue;
	return NULL;
}

static const char *form_of(const char *text, uint32_t length, size_t form)
{
	const char *end = text + length;

	for (; form > 0; form--) {
		text += strlen(text) + 1;
		if (text > end)
			return NULL;
	}
	return text;
}

const char *catalogue_find(const struct catalogue *catalogue, const char *english, size_t form)
{
	size_t low = 0;
	size_t high = catalogue != NULL && *english != '\0' ? catalogue->count : 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(english, catalogue->file + catalogue->english[middle].offset);

		if (order == 0)
			return form_of(catalogue->file + catalogue->said[middle].offset,
			    catalogue->said[middle].length, form);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
