# Briefing: each word below is one line; "make" alone lists them.
VENV   ?= .venv
PYTHON ?= python3
BIN    := $(VENV)/bin
LOCK   := tools/lock
RUN    := $(VENV)/.run
DEV    := $(VENV)/.dev
DAYS   := $(notdir $(wildcard seeds/20??-??-??))
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help brief test lint types arch snapshots docs eval ablate bench wheel lock releases clean

help:       ## list these words
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

$(RUN): pyproject.toml tools/setup $(LOCK)/run.txt
	@tools/setup "$(PYTHON)" "$(VENV)" run && touch $@

$(DEV): pyproject.toml tools/setup $(LOCK)/dev.txt
	@tools/setup "$(PYTHON)" "$(VENV)" dev && touch $@ $(RUN)

brief: $(RUN)    ## build the brief of each seed day into output/
	@for day in $(DAYS); do $(BIN)/briefing build seeds/$$day --date $$day --out output --archive "sqlite:///output/seeds.sqlite" --formats html,pdf,json,md,txt,ics,eml || exit 1; done

test: $(DEV)   ## run the tests
	$(BIN)/python -m pytest $(ARGS)

lint: $(DEV)   ## style and formatting
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(DEV)  ## static types
	$(BIN)/mypy

arch: $(DEV)   ## imports go downwards only
	$(BIN)/lint-imports

snapshots: $(DEV)  ## rewrite the golden editions
	$(BIN)/python -m pytest tests/editions --snapshot-update $(ARGS)

docs: $(DEV)   ## write docs/commands.md and the man page anew, and the static pages into site/
	$(BIN)/python -m tools.docs && $(BIN)/python -m pip install --quiet 'mkdocs>=1.6'
	$(BIN)/python -m mkdocs build --strict --quiet

eval: $(DEV)   ## print the scores: make eval ARGS="corpus …"
	$(BIN)/python -m tools.eval $(ARGS)

ablate: $(DEV) ## switch off each rule group and print what moves: make ablate ARGS="names_"
	$(BIN)/python -m tools.ablate $(ARGS)

bench: $(DEV)  ## print the speeds, side by side
	$(BIN)/python -m tools.bench $(ARGS)

wheel: $(DEV)  ## build the wheel and test it with the source out of reach
	$(BIN)/python -m tools.wheel

lock: $(DEV)     ## write the locks anew from pyproject.toml, with the newest releases
	@$(BIN)/python -m tools.releases lock

releases: $(DEV) ## run the tests that libraries can break, with the lowest permitted and the newest releases
	@$(BIN)/python -m tools.releases lowest && $(BIN)/python -m tools.releases newest

clean:      ## remove what the other words made
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache output/20??-??-?? output/*.sqlite*
