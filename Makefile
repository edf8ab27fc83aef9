# Everything a user or a contributor runs. `make` alone lists it.
#
# One private environment, .venv, in two steps: what a site needs (requirements.lock), and on top of it what the
# checks need (requirements-dev.lock, which holds the same versions). Each step leaves a stamp, and is taken again
# only when its lock file changes. pip is used as you have configured it.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
JOBS ?= 2
DOCUMENTS ?= 2000
BIN := $(VENV)/bin
TYPESCRIPT := tools/typescript
PIP_INSTALL := $(BIN)/python -m pip --disable-pip-version-check install --quiet --quiet
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate
# Node comes with the environment, so that nothing else has to be installed; npm, like pip, is used as you have configured it.
NPM_INSTALL := PATH="$(abspath $(BIN)):$$PATH" npm ci --prefix $(TYPESCRIPT) --ignore-scripts --no-audit --no-fund --silent
TSC := PATH="$(abspath $(BIN)):$$PATH" $(TYPESCRIPT)/node_modules/.bin/tsc --project $(TYPESCRIPT)

export NO_MKDOCS_2_WARNING = 1

.PHONY: help site serve quick test fuzz docs bench dist lock clean

help: ## list these commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | while IFS=: read -r name rest; do \
		printf '  make %-7s %s\n' "$$name" "$${rest##*\#\# }"; done

site: $(VENV)/site.stamp ## build the site from seeds/ into site/
	@$(BIN)/python -m build_site build

serve: $(VENV)/site.stamp ## live preview: rebuilds while you edit
	@$(BIN)/python -m build_site serve

quick: $(VENV)/test.stamp ## lint, types and the fast tests: half a minute, for every change while you work
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(TSC)
	@$(BIN)/python -m pytest -n $(JOBS) --dist worksteal -m "not slow and not browser"

test: $(VENV)/test.stamp ## everything a change must pass: lint, types, all tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(TSC)
	@CHROMIUM="$$(bash tools/find_browser.sh)"; export CHROMIUM; $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

fuzz: $(VENV)/test.stamp ## mutated articles, DOCUMENTS of them (2000: some minutes), each time others; not part of make test
	@FUZZ_DOCUMENTS="$(DOCUMENTS)" $(BIN)/python -m pytest -p no:cacheprovider tests/test_fuzz.py

docs: $(VENV)/site.stamp ## the documentation, into docs-site/site/
	@$(BIN)/mkdocs build --strict --quiet --config-file docs-site/mkdocs.yml

bench: $(VENV)/test.stamp ## accuracy on seeds/, and with CORPUS="FILE ..." accuracy and speed on yours
	@$(BIN)/python benchmarks/seeds.py
	@$(if $(CORPUS),$(BIN)/python benchmarks/accuracy.py --corpus $(CORPUS))
	@$(if $(CORPUS),$(BIN)/python benchmarks/speed.py --corpus $(CORPUS))

dist: $(VENV)/site.stamp ## wheel and sdist in dist/, and a try of the wheel alone in a fresh environment
	@mkdir -p dist
	@$(BIN)/python -c "from flit_core import buildapi as b; print(b.build_wheel('dist')); print(b.build_sdist('dist'))"
	@PYTHON=$(PYTHON) tools/try_wheel.sh

lock: $(VENV)/test.stamp ## write the lock files anew; UPGRADE=--upgrade takes the newest versions
	$(LOCK) $(UPGRADE) requirements.in --output-file requirements.lock
	$(LOCK) $(UPGRADE) requirements-dev.in --output-file requirements-dev.lock

clean: ## remove the environment, caches and all that is made from seeds/ (never what you wrote)
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache $(TYPESCRIPT)/node_modules site
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	@# Generated pages are exactly what git ignores in docs/; .verbatim/ remembers them for as long as they are there.
	mkdir -p docs && git clean -dfqX docs && rm -rf .verbatim

$(VENV)/site.stamp: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo 'Verbatim needs Python 3.11 or newer, and `$(PYTHON)` is not. Name one: make PYTHON=python3.13 $(MAKECMDGOALS)' >&2; exit 1; }
	@echo 'Preparing the environment in $(VENV)/ (once, about half a minute) ...'
	@$(PYTHON) -m venv $(VENV) || { \
		echo 'Python could not make an environment; on Debian and Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements-dev.lock $(TYPESCRIPT)/package-lock.json $(VENV)/site.stamp
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@$(NPM_INSTALL)
	@touch $@
