# Kernehus. `make run` and `make test` are all the set-up there is; the other targets are for those who build it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

ADDR ?= 127.0.0.1:8080
DB ?= data/kernehus.db
FUZZTIME ?= 20s
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
GO ?= go

SOURCES := go.mod go.sum $(shell find cmd internal content migrations -type f -not -name '*_test.go' -not -path '*/testdata/*' -not -path '*/dist/*' 2>/dev/null)
FRONT := assets/build.mjs assets/prune.mjs $(shell find assets/css assets/js assets/img -type f)
ASSETS := .cache/assets.ready

.PHONY: help run test check build assets screenshots fuzz bench bench-long dist generate fmt vet fresh lint unit test-go test-browser clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: bin/kernehus ## build everything and serve the demo municipality (LAN=1: on the network, for phones)
	@mkdir -p $(dir $(DB))
	@ADDR=$(ADDR) DB=$(DB) LAN=$(LAN) scripts/run.sh

build: bin/kernehus ## bin/kernehus

bin/kernehus: $(SOURCES) $(ASSETS)
	@mkdir -p bin
	$(GO) build -trimpath -ldflags '-X main.version=$(VERSION)' -o $@ ./cmd/kernehus
	@touch $@

assets: $(ASSETS) ## style sheets, scripts and letters, from npm

.cache/npm-assets.ready: assets/package.json assets/package-lock.json assets/.npmrc
	@mkdir -p .cache
	cd assets && npm ci --no-progress --loglevel=error
	@touch $@

$(ASSETS): .cache/npm-assets.ready $(FRONT)
	cd assets && node build.mjs > ../.cache/assets.log || { cat ../.cache/assets.log; exit 1; }
	@touch $@

.cache/npm-e2e.ready: e2e/package.json e2e/package-lock.json e2e/.npmrc
	@mkdir -p .cache
	cd e2e && npm ci --no-progress --loglevel=error
	@touch $@

check: fmt fresh vet lint unit ## format, generated files, vet, staticcheck, rules of the house, unit tests

fmt:
	@found=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$found" ] || { echo "gofmt these:"; echo "$$found"; exit 1; }

vet:
	$(GO) vet ./...

lint:
	$(GO) tool staticcheck ./...

fresh: ## generated files are those the sources make
	@scripts/fresh.sh

generate: ## make the generated files anew
	@scripts/generate.sh

unit: ## the tests that need no database
	$(GO) test $$(scripts/packages.sh unit)

test: fmt fresh vet lint test-go test-browser ## every test, on SQLite and PostgreSQL and in a browser

test-go: $(ASSETS)
	@scripts/ensure-cc.sh
	scripts/test-go.sh

test-browser: bin/kernehus .cache/npm-e2e.ready
	@KERNEHUS_CHROMIUM=$$(scripts/ensure-chromium.sh) scripts/with-postgres.sh scripts/test-browser.sh

screenshots: bin/kernehus .cache/npm-e2e.ready ## a picture of every page in every state, in e2e/out
	@KERNEHUS_CHROMIUM=$$(scripts/ensure-chromium.sh) node e2e/screenshots.mjs

fuzz: ## every fuzz target for FUZZTIME
	@scripts/fuzz.sh $(FUZZTIME)

bench: bin/kernehus ## the benchmarks with the machine's own floor, at most 15 minutes (TABLE=docs/performance.md: the table there too)
	@FSYNC=on scripts/with-postgres.sh $(GO) run ./bench -table '$(TABLE)'

bench-long: bin/kernehus ## soaks and the largest data
	@FSYNC=on scripts/with-postgres.sh $(GO) run ./bench -long -out bench/results-long.json

dist: $(SOURCES) $(ASSETS) ## dist/: static binary, systemd unit, container file
	@mkdir -p dist
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o dist/kernehus ./cmd/kernehus
	cp deploy/kernehus.service deploy/Containerfile LICENSE dist/
	tar -C dist -czf dist/kernehus-$(VERSION)-linux-$$($(GO) env GOARCH).tar.gz kernehus kernehus.service Containerfile LICENSE
	@ls -l dist

clean: ## forget what was built; data/ stays
	rm -rf bin dist .cache e2e/out assets/node_modules e2e/node_modules
	find internal/ui/static/dist -mindepth 1 -not -name .gitkeep -delete
