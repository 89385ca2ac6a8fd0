# One door. `make help` lists what is behind it.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SCHEDULES ?= 100000
KILLS ?= 200
N ?= 20
CASES ?= 300
SEED ?= $(shell date +%j%H%M)
SECONDS ?= 600

# LOCKED=1 installs what .ci/requirements.txt names, and nothing whose hash differs.
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
INSTALL = $(if $(LOCKED),$(PIP) --require-hashes -r .ci/requirements.txt && $(PIP) --no-deps --no-build-isolation -e .,\
	$(PIP) -e '.[$(EXTRAS)]')

# Behind the settings of `unit`: measure the processes that tests start, and hand each core a test.
COVERED = COVERAGE_FILE=$(CURDIR)/.coverage COVERAGE_PROCESS_START=$(CURDIR)/pyproject.toml
# Compiled files are kept, whatever the environment says: each process would compile all modules and tests again.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal
QUICK_TESTS = not slow and not hypothesis

.PHONY: help demo test test-fast test-lowest generate docs browser pictures check lint types mypy pyright
.PHONY: unit unit-quick unit-slow fuzz soak repeat simulate bench bench-check lock sdist changelog clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile

demo: $(VENV)/.demo ## A user's day against a mock backend, from nothing but Python
	@$(BIN)/synapse-codegen generate
	@$(BIN)/python examples/demo.py

test: check lint types unit ## The whole test suite, as CI runs it

generate: $(VENV)/.dev ## Emit generated/ from spec/
	$(BIN)/synapse-codegen generate

docs: $(VENV)/.dev ## Write the documentation into site/; with ▶ Run, if .ci/install-browser has fetched Python for it
	$(BIN)/synapse-codegen docs $(addprefix --run ,$(wildcard .ci/browser/node_modules/pyodide))

browser: $(VENV)/.dev ## Tests of the documentation in headless Chromium, which it installs on Debian
	.ci/install-browser
	$(BIN)/python -m pytest tests/browser

check: $(VENV)/.dev ## Is generated/ what the spec says, and do the versions say what changed since the last release?
	$(BIN)/synapse-codegen check
	$(BIN)/synapse-codegen diff
	$(BIN)/synapse-codegen docs --check
	$(BIN)/python .ci/check_runtime.py

lint: $(VENV)/.dev ## Style, mistakes, and which module may import which
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports --no-logo

types: $(VENV)/.dev ## mypy --strict and pyright strict, side by side
	@$(MAKE) --no-print-directory --jobs=2 mypy pyright

mypy:
	$(BIN)/mypy

pyright:
	$(BIN)/pyright --pythonpath $(BIN)/python

# Most tests are quick: their half is measured, and each line and branch must be covered by it, without made-up
# examples. The others run without coverage, in a third of the time, and often wait for something: the quick ones use
# the cores meanwhile.
unit: $(VENV)/.dev ## Tests; the quick ones with branch coverage of codegen and runtime, which must be 100
	@$(MAKE) --no-print-directory --jobs=2 unit-quick unit-slow

unit-quick:
	$(BIN)/coverage erase
	$(COVERED) $(PYTEST) -m "$(QUICK_TESTS)" --cov --cov-report=
	$(BIN)/coverage report --fail-under=100

unit-slow:
	$(PYTEST) -n 3 -m "not ($(QUICK_TESTS))"

test-fast: $(VENV)/.dev ## Tests that take less than a second each and start no process, without coverage; half a minute
	$(PYTEST) -q -m "not slow and not processes" --hypothesis-profile=fast

test-lowest: $(VENV)/.dev ## Tests with the lowest versions that pyproject.toml admits, in $(VENV)-lowest
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)-lowest
	$(BIN)/uv pip install --quiet --python $(VENV)-lowest --resolution lowest-direct -e '.[dev,bench]'
	$(VENV)-lowest/bin/python -m pytest -n 2 --dist worksteal

fuzz: $(VENV)/.dev ## Property tests with new examples; mutated responses and journals, CASES by test
	$(PYTEST) -m hypothesis --hypothesis-profile=fuzz
	FUZZ_CASES=$(CASES) FUZZ_SEED=$(SEED) $(PYTEST) tests/fuzz

soak: $(VENV)/.dev ## Work for SECONDS (600) over a link that breaks, then count what is short, double or left over; LEAK=20 must fail
	PYTHONPATH=tests $(BIN)/python -m soak --seconds $(SECONDS) $(if $(LEAK),--leak $(LEAK))

repeat: $(VENV)/.dev ## The tests N times in a row (20), to see that no chance decides; BUSY=1 keeps all cores busy meanwhile
	.ci/repeat $(N) $(if $(BUSY),busy)

simulate: $(VENV)/.dev ## The retry simulation, with SCHEDULES random schedules; uploads killed KILLS times
	SIMULATION_SCHEDULES=$(SCHEDULES) $(BIN)/python -m pytest tests/runtime/calls/test_simulation.py --hypothesis-profile=fuzz
	SIMULATION_KILLS=$(KILLS) $(BIN)/python -m pytest tests/contract/test_uploads.py tests/folders/test_killed.py -k killed

pictures: $(VENV)/.dev ## Draw the pictures of the guides again, from the tables of the code
	$(BIN)/python docs/pictures/draw.py

bench: $(VENV)/.bench ## Speed and size against peers, into BENCHMARKS.md; about fifteen minutes
	$(BIN)/python -m bench --write BENCHMARKS.md

bench-check: $(VENV)/.bench ## Fail where a ratio is missed; QUICK=1 for a short form with slack for noise
	$(BIN)/python -m bench --check $(if $(QUICK),--quick)

lock: $(VENV)/.dev ## Renew .ci/requirements.txt: what CI installs, each package with its hashes
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade --generate-hashes \
		--no-annotate --custom-compile-command 'make lock' --output-file .ci/requirements.txt pyproject.toml

sdist: $(VENV)/.dev ## Does the sdist hold all that the README names, and pass the tests?
	.ci/check-sdist $(BIN)/python

changelog: $(VENV)/.dev ## What changes/ will add to CHANGELOG.md; VERSION=1.2.3 writes it there
	$(BIN)/towncrier build $(if $(VERSION),--yes --version $(VERSION),--draft --version next)

clean: ## Remove the virtual environments and all caches
	rm -rf $(VENV) $(VENV)-lowest .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The stamps are renewed when the requirements change, so a second run starts at once.
$(VENV)/.demo: EXTRAS = codegen,mock,progress
$(VENV)/.dev: EXTRAS = dev
$(VENV)/.bench: EXTRAS = bench
$(VENV)/.demo $(VENV)/.dev $(VENV)/.bench: pyproject.toml | $(BIN)/python
	@echo "Installing the project with its extras ($(EXTRAS)) into $(VENV) …"
	@$(INSTALL) || \
		{ echo "make: pip could not install what pyproject.toml asks for. Is the package index within reach?"; exit 1; }
	@touch $@

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
		{ echo "make: there is no '$(PYTHON)'. Install Python 3.11 or later, or name it: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $$($(PYTHON) --version) is too old. Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "make: $(PYTHON) cannot make a virtual environment. On Debian: apt install python3-venv"; exit 1; }
