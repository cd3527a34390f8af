# Two commands do everything on a machine with Python 3.11+, git and make:
#   make demo [PORT=8599] [COHORT=in-progress]     the main job, with synthetic data
#   make demo PATIENTS=2000                        the same, with a registry of so many patients
#   make demo APART=1                              each visitor in a copy that nobody else sees
#   make test                                      every test, on real databases and a real browser
PYTHON ?= python3
PORT ?= 8501
COHORT ?= in-progress
PATIENTS ?=
APART ?=
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# Where Python may keep nothing compiled, each process of ours compiles 330 modules anew: 0.4 s at every start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test drills validation audit check format docs lock browser clean

demo: .venv/run
	$(BIN)/her2dash demo $(if $(PATIENTS),--patients $(PATIENTS),--cohort $(COHORT)) $(if $(APART),--apart) --port $(PORT)

test: .venv/dev browser
	$(BIN)/python -m pytest -n 3 --dist worksteal

# The engine against its small model, 5,000 steps on each database, and 30 kills of the app's engine, of the
# whole app at its websockets and of PostgreSQL while five robots answer; -rP shows the figures.
drills: .venv/dev
	HER2DASH_DRILL_STEPS=5000 $(BIN)/python -m pytest -q -rP tests/actions/test_stateful.py
	HER2DASH_DRILL_KILLS=30 $(BIN)/python -m pytest -q -rP tests/faults/test_kills.py tests/faults/test_server_killed.py tests/faults/test_app_killed.py

# Runs every test that docs/validation.md and docs/security.md name, and writes both anew.
validation: .venv/dev browser
	$(BIN)/python -m tests.validation

# Asks PyPI for known vulnerabilities of every locked version. Strict: pip-audit alone would report "none" when
# it could ask about nothing. In an environment of its own: the app and its tests need none of it.
audit: .venv-audit/ready
	@.venv-audit/bin/pip-audit --strict --progress-spinner off --disable-pip --require-hashes \
	  --requirement requirements/run.txt --requirement requirements/dev.txt \
	|| { echo "make audit: not passed. Above stands a vulnerability, or what PyPI's advisory service was not asked or" \
	  "did not know. A package that is \"not found\" was not looked at: ask again where pypi.org/pypi is reached." >&2; exit 1; }

.venv-audit/ready:
	$(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet "pip-audit>=2.10,<3"
	touch $@

check: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/her2dash docs --check

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/dev
	$(BIN)/her2dash docs

# The browser tests drive Debian's Chromium; elsewhere the message names the command.
browser:
	@sh tests/browser/bring_chromium.sh

.venv/pip:
	$(PYTHON) -c 'import sys; sys.exit("her2dash needs Python 3.11 or newer, this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	touch $@

# Hashed, without addresses: the set installs from any index.
.venv/run: .venv/pip requirements/run.txt pyproject.toml
	$(INSTALL) -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(INSTALL) -r requirements/dev.txt
	touch $@

# Only somebody who changes the dependencies needs this; it brings uv by itself.
lock:
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra build pyproject.toml -o requirements/run.txt
	.venv-lock/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra build --extra dev -c requirements/run.txt \
	  pyproject.toml -o requirements/dev.txt
	rm -rf .venv-lock

clean:
	rm -rf .venv .venv-audit var .pytest_cache .mypy_cache .ruff_cache
