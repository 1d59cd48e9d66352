# MockFlow from the command line. `make` alone prints this help.
PYTHON ?= python3
PY := .venv/bin/python
ARGS ?=
MARKED = $(PY) -m pytest -m
LOCK = $(PY) -m uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes \
	--python-version 3.11 --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run demo test test-unit test-process test-room test-browser check format \
	test-torture bench torture lock clean python

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

python:
	@command -v $(PYTHON) >/dev/null || { echo "Python is not installed. Install Python 3.11 or newer, then run make again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "MockFlow needs Python 3.11 or newer. Install it and name it, for example: make PYTHON=python3.11 run"; exit 1; }

setup: python ## everything it takes to run; done once, then only looked at
	@$(PYTHON) -m embedded.setup

setup-dev: python ## the same and the tools of tests and checks
	@$(PYTHON) -m embedded.setup --dev

run: setup ## start MockFlow; one address is printed at the end, Ctrl-C stops all of it
	@$(PY) -m embedded.run

demo: setup ## a simulated person takes a spoken interview (ARGS="--person …", "--keep")
	@$(PY) -m simulation.demo $(ARGS)

test: setup-dev ## every test but the long proofs: unit, process, room, browser
	@$(PY) -m pytest $(ARGS)

test-unit: setup-dev ## the pure ones
	@$(MARKED) unit $(ARGS)

test-process: setup-dev ## real child processes that are slow, hang or die
	@$(MARKED) process $(ARGS)

test-room: setup-dev ## a real livekit-server and real speech
	@$(MARKED) room $(ARGS)

test-browser: setup-dev ## Chromium, as a person uses it
	@$(MARKED) browser $(ARGS)

check: setup-dev ## format, lint, types, unit tests and house rules
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy .
	@$(MARKED) unit -q

format: setup-dev ## rewrite the code as the formatter wants it
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: setup-dev ## how long a person waits (ARGS are the benchmark's)
	@$(PY) -m benchmarks $(ARGS)

test-torture: setup-dev ## the proofs that take minutes, which no other test target runs (ARGS="-k hostile")
	@$(MARKED) torture $(ARGS)

torture: setup-dev ## those proofs, then twenty demos, two at a time; nothing may be left over (ARGS="-n 2")
	@$(MARKED) torture
	@$(PY) -m simulation.many $(ARGS)

lock: setup-dev ## pin and hash the requirements anew
	@for name in requirements requirements-embedded requirements-dev tools/requirements-go tools/requirements-node; do \
		$(LOCK) $$name.in -o $$name.txt || exit 1; done

clean: ## remove what set-up made; data/ stays
	rm -rf .venv .cache node_modules static/vendor .pytest_cache .mypy_cache .ruff_cache test-results
