# Briefing: each word below is one line; "make" alone lists them.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
DAYS   := $(notdir $(wildcard seeds/20??-??-??))
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help brief test lint types arch snapshots docs eval bench wheel clean

help:       ## list these words
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(READY): pyproject.toml tools/setup
	@tools/setup "$(PYTHON)" "$(VENV)" && touch $@

brief: $(READY)  ## build the brief of each seed day into output/
	@for day in $(DAYS); do $(BIN)/briefing build seeds/$$day --date $$day --out output --archive "sqlite:///output/seeds.sqlite" --formats html,pdf,json,md,txt,ics,eml || exit 1; done

test: $(READY)   ## run the tests
	$(BIN)/python -m pytest $(ARGS)

lint: $(READY)   ## style and formatting
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)  ## static types
	$(BIN)/mypy

arch: $(READY)   ## imports go downwards only
	$(BIN)/lint-imports

snapshots: $(READY)  ## rewrite the golden editions
	$(BIN)/python -m pytest tests/editions --snapshot-update $(ARGS)

docs: $(READY)   ## rewrite the generated parts of the README
	$(BIN)/python -m tools.docs

eval: $(READY)   ## print the scores: make eval ARGS="corpus …"
	$(BIN)/python -m tools.eval $(ARGS)

bench: $(READY)  ## print the speeds, side by side
	$(BIN)/python -m tools.bench $(ARGS)

wheel: $(READY)  ## build the wheel and test it with the source out of reach
	$(BIN)/python -m tools.wheel

clean:      ## remove what the other words made
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache output/20??-??-?? output/*.sqlite*
