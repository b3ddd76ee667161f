# NeedleLog. Every target first makes .venv from requirements.lock, once.

PYTHON := .venv/bin/python
READY  := .venv/.ready
SAMPLE := demo/clinic
JOBS   ?= 2
# Tested by processes of their own, because what ran before slows down those that go on.
WINDOW := tests/ui tests/journeys tests/faults

.PHONY: help run demo tour test faults bench setup lock translations
.DELETE_ON_ERROR:

help:
	@echo "make run    start NeedleLog"
	@echo "make demo   start it with a sample clinic"
	@echo "make tour   draw every screen into docs/pictures"
	@echo "make test   check everything"
	@echo "make faults kill the program 1 000 times and do it every other harm"
	@echo "make bench  measure speed and memory"

run: $(READY)
	@if sh tools/has_display.sh; then \
	    exec $(PYTHON) -m needlelog; \
	else \
	    echo "There is no display here, so NeedleLog draws a tour of its screens into the folder tour/ instead."; \
	    QT_QPA_PLATFORM=offscreen exec $(PYTHON) -m needlelog tour tour; \
	fi

demo: $(SAMPLE)/keys.json
	@if sh tools/has_display.sh; then \
	    echo "The passphrase of the sample clinic is: demo"; \
	    exec $(PYTHON) -m needlelog --profile $(SAMPLE); \
	else \
	    echo "There is no display here; the sample clinic lies in $(SAMPLE), its passphrase is: demo"; \
	fi

$(SAMPLE)/keys.json: | $(READY)
	@$(PYTHON) -m needlelog demo $(SAMPLE)

tour: $(READY)
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m needlelog tour docs/pictures

test: $(READY)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PYTHON) -m pytest -n $(JOBS) tests $(WINDOW:%=--ignore=%)
	@$(PYTHON) -m pytest -n $(JOBS) $(WINDOW)

faults: $(READY)
	@NEEDLELOG_FAULTS=1000 $(PYTHON) -m pytest tests/faults -p no:randomly -p no:xdist -s

bench: $(READY)
	@$(PYTHON) -m pytest tests/bench -p no:randomly -p no:xdist -s

# Collects the counted sentences and writes their singular and plural.
translations: $(READY)
	@$(PYTHON) tools/update_translations.py

setup: $(READY)

$(READY): requirements.lock pyproject.toml tools/setup_environment.py
	@sh tools/first_python.sh tools/setup_environment.py
	@touch $@

# Writes requirements.lock anew from pyproject.toml: names, versions and hashes, nothing else.
lock: $(READY)
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip install --quiet pip-tools==7.6.2
	@$(PYTHON) tools/list_requirements.py > build/lock/requirements.in
	@build/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --no-header \
	    --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    --no-emit-options --output-file requirements.lock build/lock/requirements.in
