# Everything starts here. `make reports` and `make test` need Python 3.11+ and
# nothing else: each sets up what it uses, in .venv/, and writes to reports/.
# Set-up happens again only when a lock file or pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# The release of Quarto that the reports are tested with.
QUARTO := quarto-cli==1.10.19
# Processes that tests run in.
WORKERS ?= 2

HERE := PATH="$(CURDIR)/$(BIN):$$PATH"
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal \
	--python-version 3.11 --generate-hashes --no-header --no-annotate \
	$(if $(UPGRADE),--upgrade)
STRIP := $(BIN)/nbstripout --keep-id --extra-keys "$(strip \
	metadata.language_info.codemirror_mode \
	metadata.language_info.file_extension \
	metadata.language_info.mimetype \
	metadata.language_info.nbconvert_exporter \
	metadata.language_info.pygments_lexer \
	metadata.language_info.version)"

# Each is empty, and its date is when that part of the set-up was done.
CREATED := $(VENV)/created
READY := $(VENV)/ready-for-reports
DEVELOP := $(VENV)/ready-for-development
TRIED := $(VENV)/tried-quarto

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help reports check doctor lab test-fast test lint tidy docs example lock hooks \
	benchmark clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' \
		$(firstword $(MAKEFILE_LIST))

reports: $(READY) $(TRIED) ## Build the site of reports in reports/site
	@$(HERE) $(BIN)/evaluation build

check: $(READY) ## Name every problem in the data
	@$(BIN)/evaluation check

doctor: $(READY) ## Say what is installed and which renderer will be used
	@$(HERE) $(BIN)/evaluation doctor

lab: $(READY) ## Open the notebooks in JupyterLab
	cd notebooks && ../$(BIN)/jupyter lab

test-fast: $(DEVELOP) ## Run the tests that build no site and open no browser
	@$(HERE) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not slow"

test: lint ## Run all checks and all tests
	@$(HERE) $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

benchmark: $(DEVELOP) ## Measure the batch (hours; SIZES="3 33" takes less)
	@$(HERE) $(BIN)/python benchmarks/batch $(if $(SIZES),--sizes $(SIZES))

lint: $(DEVELOP) ## Check style, types, the rooms' contracts and the notebooks
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(STRIP) --verify notebooks/*.ipynb

tidy: $(DEVELOP) ## Mend style and strip notebooks of their outputs
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(STRIP) notebooks/*.ipynb

docs: $(READY) ## Write docs/data.md and docs/kit.md from the code they describe
	@$(BIN)/python -m analysis.data.dictionary > docs/data.md.new
	@mv docs/data.md.new docs/data.md
	@$(BIN)/python -m analysis.present.reference > docs/kit.md.new
	@mv docs/kit.md.new docs/kit.md

example: $(READY) ## Make the illustrative partnership of data/example again
	@PYTHONPATH=tools $(BIN)/python -m example data/example

lock: $(DEVELOP) ## Pin what pyproject.toml asks for; UPGRADE=1 takes the newest
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group dev --constraint requirements.lock \
		--output-file requirements-dev.lock

hooks: $(DEVELOP) ## Check every commit before it is made
	@$(BIN)/pre-commit install

clean: ## Remove what was built; the set-up in .venv stays
	rm -rf reports .mypy_cache .pytest_cache .ruff_cache .hypothesis \
		.import_linter_cache

$(CREATED):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		2> /dev/null || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is" \
			"$$($(PYTHON) --version 2> /dev/null || echo missing)." \
			"Name another with: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(READY): requirements.lock pyproject.toml | $(CREATED)
	@echo "Setting up what reports need in $(VENV) (minutes, the first time)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(DEVELOP): requirements-dev.lock $(READY)
	@echo "Setting up what tests need in $(VENV)"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The PyPI package of Quarto is an installer, which downloads the program. Where
# that is not possible the embedded renderer does the work, and this is not tried
# again until the file is removed.
$(TRIED): | $(READY)
	@if $(HERE) command -v quarto > /dev/null; then \
		: there is one, and if it goes this is tried again; \
	elif $(PIP) --timeout 10 --retries 0 install --no-deps $(QUARTO) \
			> $(VENV)/quarto.log 2>&1; then \
		touch $@; echo "Installed Quarto in $(VENV)"; \
	else \
		touch $@; echo "Quarto cannot be installed here: reports are made with" \
			"the embedded renderer (why: $(VENV)/quarto.log; try again: rm $@)"; \
	fi
