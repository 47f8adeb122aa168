# What a person runs: `make demo` and `make test` work on a fresh clone. The rest is for those who change sayso.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# The Python to build the environment with; PYTHON=/path/to/python chooses another one.
PYTHON ?=
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: help demo test lint check test-postgres test-web train evals clean

help: ## What there is to run
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(INSTALLED): pyproject.toml
	@found=""; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
		if command -v "$$python" >/dev/null && \
			"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			found="$$python"; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "sayso needs Python 3.11 or newer with its venv module (on Debian: apt-get install python3 python3-venv)." >&2; \
		echo "If you have one elsewhere: make PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi; \
	echo "Installing sayso and what it needs into $(VENV), with $$($$found --version). This takes a minute or two."; \
	"$$found" -m venv $(VENV); \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"; \
	$(BIN)/python -m pip install --quiet --editable ".[brotli,parquet,pdf,postgres]" --group dev
	@touch $@

demo: $(INSTALLED) ## Read the example pages into a ledger and look at them
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/demo.sh

test: $(INSTALLED) ## Run the tests
	$(BIN)/python -m pytest

lint: $(INSTALLED) ## Check style, types and the order of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: test lint ## Both of these

test-postgres: $(INSTALLED) ## Run the ledger's tests on a PostgreSQL server of their own
	sh tests/postgres.sh $(BIN)/python -m pytest tests/contracts

test-web: $(INSTALLED) ## Run the screens' tests in the system's Chromium
	sh tests/chromium.sh $(BIN)/python -m pytest tests/web

train: ## Say how the model is trained
	@echo "Training needs corpora that are not ours to pass on, and libraries that sayso itself does not need."
	@echo "training/README.md names both and says what to run."

evals: $(INSTALLED) ## Measure, and fail where a figure falls below its floor
	$(BIN)/python -m evals.gate

clean: ## Remove the environment and the demonstration's ledger
	rm -rf $(VENV) demo
