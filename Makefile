# Each target does its own set-up in .venv; nothing else is needed than Python 3.11+ and git.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := tests/tools
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: handbook test check audit bench docs library format goldens screenshots site-tools clean
.DEFAULT_GOAL := handbook

handbook: $(VENV)/.core  ## build the example firm's handbook and print where it is
	@$(BIN)/handbook build example-accountants
	@echo "open file://$(CURDIR)/site/example-accountants/index.html"

test: $(VENV)/.dev site-tools  ## run the tests
	$(BIN)/python -m pytest -n auto --dist loadscope -m "not audit"

check: $(VENV)/.dev  ## format, lint, types, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/handbook check --all

audit: $(VENV)/.dev site-tools  ## the exhaustive tests, with coverage
	$(BIN)/python -m pytest -n auto --dist loadscope -m audit

bench: $(VENV)/.dev  ## what it costs beside stock MkDocs, for docs/speed.md; hours, and it can be stopped
	$(BIN)/python -m tests.bench

docs: $(VENV)/.core  ## build the manual, with the example handbook as one of its sections
	@mkdir -p build
	@$(BIN)/handbook schema --markdown > build/profile-reference.md
	@mv build/profile-reference.md docs/profile-reference.md
	@$(BIN)/handbook build example-accountants --into docs > build/lines-for-mkdocs.yml
	$(BIN)/mkdocs build --strict --site-dir site/manual
	@echo "open file://$(CURDIR)/site/manual/index.html"

library: $(VENV)/.core  ## print what the library holds, and which conditions the profiles show
	@$(BIN)/handbook -C tests/coverage clauses --coverage --map tests/maps/seed-map.yml \
		--map tests/maps/model-policy-topics.yml --map tests/maps/gaps-nobody-covers.yml

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

goldens: $(VENV)/.dev  ## refresh the expected texts; read the diff before you commit it
	$(BIN)/python -m pytest --refresh-goldens -m "not audit" tests/test_golden.py tests/test_problem_pages.py

screenshots: $(VENV)/.dev  ## twelve pictures of the example site in build/screenshots/
	$(BIN)/python -m tests.screenshots

clean:
	rm -rf $(VENV) $(TOOLS)/node_modules site build dist .mypy_cache .ruff_cache .pytest_cache

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e ".[dev]"
	@touch $@ $(VENV)/.core

# The checkers of the reader's site come from npm. Without npm their tests are skipped by name, or
# fail where CI is set.
site-tools: $(if $(shell command -v npm),$(TOOLS)/node_modules/.installed)

$(TOOLS)/node_modules/.installed: $(TOOLS)/package.json $(TOOLS)/package-lock.json
	cd $(TOOLS) && npm ci --loglevel=error
	@touch $@
