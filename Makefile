# Needed beforehand: Python 3.11 or newer, and make. Every target does its own set-up, and does it once.

PORT ?= 8000
DATA ?= $(if $(KIKU_DATA),$(KIKU_DATA),./data)
ARGS ?=
SETS ?=
COMPARE ?=

# The first of these that is a Python of 3.11 or newer; PYTHON= names another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
SET_UP = @$(if $(PYTHON),"$(PYTHON)" tools/set_up.py,echo "Kiku needs Python 3.11 or newer; name one with PYTHON=." >&2; false)
BIN = .venv/bin
KIKU = KIKU_DATA="$(DATA)" KIKU_BASE_URL="$${KIKU_BASE_URL:-http://127.0.0.1:$(PORT)}" $(BIN)/kiku

.DEFAULT_GOAL := help
.PHONY: help run migrate test fast check torture fuzz mutants sbom bench bench-deid race attacks lock clean

help: ## says what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' Makefile

run: ## serves Kiku on http://127.0.0.1:8000, with demo members on the first start (PORT=, DATA=)
	$(SET_UP) run
	@$(KIKU) db upgrade
	@$(KIKU) demo --if-empty
	@exec env $(KIKU) serve --port $(PORT)

migrate: ## brings the database to this version's shape (DATA=)
	$(SET_UP) run
	@$(KIKU) db upgrade

test: ## runs every test, on SQLite and on PostgreSQL where it is installed (ARGS= for pytest)
	$(SET_UP) test
	@$(BIN)/python tools/run_tests.py $(ARGS)

fast: ## runs the fast tests alone, on SQLite (ARGS= for pytest)
	$(SET_UP) test
	@$(BIN)/python tools/run_tests.py --fast $(ARGS)

check: ## format, lint, strict types, import contracts, complete catalogues
	$(SET_UP) check
	@$(BIN)/ruff format --check --output-format concise .
	@$(BIN)/ruff check --output-format concise .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/house/test_catalogue.py

torture: ## kills, power cuts and failing disks, many of them (KILLS=, CUTS=, FAULTS=0 for every place, SECONDS=)
	$(SET_UP) test
	@KILLS=$(or $(KILLS),1000) CUTS=$(or $(CUTS),2000) FAULTS=$(or $(FAULTS),0) TORTURE_SECONDS=$(or $(SECONDS),3600) \
		$(BIN)/python -m pytest -q -p no:cacheprovider -o faulthandler_timeout=0 tests/torture $(ARGS)

fuzz: ## gives parsers, detector and renderer anything at all, for an hour (SECONDS=, ARGS= for targets)
	$(SET_UP) fuzz
	@$(BIN)/python -m tests.fuzz $(or $(SECONDS),3600) $(ARGS)

mutants: ## takes one safeguard out at a time, and says whether a test notices
	$(SET_UP) test
	@$(BIN)/python -m tests.mutants $(ARGS)

sbom: ## what the site is made of, as CycloneDX JSON
	$(SET_UP) run
	@$(BIN)/python tools/sbom.py

bench: ## how fast pages are, each as a ratio to a floor of the same run
	$(SET_UP) test
	@$(BIN)/python -m tests.bench.pages $(ARGS)

bench-deid: ## how good and how fast the detector is (SETS=, COMPARE=)
	$(SET_UP) test
	@COMPARE="$(COMPARE)" $(BIN)/python -m tests.bench.deid $(SETS)

race: ## ten thousand pairs of people at once on one text, on both databases (PAIRS=, SEED=)
	$(SET_UP) test
	@RACE_PAIRS="$(or $(PAIRS),10000)" RACE_SEED="$(or $(SEED),4)" $(BIN)/python tools/run_tests.py -q -s -o faulthandler_timeout=0 tests/moderation/test_racing.py $(ARGS)

attacks: ## as often as the catalogue says: passwords, visitors, pairs at once, on both databases (ARGS=)
	$(SET_UP) test
	@ATTACKS=full $(BIN)/python tools/run_tests.py -q -o faulthandler_timeout=0 $(addprefix tests/security/test_,guessing.py signing_in.py sessions.py at_once.py) $(ARGS)

lock: ## pins every package again, after a change to requirements*.in or package.json
	$(SET_UP) lock
	@$(BIN)/python tools/lock.py

clean: ## removes what set-up and tests made; never the data
	rm -rf .venv node_modules static/vendor build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
