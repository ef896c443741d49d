# How Aisle is built, run and tested. `make` alone lists what can be made; everything made goes into build/, everything run into var/.

SHELL := /bin/bash
COMMA := ,
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# SAN=1: the same programs with the address and undefined-behaviour sanitizers, beside the plain ones. SAN=thread: with the one that sees races.
SAN ?=
OUT ?= build$(if $(SAN),/$(if $(filter thread,$(SAN)),tsan,san))
OBJ := $(OUT)/obj
GEN := build/gen
DIR ?= var

# Targets that build something for you use all processors, unless you said -j yourself.
BUILD_ALL = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

# What there is. A program is cgi-bin/NAME.c; a room is a folder with C files (web/ has the one C++ file too).
ROOMS := base db web model store remote domain pages staff jobs commands flights
PROGRAM_NAMES := booking admin flights worker aisle
binary_of_booking := booking.fcgi
binary_of_admin := admin.fcgi
binary_of_flights := flights.fcgi
binary_of_worker := aisle-worker
binary_of_aisle := aisle
rooms_of_booking := pages domain store remote web db model base
rooms_of_admin := staff domain store remote web db model base
rooms_of_flights := flights web db base
rooms_of_worker := jobs domain store remote web db model base
rooms_of_aisle := commands flights domain store remote web db model base

PRESENT := $(foreach name,$(PROGRAM_NAMES),$(if $(wildcard cgi-bin/$(name).c),$(name)))
BINARIES := $(foreach name,$(PRESENT),$(OUT)/$(binary_of_$(name)))
PUBLIC_SOURCES := $(sort $(wildcard static/* deploy/nginx/problems/*))
TEMPLATES := $(sort $(shell find templates -name '*.tpl' 2>/dev/null))
# Languages besides English: po/LANGUAGE.po, and one in which every text is marked. What staff see is in English.
WORDS := build/words
TRANSLATED := $(filter-out templates/staff% templates/admin% templates/parts/staff_% templates/parts/admin_%,$(TEMPLATES))
LANGUAGES := $(patsubst po/%.po,%,$(wildcard po/*.po)) qps
SPEAKING := $(sort $(wildcard cgi-bin/base/*.c cgi-bin/web/*.c cgi-bin/domain/*.c cgi-bin/pages/*.[ch] cgi-bin/jobs/*.c))
TESTS := $(foreach kind,unit store,$(patsubst %.c,$(OUT)/%,$(wildcard tests/$(kind)/*_test.c)))
RACE_LIBRARY := build/tests/race/fail_malloc.so
BENCH_PROGRAMS := $(patsubst %,$(OUT)/bench/%,load floor direct hello.fcgi)
SUPPORT := $(patsubst %.c,$(OBJ)/%.o,$(wildcard tests/support/*.c))
C_FILES = $(wildcard cgi-bin/*.[ch] cgi-bin/*/*.[ch] cgi-bin/*/*.cc tests/*/*.[ch] bench/*.[ch])

# Libraries. Their headers are system headers: our warnings are not about them.
LIBRARIES := apr-1 glib-2.0 jansson libsodium libcurl libmariadb libctemplate zlib
ifeq ($(filter help clean format lint install-packages,$(or $(MAKECMDGOALS),help)),)
LIB_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(LIBRARIES) 2>/dev/null))
LIB_LIBS := $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lfcgi -lzint
IS_CLANG := $(findstring clang,$(shell $(CC) --version 2>/dev/null))
endif

WARNINGS := -Wall -Wextra -Werror -Wshadow -Wvla -Wformat=2 -Wconversion
C_WARNINGS := $(WARNINGS) -Wstrict-prototypes -Wmissing-prototypes
HARDENING := -fstack-protector-strong -fstack-clash-protection -fno-strict-overflow -fno-delete-null-pointer-checks -fPIE \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full)
ifneq ($(SAN),)
# gcc loses track of what is set where the thread sanitizer's calls are in between.
SANITIZERS := $(if $(filter thread,$(SAN)),thread,address,undefined)
HARDENING += -O1 -g -fno-omit-frame-pointer -fsanitize=$(SANITIZERS) $(if $(filter thread,$(SAN)),$(if $(IS_CLANG),,-Wno-maybe-uninitialized),-fno-sanitize-recover=all)
LINK_SAN := -fsanitize=$(SANITIZERS)
else
# clang 14 has this one only behind a second switch with a warning in its name.
HARDENING += -O2 -g -D_FORTIFY_SOURCE=3 $(if $(IS_CLANG),,-ftrivial-auto-var-init=zero)
endif
CPPFLAGS_ALL := -Icgi-bin -I$(GEN) $(LIB_CFLAGS) -D_GNU_SOURCE $(CPPFLAGS)
CFLAGS_ALL := -std=c17 $(C_WARNINGS) $(HARDENING) -pthread $(CFLAGS)
CXXFLAGS_ALL := -std=c++17 $(WARNINGS) $(HARDENING) -D_GLIBCXX_ASSERTIONS -pthread $(CXXFLAGS)
LDFLAGS_ALL := -pie -pthread -Wl,-z,noexecstack -Wl,-z,relro -Wl,-z,now -Wl,--as-needed $(LINK_SAN) $(LDFLAGS)

##: Run
run: install-packages ## everything on this machine: packages, programs, a private database, demo data, nginx in front; Ctrl-C ends it
	@$(BUILD_ALL) build
	@exec deploy/stack run $(DIR) --demo

install-packages: ## the Debian packages that building and running need (asks sudo when you are not root)
	@deploy/install

##: Build
build: $(BINARIES) $(GEN)/public.stamp $(LANGUAGES:%=$(WORDS)/%.stamp) ## the programs, in build/ (SAN=1: with sanitizers, in build/san/), and what nginx gives out, in build/public/

clean: ## takes build/ away (var/ with its data stays)
	rm -rf build

##: Test
test: ## all tests, sanitizers on; ends with "N passed, N failed" (DB=galera: those of a whole Aisle, on a cluster of three databases)
	@deploy/install --tests $(if $(filter galera,$(DB)),--galera)
	@$(BUILD_ALL) SAN=1 build test-programs
	@$(BUILD_ALL) SAN=thread build thread-tests
	@$(BUILD_ALL) build race-library
	@exec tests/run

test-data test-unit test-store test-web test-race test-browser: ## one kind of test
	@$(BUILD_ALL) SAN=1 build test-programs
	@exec tests/run $(@:test-%=%)

test-threads:
	@$(BUILD_ALL) SAN=thread build thread-tests
	@exec tests/run threads

lint: ## the rules of the house: stairs, doors, templates, sizes, words (builds nothing)
	@exec tests/run lint

hammer: ## many customers on few seats while everything breaks: 60 s of each locking (SEED=N repeats; tests/race/hammer has more settings)
	@deploy/install --tests
	@$(BUILD_ALL) build race-library
	@DURATION=$${DURATION:-60} MIN_BOOKINGS=$${MIN_BOOKINGS:-2000} MIN_FAULTS=$${MIN_FAULTS:-30} node tests/race/hammer/hammer.mjs

hammer-long: ## the same for half an hour; ends with a summary (SUMMARY=FILE: written there too)
	@deploy/install --tests
	@$(BUILD_ALL) build race-library
	@DURATION=900 PACE=long MIN_BOOKINGS=25000 MIN_FAULTS=1000 MIN_DATABASE_KILLS=50 MIN_WORKER_KILLS=500 node tests/race/hammer/hammer.mjs

hammer-seeds: ## the same for some seconds with each of 20 seeds: no false alarm
	@deploy/install --tests
	@$(BUILD_ALL) build race-library
	@exec node tests/race/hammer/seeds.mjs

hammer-bugs: ## bugs put into copies of the programs, each of which the hammer has to find (about a minute each)
	@deploy/install --tests
	@$(BUILD_ALL) build race-library
	@exec node tests/race/bugs/run.mjs

race-library: $(RACE_LIBRARY)

test-programs: $(TESTS)

thread-tests: $(foreach name,connections flight_cache flight_client flight_client_faults flight_files log date_zone waiters,$(OUT)/tests/unit/$(name)_test) $(OUT)/tests/store/catalog_test

bench: ## everything measured, by turns, against floor and peers; writes docs/benchmarks.md (a quarter of an hour; ROUNDS=3 SECONDS=3; ONLY=sale,seatmap... picks)
	@deploy/install --bench
	@$(BUILD_ALL) build bench-programs
	@exec node bench/run.mjs

bench-programs: $(BENCH_PROGRAMS)

bench-locking: ## both ways of locking seats, measured side by side (THREADS=16 SECONDS=4 ROUNDS=3)
	@deploy/install --tests
	@$(BUILD_ALL) $(OUT)/bench/locking
	@exec $(OUT)/bench/locking

screenshots: build ## the pictures of docs/screenshots/, of an Aisle that is started for them (those of customers' pages: or that AISLE_SITE names)
	@deploy/install --tests
	@node tests/browser/screenshots.mjs
	@exec node tests/browser/staff_screenshots.mjs

lighthouse: build ## what Lighthouse says of the pages, median of three (status 1: below 100, performance 95), of an Aisle that is started for it
	@deploy/install --lighthouse
	@exec node tests/lighthouse/run.mjs

words: $(WORDS)/aisle.pot ## brings po/*.po up to what is said now: new and changed messages are empty there
	@for po in po/*.po; do msgmerge --quiet --update --no-fuzzy-matching --backup=none --no-location "$$po" $<; sed -i -e "/^.POT-Creation-Date/d" -e "/^.Report-Msgid-Bugs-To/d" "$$po"; msgfmt --statistics -o /dev/null "$$po"; done

tidy: $(GEN)/view_keys.stamp $(GEN)/public.stamp ## clang-tidy over the C files
	@clang-tidy --quiet $(filter %.c,$(C_FILES)) -- -std=c17 -Icgi-bin -I$(GEN) $(LIB_CFLAGS) -D_GNU_SOURCE

format: ## clang-format over the C files
	@clang-format -i $(C_FILES)

##: Install on a host
install: build ## programs to /usr/lib/aisle, data to /usr/share/aisle, units to /usr/lib/systemd/system (DESTDIR is honoured)
	@exec deploy/install-host "$(DESTDIR)"

help:
	@awk 'BEGIN { FS = ":[^#]*## " } \
	  /^##: / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z][a-z -]*:.*## / { printf "  make %-18s %s\n", $$1 ~ /^test-data / ? "test-KIND" : $$1, $$2 } \
	  END { print "\nKIND is data, unit, store, web, threads, race or browser. make run takes PORT (8080), FLIGHTS_PORT (8081), BIND (127.0.0.1), DIR (var)." }' $(firstword $(MAKEFILE_LIST))

.PHONY: run install-packages build clean test test-data test-unit test-store test-web test-race test-browser test-threads lint test-programs thread-tests \
	hammer hammer-long hammer-seeds hammer-bugs race-library bench bench-programs bench-locking \
	screenshots lighthouse words tidy format install help FORCE

# ---- how things are made ----

# A file that changes only when the text does: what hangs on it is made again when compiler, flags or the list of files change.
define written_when_changed
	@mkdir -p $(@D); printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' >$@
endef

$(OBJ)/compile.flags: FORCE
	$(call written_when_changed,$(CC) $(CXX) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(CXXFLAGS_ALL))
$(OBJ)/link.flags: FORCE
	$(call written_when_changed,$(CXX) $(LDFLAGS_ALL) $(LIB_LIBS))

# The names of all template markers, as an enum for C and as static keys for the one C++ file.
$(GEN)/templates.list: FORCE
	$(call written_when_changed,$(TEMPLATES))
$(GEN)/view_keys.stamp: $(TEMPLATES) $(GEN)/templates.list cgi-bin/web/make-view-keys.sh
	@cgi-bin/web/make-view-keys.sh $(GEN) $(TEMPLATES)
	@touch $@
$(GEN)/view_keys.h $(GEN)/view_keys.inc: $(GEN)/view_keys.stamp ;

# The static files under names that say what is in them, and these names for C.
$(GEN)/public.list: FORCE
	$(call written_when_changed,$(PUBLIC_SOURCES))
$(GEN)/public.stamp: $(PUBLIC_SOURCES) $(GEN)/public.list deploy/make-public
	@deploy/make-public build/public $(GEN)/static_names.h
	@touch $@
$(GEN)/static_names.h: $(GEN)/public.stamp ;
GENERATED := $(GEN)/view_keys.stamp $(GEN)/public.stamp

# Words: what is to be said (from the C files and the templates), and of each language a catalogue for the programs and its templates. A catalogue that lacks a message ends it.
$(WORDS)/pot.stamp: $(TRANSLATED) $(SPEAKING) $(GEN)/templates.list po/template-words
	@mkdir -p $(@D)
	@po/template-words extract $(TRANSLATED) >$(WORDS)/templates.pot
	@xgettext --from-code=UTF-8 --language=C --keyword --keyword=say --keyword=say_count:2,3 --keyword=TO_SAY --no-location --sort-output -o $(WORDS)/c.pot $(SPEAKING)
	@msgcat --use-first $(WORDS)/c.pot $(WORDS)/templates.pot | sed -e '/^"POT-Creation-Date/d' >$(WORDS)/new.pot
	@cmp -s $(WORDS)/new.pot $(WORDS)/aisle.pot || cp $(WORDS)/new.pot $(WORDS)/aisle.pot
	@touch $@
$(WORDS)/aisle.pot: $(WORDS)/pot.stamp ;
$(WORDS)/%.stamp: $(WORDS)/%.po $(TRANSLATED) $(WORDS)/aisle.pot po/template-words
	@echo "  WORDS $*"
	@msgcmp $< $(WORDS)/aisle.pot
	@msgfmt --check-format --check-domain -o $(WORDS)/$*.mo $<
	@rm -rf $(WORDS)/$*; po/template-words translate $< $* $(WORDS)/$* $(TRANSLATED)
	@touch $@
$(WORDS)/qps.po: $(WORDS)/aisle.pot po/template-words
	@po/template-words pseudo $< >$@
$(WORDS)/%.po: po/%.po
	@mkdir -p $(@D); cp $< $@
.SECONDARY: $(LANGUAGES:%=$(WORDS)/%.po)

$(OBJ)/%.o: cgi-bin/%.c $(OBJ)/compile.flags | $(GENERATED)
	@mkdir -p $(@D); echo "  CC    $<"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c $< -o $@
$(OBJ)/%.o: cgi-bin/%.cc $(OBJ)/compile.flags | $(GENERATED)
	@mkdir -p $(@D); echo "  CXX   $<"
	@$(CXX) $(CPPFLAGS_ALL) $(CXXFLAGS_ALL) -MMD -MP -c $< -o $@
$(OBJ)/tests/%.o: tests/%.c $(OBJ)/compile.flags | $(GENERATED)
	@mkdir -p $(@D); echo "  CC    $<"
	@$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -MMD -MP -c $< -o $@

$(OBJ)/bench/%.o: bench/%.c $(OBJ)/compile.flags | $(GENERATED)
	@mkdir -p $(@D); echo "  CC    $<"
	@$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -MMD -MP -c $< -o $@

define room_rules
objects_of_$(1) := $(patsubst cgi-bin/%,$(OBJ)/%.o,$(basename $(wildcard cgi-bin/$(1)/*.c cgi-bin/$(1)/*.cc)))
ALL_OBJECTS += $$(objects_of_$(1))
$(OBJ)/$(1).list: FORCE
	$$(call written_when_changed,$$(objects_of_$(1)))
$(OBJ)/$(1).a: $$(objects_of_$(1)) $(OBJ)/$(1).list
	@rm -f $$@; ar rcs $$@ $$(objects_of_$(1))
endef
$(foreach room,$(ROOMS),$(eval $(call room_rules,$(room))))

# $(1) target, $(2) its own objects, $(3) archives, $(4) more libraries. g++ links, for ctemplate.
link = @mkdir -p $(dir $(1)); echo "  LINK  $(1)"; \
	$(CXX) $(LDFLAGS_ALL) $(2) -Wl,--start-group $(3) -Wl,--end-group $(LIB_LIBS) $(4) -o $(1)

define program_rules
ALL_OBJECTS += $(OBJ)/$(1).o
$(OUT)/$(binary_of_$(1)): $(OBJ)/$(1).o $(rooms_of_$(1):%=$(OBJ)/%.a) $(OBJ)/link.flags
	$$(call link,$$@,$(OBJ)/$(1).o,$(rooms_of_$(1):%=$(OBJ)/%.a),)
endef
$(foreach name,$(PRESENT),$(eval $(call program_rules,$(name))))

$(TESTS): $(OUT)/tests/%: $(OBJ)/tests/%.o $(SUPPORT) $(ROOMS:%=$(OBJ)/%.a) $(OBJ)/link.flags
	$(call link,$@,$< $(TESTED) $(SUPPORT),$(ROOMS:%=$(OBJ)/%.a),-lcmocka)
# The one test of something that no room has.
$(OUT)/tests/unit/load_answer_test: TESTED := $(OBJ)/bench/load_answer.o
$(OUT)/tests/unit/load_answer_test: $(OBJ)/bench/load_answer.o
# The benchmark's programs. Those that go through the rules link all rooms; the load generator needs base/ alone.
$(OUT)/bench/load: $(patsubst %.c,$(OBJ)/%.o,$(wildcard bench/load*.c)) $(OBJ)/base.a $(OBJ)/link.flags
	$(call link,$@,$(filter %.o,$^),$(OBJ)/base.a,)
$(OUT)/bench/floor: $(OBJ)/bench/floor.o $(OBJ)/bench/load_figures.o $(OBJ)/base.a $(OBJ)/link.flags
	$(call link,$@,$(filter %.o,$^),$(OBJ)/base.a,)
# The calls that bench/tape.c writes down.
TAPED := db_run db_insert_many db_select db_run_later db_run_later_done db_insert_many_later db_select_later db_settle tx_run rows_next row_int row_text row_instant row_date
$(OUT)/bench/direct: $(patsubst %,$(OBJ)/bench/%.o,direct direct_raw direct_sale tape tape_compare tape_play load_figures load_plan) $(ROOMS:%=$(OBJ)/%.a) $(OBJ)/link.flags
	$(call link,$@,$(TAPED:%=-Wl$(COMMA)--wrap=%) $(filter %.o,$^),$(ROOMS:%=$(OBJ)/%.a),)
$(OUT)/bench/hello.fcgi: $(OBJ)/bench/hello.o $(OBJ)/web.a $(OBJ)/base.a $(OBJ)/link.flags
	$(call link,$@,$(filter %.o,$^),$(OBJ)/web.a $(OBJ)/base.a,)
$(OUT)/bench/locking: $(OBJ)/bench/locking.o $(SUPPORT) $(ROOMS:%=$(OBJ)/%.a) $(OBJ)/link.flags
	$(call link,$@,$< $(SUPPORT),$(ROOMS:%=$(OBJ)/%.a),-lcmocka)
.SECONDARY: $(TESTS:$(OUT)/%=$(OBJ)/%.o) $(SUPPORT)


# What the hammer puts under its second node's programs: always without sanitizers.
$(RACE_LIBRARY): tests/race/fail_malloc.c
	@mkdir -p $(@D); echo "  CC    $<"
	@$(CC) -std=c17 -D_GNU_SOURCE $(C_WARNINGS) -O2 -g -fPIC -shared $(CFLAGS) $< -o $@

-include $(patsubst %.c,$(OBJ)/%.d,$(wildcard bench/*.c)) $(ALL_OBJECTS:.o=.d) $(TESTS:$(OUT)/%=$(OBJ)/%.d) $(SUPPORT:.o=.d)
