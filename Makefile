# Everything a person types. `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
DEMO_HOME := $(or $(SILKWIRE_HOME),.demo)
RUN_HOME := $(if $(SILKWIRE_HOME),--home "$(SILKWIRE_HOME)")

.DEFAULT_GOAL := help
.PHONY: help install demo run test check format wheel-test pictures clean

help:  ## Show what can be made
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

install: $(VENV)/ready  ## Make .venv and install Silkwire into it

$(VENV)/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Silkwire needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m compileall -q crawler feeds scheduler
	@touch $@

demo: install  ## Crawl the bundled mini-web over HTTP, publish, serve (PORT=8000, ONCE=1 ends by itself)
	$(BIN)/silkwire demo --port $(PORT) --home "$(DEMO_HOME)" $(if $(ONCE),--once)

run: install  ## The service: crawl on a schedule, publish, serve (PORT=8000, SILKWIRE_HOME=...)
	$(BIN)/silkwire run --port $(PORT) $(RUN_HOME)

test: install  ## All tests
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install  ## Format, lint, strict types, floors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: install  ## Format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel-test: install  ## Build the wheel, install it into an empty environment, run the demo from elsewhere
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --wheel --outdir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --upgrade pip
	build/wheel/venv/bin/python -m pip install --quiet --constraint constraints.txt build/wheel/*.whl
	cd build/wheel && venv/bin/silkwire demo --once --port 0 --home home

pictures: install  ## Look at the pages of a running server (PORT) with chromium; screenshots to build/pictures
	$(BIN)/python tests/web/browser.py http://127.0.0.1:$(PORT) build/pictures

clean:  ## Remove what was made here (never a home outside of this folder)
	rm -rf $(VENV) build dist .demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
