# Two commands for a newcomer: `make demo` and `make test`. `make` alone lists the rest and changes nothing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest

# The parts that take their time: the area model, OCR, whole plans, and files that are built to hurt.
SLOW_PARTS := tests/equivalence tests/hostile tests/packaging tests/records tests/samples tests/flows/cli \
	tests/flows/test_evaluation.py tests/extractors/test_formats_agree.py \
	tests/extractors/areas tests/extractors/confinement tests/extractors/budget/test_layout_samples.py \
	tests/extractors/budget/test_mutations.py tests/extractors/budget/test_readings.py \
	tests/extractors/readers/test_agreement.py tests/extractors/readers/test_gold_tables.py \
	tests/extractors/readers/pdf/ocr tests/rules/test_one_change.py tests/rules/test_one_change_across.py

# Documents to time the readers on, with their true tables beside them.
BENCH_FILES ?= samples/inbox

# Least share of lines, in percent, that `make tests`' main run must pass through in each layer. Set before they were
# measured over the whole run: put each just below what `make coverage` prints on a quiet machine.
COVERAGE_FLOORS := schemas=95 extractors=90 rules=90 records=90 review=90 desk=90 flows=75

.DEFAULT_GOAL := help
.PHONY: help demo test setup lint types layers tests fast coverage format docs bench snapshot lock clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup ## set everything up, take the sample inbox in, say where the pages are
	$(BIN)/simsa demo

test: lint types layers tests ## set everything up and run every check that CI runs

setup: $(READY) ## the environment in .venv, from requirements.lock

# The lock is its own constraint, too: else pip looks for the newest of what a package asks for with an extra.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock -c requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q $(VENV) schemas extractors rules records review desk flows || true
	touch $(READY)

format: setup ## put the code into its one form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lint: setup ## look for mistakes without running anything
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## check the types
	$(BIN)/mypy

layers: setup ## check that imports point downwards
	$(BIN)/lint-imports

fast: setup ## the tests for every few minutes of work: under a minute
	$(PYTEST) --numprocesses auto --dist loadgroup -m "not slow" $(addprefix --ignore ,$(SLOW_PARTS))

tests: setup ## every test; one of them installs the built wheel and runs the demo of it
	$(PYTEST) --numprocesses auto --dist loadgroup

coverage: setup ## which lines the tests pass through, with a least share for each layer
	$(PYTEST) --numprocesses auto --dist loadgroup --ignore tests/hostile --ignore tests/packaging --cov --cov-report=
	@for floor in $(COVERAGE_FLOORS); do \
		$(BIN)/coverage report --skip-covered --include="$${floor%=*}/*" --fail-under="$${floor#*=}" || exit 1; \
	done

docs: setup ## check that every command and path that the documents name is there
	$(PYTEST) tests/test_documents.py

bench: setup ## what reading, budgets and areas come to in figures and seconds
	$(BIN)/python -m benchmarks.readers $(BENCH_FILES)
	$(BIN)/python -m benchmarks.budget samples/layouts
	$(BIN)/python -m benchmarks.areas.measure

snapshot: setup ## write anew what the samples give, after a change that means to change it
	$(BIN)/python -m tests.equivalence --write

# Writes hashes and no address of an index. Needs uv, which only this target uses.
lock: ## requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean: ## remove what was made, the environment included
	rm -rf $(VENV) build out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
