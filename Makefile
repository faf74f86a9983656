# One door to everything: `make help`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3.11
TOOLS := $(CURDIR)/var/tools
# uv of our own: one installed elsewhere may vanish with the Python it belongs to.
UV := $(TOOLS)/bin/uv
export UV_LINK_MODE ?= copy

.PHONY: help run test check bench install format

help: ## What there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: install ## Set up what is missing and serve everything on http://127.0.0.1:8080
	@exec .venv/bin/approdo run

test: install ## Set up what is missing and run every test
	@scripts/install_test_tools.sh
	@cd bot && TF_CPP_MIN_LOG_LEVEL=3 .venv/bin/python -m pytest tests
	@.venv/bin/python -m pytest

check: install ## Style, types, data
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/python -m scripts.write_domain --check
	@.venv/bin/python -m scripts.check_words

bench: install ## Performance, each figure beside its baseline
	@.venv/bin/python -m bench

format: install ## Put the code in order
	@.venv/bin/ruff check --fix -q . && .venv/bin/ruff format -q .

install: .venv/.installed bot/.venv/.installed ## Both Python environments

$(UV):
	@echo "· getting uv, the installer"
	@$(PYTHON) -m venv $(TOOLS) && $(TOOLS)/bin/pip install -q --disable-pip-version-check uv

.venv/.installed: pyproject.toml uv.lock | $(UV)
	@echo "· installing the house (Python 3.11), about a minute the first time"
	@$(UV) sync -q --frozen --compile-bytecode && touch $@

bot/.venv/.installed: bot/pyproject.toml bot/uv.lock | $(UV)
	@echo "· installing Rasa (Python 3.10), 2.5 GB, one to two minutes the first time"
	@cd bot && $(UV) sync -q --frozen --compile-bytecode && touch .venv/.installed
