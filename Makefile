# The product's commands. They write to this checkout and to DATA_DIR, nowhere else but the package managers' caches.

PYTHON ?= python3
BIN := .venv/bin
CHECKED := casino_club bench migrations tests scripts

# Node of the machine when it is new enough, else the one of a wheel.
NODE_GROUP := $(shell node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null || echo --group node)
export PYTHON
export UV_PYTHON_DOWNLOADS := never
export UV_COMPILE_BYTECODE := 1

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help run test check bench clean openapi deps deps-dev preflight preflight-run

help: ## Show this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: preflight-run deps ## Install, build and open the club on PORT (default 8000), state in DATA_DIR (default .data)
	@scripts/web.sh build
	@exec $(BIN)/casino-club up

test: deps-dev ## Run every test: web, product, faults, and browser journeys when a Chromium is found
	@scripts/web.sh test
	@$(BIN)/pytest -n 2 --dist loadfile

check: deps-dev ## Lint, types, architecture, contract, for Python and the web
	$(BIN)/ruff format --check --quiet $(CHECKED)
	$(BIN)/ruff check --quiet $(CHECKED)
	$(BIN)/pyright
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest -q tests/architecture
	$(BIN)/casino-club openapi --check
	@scripts/web.sh check
	@echo "all checks passed"

bench: deps-dev ## Measure: prints figures and appends them to bench/results
	@scripts/web.sh build
	@for each in bench/*/__main__.py; do \
		name=$$(basename $$(dirname $$each)); echo "== bench.$$name"; $(BIN)/python -m bench.$$name || exit 1; \
	done

openapi: deps-dev ## Write docs/openapi.json and the web client's types from the code
	@$(BIN)/casino-club openapi
	@scripts/web.sh deps
	@npm_config_cache=$(CURDIR)/.tools/npm PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix web run api:types

clean: ## Remove what was built; DATA_DIR, .venv and .tools stay
	@rm -rf web/out web/.next web/coverage artifacts dist .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	@find casino_club bench migrations tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "clean"

preflight preflight-run:
	@command -v $(PYTHON) >/dev/null || { echo "error: $(PYTHON) not found: install Python 3.11 or newer, or set PYTHON" >&2; exit 1; }
	@$(PYTHON) scripts/preflight.py $(subst preflight-,,$@)

deps: preflight
	@scripts/uv.sh sync --locked --inexact --no-dev $(NODE_GROUP) \
		|| { echo "error: the Python packages could not be installed (uv's lines are above)" >&2; exit 1; }

deps-dev: preflight
	@scripts/uv.sh sync --locked --inexact $(NODE_GROUP) \
		|| { echo "error: the Python packages could not be installed (uv's lines are above)" >&2; exit 1; }
