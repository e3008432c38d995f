# Two commands for a newcomer: `make demo` and `make test`. Everything else is a part of one of them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: demo test setup lint types layers tests lock clean

demo: setup
	$(BIN)/simsa demo

test: lint types layers tests

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m compileall -q $(VENV) schemas extractors rules records review flows || true
	touch $(READY)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

tests: setup
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto --dist loadgroup --ignore tests/hostile --ignore tests/extractors/test_isolation.py
	# How a process died is told by its memory against its parent's: a parent that has run other tests would blur it.
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses auto tests/hostile tests/extractors/test_isolation.py

# Writes hashes and no address of an index. Needs uv, which only this target uses.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --quiet --output-file requirements.lock

clean:
	rm -rf $(VENV) build out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
