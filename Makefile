# Targets for people; `.ci/run` is what has to pass.
BIN := .venv/bin
# Of `make model`: raw news (JSONL with `text`, perhaps packed) and, if at hand, NER corpora in CoNLL form.
RAW ?=
NER ?=
.DEFAULT_GOAL := help
.PHONY: help install test slow lint types gazetteer model bench docs wheel hard clean

help: ## Show this help
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

install: ## Make .venv and install the package with all that tests need
	test -x $(BIN)/python || python3.11 -m venv .venv
	$(BIN)/python -m pip install -c constraints.txt -e '.[train,parquet,zstd,spark,dev]'

test: ## Run all checks and tests, as CI does
	bash .ci/run

slow: ## Run the slow tests: the whole name table, timings
	$(BIN)/python -m pytest -m slow

lint: ## Check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: ## Check types (mypy --strict over package, builder and tests)
	$(BIN)/mypy

gazetteer: ## Rebuild the character map, the packaged gazetteer and the list of doubts from gazetteer/
	$(BIN)/python -m gazetteer.builder chars
	$(BIN)/python -m gazetteer.builder compile
	$(BIN)/python -m gazetteer.builder latin
	$(BIN)/python -m tests.tools.name_table

model: ## Retrain the packaged context model: make model RAW=news.jsonl.xz NER='a.conll b.conll' (docs/training.md)
	@test -n '$(RAW)' || { echo 'RAW names no file of raw news (JSONL with text)' >&2; exit 2; }
	$(BIN)/geoextract train gazetteer/training/*.txt $(NER) --raw $(RAW) -o src/geoextract/data/model.bin

bench: ## Time and measure; rewrites the tables of docs/performance.md
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[bench]'
	-$(BIN)/python -m pip install --quiet -c constraints.txt geonames-tagger
	$(BIN)/python -m tests.benchmarks

docs: ## Check that the documentation's examples give the output shown
	$(BIN)/python -m pytest tests/docs

wheel: ## Build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

hard: ## Rewrite docs/hard-cases.md: what of tests/hard goes wrong
	$(BIN)/python -m tests.tools.hard_cases

clean: ## Remove what builds and tests leave behind (not .venv)
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
