/* Templates: the door to ctemplate and the only C++ here. No exception leaves it: out of memory
   ends the process, as in C. */
extern "C" {
#include "base/err.h"
#include "base/words.h"
}

#include "web/view.h"

#include <apr_strings.h>
#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>
#include <ctemplate/template_emitter.h>
#include <ctemplate/template_string.h>

#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "view_keys.inc"

namespace
{

using ctemplate::STRIP_WHITESPACE;
using ctemplate::TemplateDictionary;

/* Pages are tens of kilobytes: most are written without growing. */
constexpr size_t PAGE_ROOM = size_t{ 64 } * 1024;

/*
 * Of each language that is spoken every template of its folder, parsed and frozen, so that threads
 * share it without a lock. They live as long as the process.
 */
std::vector<std::unique_ptr<ctemplate::TemplateCache>> caches;

const ctemplate::StaticTemplateString kRoot = STS_INIT(kRoot, "page");

class PageEmitter : public ctemplate::ExpandEmitter
{
      public:
	PageEmitter()
	{
		page.reserve(PAGE_ROOM);
	}
	void Emit(char c) override
	{
		page += c;
	}
	void Emit(const std::string &text) override
	{
		page += text;
	}
	void Emit(const char *text) override
	{
		page += text;
	}
	void Emit(const char *text, size_t length) override
	{
		page.append(text, length);
	}

	std::string page;
};

TemplateDictionary *dictionary_of(struct view *view)
{
	return reinterpret_cast<TemplateDictionary *>(view);
}

struct view *view_of(TemplateDictionary *dictionary)
{
	return reinterpret_cast<struct view *>(dictionary);
}

const ctemplate::StaticTemplateString &name_of(enum view_key key)
{
	return *view_key_names[key];
}

apr_status_t dictionary_delete(void *dictionary)
{
	delete static_cast<TemplateDictionary *>(dictionary);
	return APR_SUCCESS;
}

std::string file_of(const char *template_name)
{
	return std::string(template_name) + ".tpl";
}

/* English is what templates are written in; the others are made from it. */
std::string folder_of(const std::string &language, const char *english)
{
	return language == "en" ? english : std::string(words_folder()) + "/" + language;
}

/* The path of a template that does not parse, with a blank before it; else nothing. */
std::string broken_file(ctemplate::TemplateCache *into, const std::filesystem::path &folder,
    const std::filesystem::path &file)
{
	std::string name = file.lexically_relative(folder).string();

	return into->LoadTemplate(name, STRIP_WHITESPACE) ? "" : " " + file.string();
}

/* Of one of view_start's parts. */
std::string broken_of(ctemplate::TemplateCache *into, const std::filesystem::path &folder,
    const std::filesystem::path &part)
{
	std::string broken;

	if (!std::filesystem::is_directory(part))
		return broken_file(into, folder, part);
	for (const auto &entry : std::filesystem::recursive_directory_iterator(part))
		if (entry.path().extension() == ".tpl")
			broken += broken_file(into, folder, entry.path());
	return broken;
}

/* Runs `work`; whatever it throws (only memory can run out) ends the process here. */
template <typename Work> auto guarded(Work work) noexcept
{
	return work();
}

} // namespace

const struct err *view_start(const char *folder, const char *const *parts, apr_pool_t *pool)
{
	try {
		std::vector<std::unique_ptr<ctemplate::TemplateCache>> fresh;
		std::string broken;

		for (size_t i = 0; i < words_language_count(); i++) {
			std::filesystem::path path = folder_of(words_language(i)->code, folder);

			fresh.push_back(std::make_unique<ctemplate::TemplateCache>());
			fresh.back()->SetTemplateRootDirectory(path.string());
			for (const char *const *part = parts; *part != nullptr; part++)
				broken += broken_of(fresh.back().get(), path, path / *part);
			fresh.back()->Freeze();
		}
		if (!broken.empty())
			return err_new(
			    pool, CODE_BROKEN, "templates that do not parse:%s", broken.c_str());
		caches = std::move(fresh);
		return nullptr;
	} catch (const std::exception &problem) {
		return err_new(pool, CODE_BROKEN, "templates in %s: %s", folder, problem.what());
	}
}

struct view *view_new(apr_pool_t *pool)
{
	return guarded([&] {
		auto *dictionary = new TemplateDictionary(kRoot);

		apr_pool_cleanup_register(
		    pool, dictionary, dictionary_delete, apr_pool_cleanup_null);
		return view_of(dictionary);
	});
}

void view_end(struct view *view, apr_pool_t *pool)
{
	apr_pool_cleanup_run(pool, dictionary_of(view), dictionary_delete);
}

void view_text(struct view *view, enum view_key key, const char *text)
{
	guarded([&] { dictionary_of(view)->SetValue(name_of(key), text == nullptr ? "" : text); });
}

void view_int(struct view *view, enum view_key key, int64_t number)
{
	guarded([&] { dictionary_of(view)->SetIntValue(name_of(key), number); });
}

void view_show(struct view *view, enum view_key key)
{
	guarded([&] { dictionary_of(view)->ShowSection(name_of(key)); });
}

struct view *view_each(struct view *view, enum view_key key)
{
	return guarded(
	    [&] { return view_of(dictionary_of(view)->AddSectionDictionary(name_of(key))); });
}

struct view *view_include(struct view *view, enum view_key key, const char *template_name)
{
	return guarded([&] {
		auto *included = dictionary_of(view)->AddIncludeDictionary(name_of(key));

		included->SetFilename(file_of(template_name));
		return view_of(included);
	});
}

const struct err *view_render(const char *template_name, struct view *view, apr_pool_t *pool,
    const char **out, size_t *length)
{
	try {
		PageEmitter emitter;
		ctemplate::PerExpandData data;

		size_t language = words_index(words_spoken());

		if (language >= caches.size() ||
		    !caches[language]->ExpandNoLoad(file_of(template_name), STRIP_WHITESPACE,
			dictionary_of(view), &data, &emitter))
			return err_new(
			    pool, CODE_BROKEN, "template %s does not expand", template_name);
		*out = apr_pstrmemdup(pool, emitter.page.data(), emitter.page.size());
		*length = emitter.page.size();
		return nullptr;
	} catch (const std::exception &problem) {
		return err_new(pool, CODE_BROKEN, "template %s: %s", template_name, problem.what());
	}
}
