# Two commands: `make demo` shows the tool at work, `make test` runs everything CI runs.
# Both make their own environment in .venv; nothing is installed outside this folder.

# The first Python on the path that is new enough; `make PYTHON=/some/python demo` overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PEERS := codespell==2.4.3 typos==1.52.0 ftfy==6.3.1 sacremoses==0.2.0 clean-text==0.7.1 bifixer==0.8.12

.DELETE_ON_ERROR:
.PHONY: help demo test browser-test eval floor measure judge tune schema bench clean

help:
	@echo "make demo    repair the article in corpus/ and leave result and report in out/"
	@echo "make test    the tests, ruff and mypy: all that CI runs"
	@echo "make browser-test   the HTML report in a real browser: needs Chromium on this machine"
	@echo "make eval    the rules on the labelled texts, against the figures that must hold"
	@echo "make floor   let today's figures be those that must hold"
	@echo "make measure count each rule, CLEAN=folder MT=folder; write docs/rules"
	@echo "make judge   the findings on CLEAN and MT that nobody has judged yet"
	@echo "make tune    what other weights of the quotation parser would gain, CLEAN=folder WRITE=1"
	@echo "make schema  write docs/config.schema.json, the schema of cleanup.toml"
	@echo "make bench   speed beside six other tools, as ratios; docs/performance.md"
	@echo "make clean   remove what these commands made"

demo: $(VENV)/.run
	$(BIN)/cleanup fix corpus/article.fr.txt -o out/ --exit-zero
	@echo
	@echo "The article   corpus/article.fr.txt"
	@echo "The result    out/article.fr.txt"
	@echo "The report    out/article.fr.report.html   (open it in a browser)"
	@echo "The ledger    out/article.fr.ledger.jsonl"

test: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile

browser-test: $(VENV)/.browser
	$(BIN)/pytest tests/browser

eval: $(VENV)/.run
	$(BIN)/cleanup eval corpus/devset --floor corpus/floor.toml

floor: $(VENV)/.run
	$(BIN)/cleanup eval corpus/devset --save-floor corpus/floor.toml

# CLEAN holds correct text, a paragraph a line, in files <lang>.*.txt; MT machine translation in
# files *.<source>-<lang>.tsv. What is not given keeps the numbers it has.
TEXTS = $(if $(CLEAN),--clean $(CLEAN)) $(if $(MT),--mt $(MT))

measure: $(VENV)/.run
	$(BIN)/python -m cleanup.measure count $(TEXTS)

judge: $(VENV)/.run
	$(BIN)/python -m cleanup.measure judge $(TEXTS)

tune: $(VENV)/.run
	$(BIN)/python -m cleanup.measure tune $(if $(CLEAN),--clean $(CLEAN)) $(if $(WRITE),--write)

schema: $(VENV)/.run
	$(BIN)/python -m cleanup.config.schema > docs/config.schema.json

bench: $(VENV)/.run $(VENV)/peers/.made
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/compare.py $(VENV)/peers
	$(BIN)/python benchmarks/scaling.py
	$(BIN)/python benchmarks/quotations.py

clean:
	rm -rf $(VENV) out build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests benchmarks -name __pycache__ -type d -exec rm -rf {} +

# The environment is made anew only if its Python is gone; each stamp says what was installed in
# it, and is older than pyproject.toml when that has changed since.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "cleanup needs Python 3.11 or newer on the path" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[words]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.browser: pyproject.toml | $(BIN)/python
	$(PIP) --editable '.[dev,browser]'
	@touch $@ $(VENV)/.run $(VENV)/.dev

# Each peer stands in an environment of its own: none shall load, or hold back, what another needs.
$(VENV)/peers/.made: Makefile | $(BIN)/python
	rm -rf $(VENV)/peers
	for peer in $(PEERS); do \
		place=$(VENV)/peers/$${peer%%==*} && $(BIN)/python -m venv $$place && \
		$$place/bin/python -m pip install --quiet --disable-pip-version-check $$peer || exit 1; \
	done
	@touch $@
