# Builds, tests and shows the page. `make` alone lists what there is.

# Tools that scripts/setup.sh installed come before any that the machine has.
export PATH := $(CURDIR)/.tools/bin:$(PATH)

# The browsers that tests are run in: `make test-e2e BROWSERS=firefox` runs them in one.
ALL_BROWSERS := chromium firefox webkit
BROWSERS ?= $(ALL_BROWSERS)
ifneq ($(filter-out $(ALL_BROWSERS),$(BROWSERS))$(if $(strip $(BROWSERS)),,none),)
$(error BROWSERS: expected some of `$(ALL_BROWSERS)`, found `$(BROWSERS)`)
endif

# Asked for when a recipe runs: by then the set-up has installed what was missing.
CHROMEDRIVER ?= $(shell command -v chromedriver)
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# Only newer versions of make let their shell see the PATH above.
GECKODRIVER ?= $(shell PATH='$(PATH)' && command -v geckodriver)
FIREFOX ?= $(shell command -v firefox-esr || command -v firefox)
WEBKITDRIVER ?= $(shell command -v WebKitWebDriver)
JAVA ?= $(shell command -v java)
# The test runner takes the first driver it finds in its environment, so it gets one at a time.
unexport CHROMEDRIVER GECKODRIVER SAFARIDRIVER

# Limit of the first load in bytes after brotli. It catches accidents; the page is not tuned to it.
BUDGET := 127896
# And what the element may: the script that hosts load, and the program that it fetches once it is seen.
LOADER_BUDGET := 3072
PROGRAM_BUDGET := 125000
# Limits of the one-file page, raw and after brotli. Most of it is compressed already.
ONE_FILE_BUDGET := 272480
ONE_FILE_BROTLI_BUDGET := 155720

# CI builds what Cargo.lock says or nothing; at home Cargo may complete the lock file after an edit.
LOCKED := $(if $(CI),--locked)

.DEFAULT_GOAL := help
.PHONY: help serve dev build test check bench fuzz clean \
	page setup-build setup-check test-native test-budget test-browser $(ALL_BROWSERS:%=test-browser-%) test-servers test-fuzz test-audit test-e2e \
	npm-package package test-package test-reproducible pictures readme-images bench-page bench-feeds bench-history bench-size bench-servers bench-carriers

help: ## list these commands
	@echo 'make COMMAND, where COMMAND is'
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-17s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: setup-build page ## build the page and rehearse an outage with it (ARGS='--port 8100')
	cargo run $(LOCKED) --quiet -- rehearse $(ARGS)

# Trunk builds the page alone, without the widget and the readers of feeds, reloads the browser after each change, and
# hands on to the rehearsal what is the rehearsal's.
DEV_PORT := 8080
REHEARSAL_PORT := 8081
TRUNK_DEV = trunk $(1) --offline --dist target/dev --html-output index.html
dev: setup-build ## rebuild the page on every change and show it with a rehearsal's document (ARGS='--speed 10')
	sed -e '/data-type="worker"/d' -e 's/ data-keep-debug//' index.html > .dev.html
	$(call TRUNK_DEV,build) .dev.html
	cargo build $(LOCKED) --quiet
	@trap 'kill $$rehearsal' EXIT; \
	target/debug/intermission rehearse --port $(REHEARSAL_PORT) --dist target/dev $(ARGS) & rehearsal=$$!; \
	$(call TRUNK_DEV,serve) --port $(DEV_PORT) .dev.html

build: setup-build page ## build the page into dist/, ready to be served

# The end-to-end stage comes last and bare, so that the output ends with its own count of tests.
test: ## install what is missing, then check, build and test everything
	@rm -f target/stage-times.txt
	@scripts/time-stage.sh setup scripts/setup.sh test $(BROWSERS)
	@scripts/time-stage.sh check $(MAKE) --no-print-directory check
	@scripts/time-stage.sh native $(MAKE) --no-print-directory test-native
	@scripts/time-stage.sh build $(MAKE) --no-print-directory page test-budget
	@scripts/time-stage.sh browser $(MAKE) --no-print-directory test-browser
	@scripts/time-stage.sh servers $(MAKE) --no-print-directory test-servers
	@scripts/time-stage.sh fuzz $(MAKE) --no-print-directory test-fuzz
ifneq ($(filter chromium,$(BROWSERS)),)
	@scripts/time-stage.sh audit $(MAKE) --no-print-directory test-audit
endif
	@printf '\n=== seconds by stage, before the last one\n'
	@cat target/stage-times.txt
	@printf '\n=== end-to-end\n'
	@$(MAKE) --no-print-directory test-e2e

check: setup-check ## formatting, spelling, links, dependencies, lints on both targets and of scripts, documentation
	cargo fmt --check
	RUST_LOG=warn taplo fmt --check --diff
	typos
	lychee -q . .github
	shellcheck .ci/run $$(find scripts -name '*.sh')
	biome lint --error-on-warnings
	cargo machete
	cargo deny --log-level error check bans licenses sources
	cargo clippy $(LOCKED) --all-targets -- -D warnings
	cargo clippy $(LOCKED) --test e2e --test servers -- -D warnings
	cargo clippy $(LOCKED) --target wasm32-unknown-unknown --lib --bin page --bin widget --bin history --bin feeds --test browser -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc $(LOCKED) --no-deps

bench: ## simulate the requests of a million visitors, beside other kinds of page
	cargo run $(LOCKED) --profile fleet -- fleet $(ARGS)

bench-feeds: ## measure the readers of other services' feeds in Chromium, beside JSON.parse (needs the page built)
	CHROMIUM='$(CHROMIUM)' node scripts/bench-feeds.mjs

bench-history: bench/node_modules/.installed ## compare publishing and showing five years with less, in one run (needs the page built)
	cargo build $(LOCKED) --quiet --profile fleet --bin intermission
	node scripts/bench-history.mjs target/fleet/intermission
	CHROMIUM='$(CHROMIUM)' node bench/history.mjs target/fleet/intermission

bench-size: setup-build ## measure what each device for size saves and costs (some twenty minutes)
	node scripts/bench-size.mjs

# Needs `make build` before. Its packages are installed on first use, those of the lock file and no others.
bench-page: bench/node_modules/.installed ## measure the page in Chromium beside vanilla JS, Solid and Preact (ARGS='--rows 1000 --print')
	cargo build $(LOCKED) --quiet
	CHROMIUM='$(CHROMIUM)' node bench/run.mjs $(ARGS)

bench/node_modules/.installed: bench/package-lock.json
	npm ci --prefix bench --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

bench-servers: ## compare what nginx serves of the page with plain files (needs wrk)
	cargo build $(LOCKED) --quiet
	scripts/load.sh

npm-package: ## make the widget's npm package in target/package/npm/ (needs the page built)
	@node scripts/build/npm-package.mjs

package: setup-build page ## write what a release has to target/package/, with checksums, and try it (needs root for that)
	@scripts/setup.sh package
	@scripts/package.sh
	@$(MAKE) --no-print-directory test-package

test-package: ## try what `make package` has written, in an empty Debian (CHECKS='deb image' tries some)
	@scripts/check/packages.sh $(CHECKS)

test-reproducible: ## make the packages again in another folder and compare them (as long as page and package together)
	@scripts/check/reproducible.sh

bench-carriers: ## compare what `intermission serve` and nginx answer, in one run (needs the page built, and wrk)
	cargo build $(LOCKED) --quiet --profile fleet --bin intermission
	scripts/bench-carriers.sh

# Seconds for each target, by hand and in `make test`.
SECONDS ?= 60
TEST_SECONDS := 15

fuzz: ## search for harmful inputs, SECONDS=60 by each of four fuzz targets (needs a C++ compiler)
	scripts/fuzz.sh $(SECONDS)

test-fuzz: ## one stage alone: a quarter of a minute by each fuzz target
	scripts/fuzz.sh $(TEST_SECONDS)

clean: ## remove what was built; installed tools stay in .tools/
	rm -rf dist target fuzz/target

setup-build:
	@scripts/setup.sh build

setup-check:
	@scripts/setup.sh check

# The page brings a standard library of its own, compiled for size and to trap where it would panic: the one
# that is shipped formats a message at every such place, a tenth of the download for what no visitor reads.
# Stable compilers call these options unstable, so they are asked for by name.
# `make page STD=shipped` does without them, for `make bench-size`.
STD := built
ifneq ($(STD),shipped)
page: export RUSTC_BOOTSTRAP := 1
page: export CARGO_UNSTABLE_BUILD_STD := std,panic_abort
page: export CARGO_UNSTABLE_BUILD_STD_FEATURES := optimize_for_size
page: export CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT := true
page: export CARGO_PROFILE_RELEASE_PANIC := immediate-abort
endif
# --offline: a tool of the wrong version is then an error instead of a download.
# Files of an earlier build beside the module would hide that this one lacks them.
page:
	cargo fetch $(LOCKED) --quiet
	rm -rf target/wasm-bindgen
	trunk build --release --offline

test-native: ## one stage alone: scripts, and everything that needs no browser
	node --test --test-reporter=spec $$(find bench scripts src web -name node_modules -prune -o -name '*.test.mjs' -print)
	cargo test $(LOCKED)

test-budget: ## one stage alone: sizes of the download, beside the limits and the last release (needs the page built)
	node scripts/check/budget.mjs --compare
	node scripts/check/budget.mjs --limit-brotli $(BUDGET)
	node scripts/check/budget.mjs --of loader --limit-brotli $(LOADER_BUDGET)
	node scripts/check/budget.mjs --of program --limit-brotli $(PROGRAM_BUDGET)
	node scripts/check/budget.mjs --of one-file --limit-raw $(ONE_FILE_BUDGET) --limit-brotli $(ONE_FILE_BROTLI_BUDGET)

# No -q here: the runner refuses the --quiet that Cargo would pass on. Its own limits, 5 s for a driver to start and
# 20 s for the tests, are for machines that do nothing else.
WASM_TEST = WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60 WASM_BINDGEN_TEST_TIMEOUT=120 cargo test $(LOCKED) --target wasm32-unknown-unknown --test browser

test-browser: $(BROWSERS:%=test-browser-%) ## one stage alone: the browser interfaces (BROWSERS=firefox)

test-browser-chromium:
	CHROMEDRIVER='$(CHROMEDRIVER)' $(WASM_TEST)

test-browser-firefox:
	GECKODRIVER='$(GECKODRIVER)' $(WASM_TEST)

# The runner speaks to WebKit's driver for GTK as it does to Safari's.
test-browser-webkit:
	SAFARIDRIVER='$(WEBKITDRIVER)' scripts/with-display.sh env $(WASM_TEST)

# nginx, Caddy, Varnish and HAProxy with the configurations of deploy/.
test-servers: ## one stage alone: nginx, Caddy, Varnish and HAProxy (needs the page built)
	INTERMISSION_DIST='$(CURDIR)/dist' cargo test $(LOCKED) --test servers

# Lighthouse is Chromium's, so that whoever makes do with another browser makes do without. It goes first and
# alone: what else the machine does is in its figures.
test-audit: ## one stage alone: Lighthouse, the HTML checker, readers of feeds (needs the page built)
	cargo build $(LOCKED) --quiet
	CHROMIUM='$(CHROMIUM)' node scripts/check/lighthouse.mjs
	CHROMIUM='$(CHROMIUM)' JAVA='$(JAVA)' node scripts/check/markup.mjs
	JAVA='$(JAVA)' node scripts/check/feeds.mjs

# Journeys mostly wait, so that two cores bear several at a time. More would starve browsers of the processor.
E2E_THREADS ?= 6

E2E = INTERMISSION_DIST='$(CURDIR)/dist' \
	INTERMISSION_PROJECTS='$(CURDIR)/target/npm-projects' \
	INTERMISSION_AXE='$(CURDIR)/.tools/npm/node_modules/axe-core/axe.min.js' \
	CHROMEDRIVER='$(CHROMEDRIVER)' CHROMIUM='$(CHROMIUM)' \
	GECKODRIVER='$(GECKODRIVER)' FIREFOX='$(FIREFOX)' WEBKITDRIVER='$(WEBKITDRIVER)' \
	RUST_TEST_THREADS='$(E2E_THREADS)' RUST_BACKTRACE=0 \
	cargo test $(LOCKED) --test e2e --

# Test names end in the browser's. The packages of Vite and webpack are those of the lock file.
test-e2e: npm-package ## one stage alone: end-to-end tests (needs the page built; BROWSERS=webkit, or TEST=part of a name)
	@node scripts/check/npm-projects.mjs
	@$(E2E) $(or $(TEST),$(BROWSERS:%=::%))

readme-images: setup-build page ## take the pictures of the README again
	scripts/setup.sh test chromium
	cargo build $(LOCKED) --quiet
	CHROMIUM='$(CHROMIUM)' node scripts/readme-images.mjs

pictures: setup-build page ## take again the pictures of the gallery that tests compare with
	@UPDATE_SCREENSHOTS=1 $(E2E) gallery::pictures
