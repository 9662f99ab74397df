# What a newcomer needs: `make setup`, `make demo`. What a change needs: `make check`, `make test`.
# Needs only make and a Python from 3.11 to 3.13 with venv; name one with `make setup PYTHON=python3.12`.

ARGS ?=
BIN := .venv/bin
LOCK := pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-emit-index-url --no-emit-find-links --no-emit-build-options --custom-compile-command "make lock"

# The suite's databases live in memory where there is any to be had: they are many, and each waits for its disk.
MEMORY := $(if $(wildcard /dev/shm/.),PYTEST_DEBUG_TEMPROOT=/dev/shm)

.PHONY: setup check test demo bench chaos lock
.DELETE_ON_ERROR:

setup: .venv/project

# Made anew whenever the lock changes, so that nothing is installed that the lock does not name.
.venv/packages: requirements.lock
	@python=$$(for each in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
		$$each -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$each && break; \
	done) || { echo "Keydesk needs Python 3.11, 3.12 or 3.13: install one, or name it with make PYTHON=…" >&2; exit 1; }; \
	$$python -m venv --clear .venv || { echo "This Python has no venv: on Debian, apt-get install python3-venv" >&2; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
	@touch $@

.venv/project: .venv/packages pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: setup
	$(MEMORY) $(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(ARGS)

demo: setup
	$(BIN)/keydesk demo $(ARGS)

bench: setup
	$(BIN)/python -m benchmarks $(ARGS)

chaos: setup
	$(BIN)/python -m tests.chaos $(ARGS)

# Keeps what is locked where it still fits; `make lock ARGS=--upgrade` takes the newest. Nothing else needs uv.
lock:
	@uv=$$(command -v uv) || { python3 -m venv .uv && .uv/bin/pip install --quiet uv && uv=.uv/bin/uv; }; \
	$$uv $(LOCK) --extra build --extra dev --output-file requirements.lock $(ARGS) && \
	$$uv $(LOCK) --extra build --constraint requirements.lock --output-file requirements-run.lock
	@! grep -n '://' requirements.lock requirements-run.lock
