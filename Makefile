# The only door to every command. `make` alone prints what there is.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
PYTHON ?= python3
BIN := .venv/bin
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --upgrade
MEASURED = SLIPCOVER_ENABLED=1 SLIPCOVER_BRANCH=1 SLIPCOVER_SOURCE=quizapp
export PYTHONWARNINGS :=
unexport PYTHONDONTWRITEBYTECODE # a process that compiles everything anew takes three times as long to start

.PHONY: help
help: ## Print this list
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

.venv/run.stamp: requirements/run.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "quizapp needs Python 3.11 or newer; set PYTHON=python3.x")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.lock
	touch $@

.venv-anki/stamp: requirements/anki.lock
	$(PYTHON) -m venv .venv-anki
	.venv-anki/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/anki.lock
	touch $@

.PHONY: .venv-anki
.venv-anki: .venv-anki/stamp

.PHONY: serve
serve: .venv/run.stamp ## Install, migrate, load the question banks and serve; prints the address
	$(BIN)/quizapp serve

.PHONY: test
test: .venv/dev.stamp .venv-anki/stamp ## Run every test, those in a real browser too
	$(BIN)/python -m pytest -n 2 --dist worksteal --max-suite-reruns=8 --rerun-show-tracebacks $(ARGS)

.PHONY: test-postgresql
test-postgresql: .venv/dev.stamp ## Run every test that has a database on PostgreSQL, too
	QUIZAPP_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 --dist worksteal -p no:playwright \
	  -m "not sqlite and not browser and not anki" --ignore=tests/browser --ignore=tests/parity $(ARGS)

.PHONY: check
check: .venv/dev.stamp ## Run every gate and the fast tests; before each commit
	$(MAKE) --no-print-directory -j2 --output-sync=target gate-tests gate-lint gate-types gate-banks

.PHONY: gates
gates: .venv/dev.stamp ## Run every gate but the tests
	$(MAKE) --no-print-directory -j2 --output-sync=target gate-lint gate-types gate-banks

.PHONY: gate-lint gate-types gate-banks gate-tests
gate-lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint quizapp/templates
	$(BIN)/deptry .
	$(BIN)/codespell quizapp tests bench docs questions migrations README.md Makefile pyproject.toml

gate-types:
	$(BIN)/mypy

gate-banks:
	$(BIN)/quizapp bank check questions

gate-tests:
	$(MEASURED) COVERAGE_LEAST=80 $(BIN)/python -m pytest -q -n 2 --dist worksteal \
	  -m "not slow and not longer and not browser and not anki and not postgresql" --hypothesis-profile=quick -p no:playwright \
	  --ignore=tests/browser --ignore=tests/parity --ignore=tests/postgresql --ignore=tests/security # all of them slow

.PHONY: bench
bench: .venv/dev.stamp ## Measure against bare routes, ratios within one run
	$(BIN)/python -m bench

.PHONY: format
format: .venv/dev.stamp ## Format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix --quiet . || true

.PHONY: audit
audit: .venv/dev.stamp ## Look the locked dependencies up among known vulnerabilities
	$(BIN)/python -m tests.dependency_audit

.PHONY: lock
lock: .venv/dev.stamp ## Renew the lock files
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml requirements/build.in -o requirements/run.lock
	$(COMPILE) pyproject.toml --group dev -o requirements/dev.lock
	$(COMPILE) requirements/anki.in -o requirements/anki.lock

.PHONY: styles
styles: .venv/dev.stamp ## Make the sheet of Pico that is served: without what no page needs
	$(BIN)/python -m tests.trimmed_styles

.PHONY: screenshots
screenshots: .venv/dev.stamp ## Make the pictures of README.md and docs/ again
	$(BIN)/python -m docs.screenshots
