# make demo, make test: the two commands of the README; both set up what they need on a fresh machine.
PYTHON ?= python3
BIN := .venv/bin
QUIET := PIP_DISABLE_PIP_VERSION_CHECK=1

.PHONY: demo test test-long lint bench docs lock clean

demo: .venv/demo
	$(BIN)/kg build seeds --out build
	@echo "open build/graph.html in a browser"

test: .venv/dev lint
	$(BIN)/python -m pytest -n 2 --dist loadgroup

test-long: .venv/dev
	$(BIN)/python -m pytest -m "long or not long"

lint: .venv/dev
	$(BIN)/ruff check kg tests docs bench
	$(BIN)/ruff format --check kg tests docs bench
	$(BIN)/mypy

bench: .venv/dev
	for bench in bench/bench_*.py; do $(BIN)/python $$bench || exit 1; done

docs: .venv/dev
	for page in docs/*.py; do $(BIN)/python $$page || exit 1; done

# The locks hold versions and hashes, never an address.
lock: .venv/dev
	$(BIN)/pip-compile -q --extra build -o requirements.txt pyproject.toml
	$(BIN)/pip-compile -q --all-extras -o requirements-dev.txt pyproject.toml

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo: requirements.txt pyproject.toml | .venv/bin/python
	$(QUIET) $(BIN)/pip install -q --require-hashes -r requirements.txt
	$(QUIET) $(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: requirements-dev.txt pyproject.toml | .venv/bin/python
	$(QUIET) $(BIN)/pip install -q --require-hashes -r requirements-dev.txt
	$(QUIET) $(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@[ -x /usr/bin/chromium ] || [ "$$(id -u)" != 0 ] || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-core >/dev/null; } || echo "no chromium: browser tests will be skipped"
	@touch $@

clean:
	rm -rf build dist .venv
