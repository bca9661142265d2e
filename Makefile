# `make play` and `make test` do all the set-up themselves; `make help` lists the rest.
# Written for any GNU make from 3.81 on, which is what macOS ships.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPILED := $(VENV)/.compiled
PIP := $(BIN)/python -m pip install --disable-pip-version-check --no-compile
PYTEST := PYTHONDONTWRITEBYTECODE= OMP_NUM_THREADS=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal

# The first of these that will do. A Python of your own: make setup PYTHON=/path/to/python
PYTHONS = $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14)

.DEFAULT_GOAL := help
.PHONY: help setup play test test-all checked pytest lint types format bench soak claims golden pictures route sheets snapshots formulas tables lock clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(READY) ## create .venv, install the locked versions and the program into it

play: $(READY) ## open the window; options go in ARGS, as in: make play ARGS="--lesson two-knobs"
	@$(BIN)/python main.py $(ARGS)

test: checked ## lint, import contracts, types and the tests, but for those that take long
	@$(MAKE) --no-print-directory pytest PICK='-m "not slow"'

test-all: checked ## the same with all the tests
	@$(MAKE) --no-print-directory pytest

# The types take half a minute of one processor the first time, and the tests as long to be compiled.
checked: $(READY)
	@$(MAKE) --no-print-directory -j2 lint types $(COMPILED)

# What is compiled is kept: the tests begin the program many times over.
pytest: $(READY)
	$(PYTEST) $(PICK) $(ARGS)

# Once, so that not each of pytest's processes does it for itself; what is wrong there, pytest tells.
$(COMPILED): $(READY)
	@$(PYTEST) -n 0 --collect-only -qq >/dev/null 2>&1 || true
	@touch $@

lint: $(READY) ## ruff and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(READY) ## mypy
	$(BIN)/mypy

format: $(READY) ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) ## the speed ratios of this machine, with their targets
	@$(BIN)/python main.py bench $(ARGS)

soak: $(READY) ## half an hour of accelerated visits to an exhibit, then 10,000 random events, as in: make soak MINUTES=5
	@$(BIN)/python tools/exhibit_soak.py --minutes $(or $(MINUTES),30)
	@$(BIN)/python tools/exhibit_soak.py --events 10000

claims: $(READY) ## try what every lesson says of its runs, from five seeds each; this takes long
	@$(BIN)/python main.py lesson check --all $(ARGS)

golden: $(READY) ## pictures of all that draws, to hold against another commit's, as in: make golden ARGS="--out DIR"
	@$(BIN)/python tools/golden.py $(ARGS)

pictures: $(READY) ## make the pictures of the README and the docs anew
	$(BIN)/python main.py film textbook-curve --steps 60 --size 1600x900 --out docs/pictures/textbook-curve.png
	$(BIN)/python main.py film two-knobs --steps 150 --size 1600x900 --theme light --out docs/pictures/two-knobs.png
	$(BIN)/python main.py film ring-rescued --steps 4000 --size 1600x900 --theme light --out docs/pictures/ring-rescued.png
	$(BIN)/python main.py film tug-of-war --steps 220 --size 1600x900 --out docs/pictures/tug-of-war.png
	$(BIN)/python main.py film pinned --steps 600 --size 1600x900 --theme light --out docs/pictures/pinned.png
	$(BIN)/python main.py film pinned --compare objective=non-saturating --steps 600 --size 1600x900 --theme light \
		--out docs/pictures/pinned-compare.png

route: $(READY) ## draw the answers of the twenty-minute route anew, from real runs
	$(BIN)/python tools/route_pictures.py

sheets: $(READY) ## make the pictures of how pictures grow anew; ten minutes
	$(BIN)/python tools/contact_sheets.py

snapshots: $(READY) ## train the players that ship with the lessons of pictures anew
	$(BIN)/python tools/train_snapshots.py

formulas: $(READY) ## set the formulas anew, with a typesetter that nothing else needs
	$(PIP) --quiet --target build/typesetter ziamath==0.13
	PYTHONPATH=build/typesetter $(BIN)/python tools/formulas.py

tables: $(READY) ## write the tables of the docs and the schema of lessons anew from the program's registries
	$(BIN)/python tools/tables.py

lock: ## find the newest versions that fit and write them to requirements.lock
	@$(find_python); "$$python" tools/lock.py

clean: ## remove .venv and every cache
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Sets the shell variable `python`, or stops with a sentence. Each candidate is run, since a name on the
# path may be a stub that only tells where to get Python.
define find_python
python=; for candidate in $(PYTHONS); do \
  if "$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; \
  then python=$$candidate; break; fi; \
done; \
if [ -z "$$python" ]; then \
  echo 'GAN Playground needs Python 3.11 to 3.14, and none of these is one: $(PYTHONS).' >&2; \
  echo 'Install it, or name yours: make setup PYTHON=/path/to/python' >&2; exit 1; \
fi
endef

# What is locked is unpacked by two at once; what torch needs besides, on some machines, comes after both.
half-%: # by their first letters
	grep -i '^[$*]' requirements.lock | $(PIP) --progress-bar off --no-deps -r /dev/stdin

# Compiled once, so that no start takes longer than the next; all that pip would compile is half a minute's work.
WHAT_IS_LOADED := import gan_playground.gan.runfile, gan_playground.gan.observe.observer

# An unfinished .venv has no stamp and may have no pip: it is begun again rather than patched.
$(READY): requirements.lock pyproject.toml tools/qt_libraries.py gan_playground/qt_libraries.py
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  $(find_python); \
	  echo "Creating $(VENV) with $$("$$python" --version)"; \
	  "$$python" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; \
	fi
	@$(MAKE) --no-print-directory -j2 half-a-p half-q-z
	$(PIP) --quiet --no-build-isolation -r requirements.lock --editable .
	$(BIN)/python tools/qt_libraries.py
	PYTHONDONTWRITEBYTECODE= $(BIN)/python -c "$(WHAT_IS_LOADED)"
	@touch $@
