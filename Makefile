# `make` alone lists what there is.
PYTHON ?= python3
BIN := .venv/bin
SERVE ?= 1
SHARED_OUT := -n auto --maxprocesses 4
.DEFAULT_GOAL := help
.PHONY: help setup demo run worker test lint check bench bench-guard lock

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/ready  ## install what is locked into .venv; quick when nothing has changed

.venv/ready: pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Regulars needs Python 3.11 or newer.")'
	@echo "Installing what is locked into .venv ..."
	@if command -v uv >/dev/null; then \
		test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) .venv; \
		uv pip sync --quiet --compile-bytecode --python $(BIN)/python --require-hashes requirements.lock && \
		uv pip install --quiet --python $(BIN)/python --no-deps --editable .; \
	else \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .; \
	fi
	@touch $@

demo: setup  ## play a year at a small shop and open its office (SERVE=0 stops before serving)
	$(BIN)/regulars demo $(if $(filter 0,$(SERVE)),--no-serve)

run: setup  ## serve the office and the customers' pages
	$(BIN)/regulars serve

worker: setup  ## plan, render and send
	$(BIN)/regulars work

test: setup  ## every test on SQLite, then those that touch tables again on PostgreSQL
	$(BIN)/pytest $(SHARED_OUT)
	REGULARS_TEST_DATABASE=postgres $(BIN)/pytest $(SHARED_OUT)

lint: setup  ## format, lint, types, import contracts, migrations; at most 30 seconds
	@$(BIN)/pre-commit run --all-files

check: lint test  ## what has to hold before a change lands

bench: setup  ## measure every figure the project claims
	@set -e; for case in $(filter-out bench/guard.py,$(wildcard bench/*.py)); do $(BIN)/python $$case; done

bench-guard: setup  ## fail when a measured ratio falls below its floor
	@$(BIN)/python bench/guard.py

lock:  ## write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet -o requirements.lock
