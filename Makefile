# make demo      install into .venv, read the bundled reports and show the dispute
# make test      install into .venv and run every check: format, lint, types, tests
# make test-web  the pages in a real browser: every page, keys, accessibility; needs Debian's chromium and npm
# make bench     the quality gate and the speed benchmarks; sets that are not there are skipped
# make dev       an editable install in .venv, for working on sayso

PYTHON ?= python3
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check
SOURCES := $(shell find src models -type f -not -name '*.pyc') pyproject.toml README.md LICENSE

# Pinned: another version may find other faults.
AXE = axe-core@4.14.1

.PHONY: demo test test-web chromium bench dev clean

demo: .venv/installed
	.venv/bin/sayso demo

test: .venv/tools
	.venv/bin/ruff format --check src tests benchmarks
	.venv/bin/ruff check src tests benchmarks
	.venv/bin/mypy src
	.venv/bin/python -m pytest

test-web: .venv/web-tools chromium
	SAYSO_BROWSER_NEEDED=1 .venv/bin/python -m pytest tests/browser

bench: .venv/tools
	.venv/bin/python -m benchmarks.quality.gate
	.venv/bin/python -m benchmarks.speed

dev: .venv/tools
	$(PIP) --no-deps --editable .

# The built wheel is what is installed and tested, so that a file missing from it is noticed here.
.venv/installed: .venv/bin/python $(SOURCES)
	$(PIP) '.[web,mcp]' ./models/en
	$(PIP) --no-deps --force-reinstall . ./models/en
	touch $@

.venv/tools: .venv/installed
	$(PIP) --group dev
	touch $@

.venv/web-tools: .venv/tools
	$(PIP) --group browser
	@command -v npm >/dev/null || { echo "the tests of the pages need npm, to install axe-core"; exit 1; }
	npm install --prefix .venv --no-save --silent --no-audit --no-fund $(AXE)
	touch $@

# Playwright would download a browser of its own; Debian's is tested, and is kept up to date by it.
chromium:
	@command -v chromium >/dev/null || { test "$$(id -u)" = 0 && apt-get update -qq && apt-get install -qq chromium; } \
		|| { echo "the tests of the pages need chromium on the PATH; on Debian: apt-get install chromium"; exit 1; }

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("sayso needs Python 3.11 or later; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	$(PIP) --upgrade 'pip>=25.1'

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache
