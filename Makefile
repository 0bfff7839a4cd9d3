# Two commands: `make run` starts Gethory, `make test` proves it. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
PNPM_VERSION := 10.34.9
PNPM := npx --yes pnpm@$(PNPM_VERSION)
BIN := backend/.venv/bin
DONE := .make

CLIENT_SOURCES := $(shell find frontend/src frontend/public frontend/build -type f 2>/dev/null) \
	$(addprefix frontend/,index.html landing.html offline.html) frontend/vite.config.ts frontend/tsconfig.json \
	$(wildcard frontend/.env frontend/.env.dev)

.PHONY: help run client dev test check check-backend check-frontend test-backend test-frontend \
	test-e2e bench lighthouse pictures release wire lock format clean

help: ## Say what can be made
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: $(DONE)/python $(DONE)/client ## Install what is missing, then start Gethory on http://localhost:3000
	@exec $(BIN)/gethory serve

client: $(DONE)/client ## Build the web client

dev: $(DONE)/node ## Serve the client's sources with hot reload on :5173 (start the server beside it)
	@cd frontend && exec npm run --silent dev

test: check test-backend test-frontend test-e2e ## Lint, types, rules and every test

check: check-backend check-frontend ## Lint, types, import rules, and that generated files are fresh

check-backend: $(DONE)/python-dev
	cd backend && .venv/bin/ruff format --check . ../e2e ../bench ../deploy
	cd backend && .venv/bin/ruff check . ../e2e ../bench ../deploy
	cd backend && .venv/bin/mypy
	cd e2e && ../$(BIN)/mypy --config-file ../backend/pyproject.toml .
	cd bench && MYPYPATH=../backend/src ../$(BIN)/mypy --config-file ../backend/pyproject.toml .
	cd deploy && ../$(BIN)/mypy --config-file ../backend/pyproject.toml .
	cd backend && .venv/bin/lint-imports
	$(BIN)/gethory env-examples --check
	$(BIN)/gethory openapi --check docs/openapi.json
	$(BIN)/gethory asyncapi --check docs/asyncapi.json
	$(BIN)/gethory config-reference --check docs/configuration.md

check-frontend: $(DONE)/node $(DONE)/python
	cd frontend && npx tsc --noEmit
	cd frontend && npx oxlint --type-aware --deny-warnings
	cd frontend && npx oxfmt --check .
	cd frontend && npx knip
	$(BIN)/gethory wire | node frontend/scripts/wire.mjs --check

test-backend: $(DONE)/python-dev $(DONE)/client $(DONE)/chromium $(DONE)/ferretdb $(DONE)/coturn $(DONE)/deploy
	cd backend && .venv/bin/pytest -n 2 --dist loadgroup

test-frontend: $(DONE)/node $(DONE)/chromium
	cd frontend && npx vitest run

test-e2e: $(DONE)/python-dev $(DONE)/client $(DONE)/chromium $(DONE)/coturn ## Real browsers that hear each other
	cd e2e && ../$(BIN)/pytest -m silent -n 2 --dist loadfile --no-loadscope-reorder test_states.py .
	cd e2e && ../$(BIN)/pytest -m "not silent"

bench: $(DONE)/python-dev $(DONE)/client ## Measure the server against others (an hour; needs two quiet cores)
	cd bench && for one in relay idle storm lobby join footprint; do ../$(BIN)/python $$one.py; done
	cd bench && ../$(BIN)/python report.py

release: $(DONE)/python $(DONE)/client ## One archive in release/ for machines without Node
	@$(BIN)/python deploy/release.py

lighthouse: $(DONE)/python-dev $(DONE)/client $(DONE)/chromium ## Lighthouse on the first page and the lobby (a quiet machine)
	cd e2e && ../$(BIN)/python lighthouse.py

pictures: $(DONE)/python-dev $(DONE)/client $(DONE)/chromium ## Take the README's pictures from the running product
	cd e2e && ../$(BIN)/python pictures.py

wire: $(DONE)/python $(DONE)/node ## Make the client's types, documents and .env examples from the server
	$(BIN)/gethory wire | node frontend/scripts/wire.mjs
	$(BIN)/gethory env-examples
	$(BIN)/gethory openapi > docs/openapi.json
	$(BIN)/gethory asyncapi > docs/asyncapi.json
	$(BIN)/gethory config-reference > docs/configuration.md

lock: ## Pin the Python packages anew (needs uv)
	cd backend && uv pip compile pyproject.toml --group build $(UV) -o requirements.lock
	cd backend && uv pip compile pyproject.toml --group build --group dev $(UV) -o requirements-dev.lock
	cd backend && uv pip compile pyproject.toml --group build --group reload $(UV) -o requirements-reload.lock
UV := --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-header -q

format: $(DONE)/python-dev $(DONE)/node ## Format everything
	cd backend && .venv/bin/ruff format . ../e2e ../bench ../deploy && \
		.venv/bin/ruff check --fix . ../e2e ../bench ../deploy
	cd frontend && npx oxfmt .

clean: ## Remove what was installed and built (not the data)
	rm -rf $(DONE) backend/.venv frontend/node_modules frontend/dist

# What is installed and built, each only again when what it comes from changed.

$(DONE)/has-python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Gethory needs Python 3.11 or newer: sudo apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "Gethory needs Python's venv: sudo apt-get install python3-venv"; exit 1; }
	@mkdir -p $(DONE) && touch $@

$(DONE)/has-node:
	@command -v node >/dev/null && command -v npm >/dev/null || \
		{ echo "Gethory needs Node.js 20.19 or newer with npm to build its pages: see nodejs.org"; exit 1; }
	@node -e 'const [a, b] = process.versions.node.split("."); process.exit(+a > 20 || (+a === 20 && +b >= 19) ? 0 : 1)' || \
		{ echo "Gethory needs Node.js 20.19 or newer; this is $$(node --version)"; exit 1; }
	@mkdir -p $(DONE) && touch $@

$(DONE)/python: backend/requirements.lock backend/pyproject.toml | $(DONE)/has-python
	@echo "Installing the server's packages"
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv backend/.venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r backend/requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e backend
	@touch $@

$(DONE)/python-dev: $(DONE)/python backend/requirements-dev.lock
	@echo "Installing the server's test tools"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r backend/requirements-dev.lock
	@touch $@

$(DONE)/node: frontend/package.json frontend/pnpm-lock.yaml | $(DONE)/has-node
	@echo "Installing the client's packages"
	@cd frontend && CI=true $(PNPM) install --frozen-lockfile --reporter=silent
	@touch $@

$(DONE)/client: $(DONE)/node $(CLIENT_SOURCES)
	@echo "Building the client"
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@

$(DONE)/chromium:
	@command -v chromium >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Installing chromium" && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || \
		{ echo "The tests need Chromium: sudo apt-get install chromium"; exit 1; }
	@mkdir -p $(DONE) && touch $@

$(DONE)/coturn:
	@command -v turnserver >/dev/null && command -v nft >/dev/null && command -v ip >/dev/null || { \
		[ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		echo "Installing coturn, nftables and iproute2" && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			coturn nftables iproute2 >/dev/null; } || \
		{ echo "The tests of the relay need: sudo apt-get install coturn nftables iproute2"; \
		[ "$${CI:-}" != true ]; }
	@mkdir -p $(DONE) && touch $@

# nginx, and what images are built and run with. As root they are installed; else the tests that need them
# say so and are left out, or fail with CI=true.
DEPLOY_TOOLS := buildah crun libcap2-bin debootstrap nginx-light libnginx-mod-http-brotli-static \
	certbot curl iproute2
$(DONE)/deploy:
	@if dpkg-query -W $(DEPLOY_TOOLS) >/dev/null 2>&1; then \
		mkdir -p $(DONE) && touch $@; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing nginx and buildah" && apt-get update -qq && \
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			$(DEPLOY_TOOLS) >/dev/null && mkdir -p $(DONE) && touch $@; \
	else \
		echo "To test containers and nginx too: sudo apt-get install $(DEPLOY_TOOLS)"; \
		[ "$${CI:-}" != true ]; \
	fi

$(DONE)/ferretdb: $(addprefix backend/tests/ferretdb/,main.go go.mod go.sum) | $(DONE)/python-dev
	@echo "Building the MongoDB server of the tests (a minute or two, once)"
	@$(BIN)/python backend/tests/ferretdb/build.py && touch $@ || [ "$${CI:-}" != true ]
