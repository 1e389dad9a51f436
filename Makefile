# HyperFleet Adapter for Java. `make` alone shows what there is.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The JDK that Maven runs on; any JDK of at least 25 on the machine will do.
JAVA_HOME := $(shell ./scripts/find-jdk.sh)
export JAVA_HOME

MVN ?= mvn -B -ntp
# Recorded cases and black-box scenarios; optional.
SHARED ?= ../shared
DIR ?= $(SHARED)/vectors

.PHONY: help
help: ## Show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

.PHONY: build
build: ## Compile and package without running tests
	$(MVN) -q package -DskipTests

.PHONY: test
test: ## Compile, lint and run all tests that need nothing but a JDK and Maven
	$(MVN) verify

.PHONY: lint
lint: ## Compile with all warnings as errors, check the formatting and the shell scripts
	$(MVN) -q test-compile
	@if command -v shellcheck >/dev/null; then shellcheck adapter scripts/*.sh .ci/run; else echo "shellcheck is not installed: shell scripts not checked"; fi

.PHONY: format
format: ## Format all Java sources
	$(MVN) -q spotless:apply

.PHONY: vectors
vectors: ## Run recorded evaluations: make vectors DIR=<folder>
	./scripts/vectors.sh $(DIR)

.PHONY: test-shared
test-shared: ## Run the recorded cases and scenarios of SHARED, where that folder is there
	./scripts/test-shared.sh $(SHARED)

.PHONY: test-real
test-real: ## Run against real servers: RabbitMQ, and what KUBE_APISERVER, ETCD, MAESTRO name
	./scripts/test-real.sh

.PHONY: bench
bench: ## Measure the steps of the engine with JMH, on a machine that does nothing else (three minutes)
	./scripts/bench.sh

.PHONY: image
image: ## Build the container image into image/target/hyperfleet-adapter.tar; needs no container engine
	./scripts/image.sh

.PHONY: test-image
test-image: image ## Run the image read-only and as its user, where this machine allows it
	$(MVN) -q test -P '!format' -pl sandbox -am -Dtest=ImageTest -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: clean
clean: ## Remove everything that was built
	$(MVN) -q clean
	rm -rf .adapter image/target
