# difftest: see `make help`.

GO      ?= go
CARGO   ?= cargo
CLANG   ?= clang-19
BIN     := bin/difftest
REPORTS := bin

# Where the kernel's selftests are built, outside the tree.
SELFTESTS ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/difftest/selftests

.DEFAULT_GOAL := help

.PHONY: help build plugins deps run matrix goldens test faults unit vet generate corpus corpus-check corpus-coverage selftests selftests-sample selftests-check bench clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: $(BIN) ## build the host

$(BIN): FORCE
	$(GO) build -o $(BIN) ./cmd/difftest

FORCE:

plugins: $(BIN) ## build the plugins, installing the packages that loaders.toml names if they are missing (as root)
	$(BIN) build --install

run: plugins ## build everything, compare all loaders over corpus/ and show the report
	@$(BIN) corpus/ --no-known --format text --format json=$(REPORTS)/report.json; status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi; \
	echo "(JSON report: $(REPORTS)/report.json; differences are the result, not a failure)"

matrix: plugins ## compare over corpus/, and rewrite CONVENTIONS.md, the matrix in README.md and the badges
	@$(BIN) corpus/ --loader cilium-ebpf --loader aya --format json=$(REPORTS)/matrix.json; status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi
	$(BIN) matrix $(REPORTS)/matrix.json

goldens: plugins ## write what libbpf does with each object of corpus/ beside it, to be read as a diff; make test confirms it
	REQUIRE_BPF=1 $(GO) test -count=1 -run '^(TestReferenceAgreesWithItself|TestReferenceBreaks)$$/^corpus$$' ./host -update

deps: ## install what the tests need beside what make plugins installs (as root): the objects that libxdp1 ships
	@test -e /usr/lib/x86_64-linux-gnu/bpf/xdp-dispatcher.o || { \
	if [ "$$(id -u)" != 0 ]; then echo "apt-get install libxdp1 first"; exit 1; fi; \
	apt-get update && apt-get install -y --no-install-recommends libxdp1; }

# The tests of package host alone take minutes on two CPUs; go test's own limit is ten for each package.
TEST_TIMEOUT ?= 40m

test: deps plugins vet ## the whole test suite with the kernel tests; fails where they cannot run
	REQUIRE_BPF=1 $(GO) test -count=1 -timeout $(TEST_TIMEOUT) ./...
	$(CARGO) test --release --locked --manifest-path plugins/Cargo.toml

unit: ## the tests that need neither privileges nor plugins
	$(GO) build ./... && $(GO) test ./...

faults: plugins ## plant faults in real loads at places drawn anew, and print which are found (FAULTS='-faultseed N -faultplaces N')
	REQUIRE_BPF=1 $(GO) test -count=1 -v -run '^TestFaults$$' ./host -args $(FAULTS)

vet: ## gofmt, go vet, and the builds for other systems
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "gofmt these"; exit 1; }
	$(GO) vet ./...
	GOOS=darwin $(GO) build ./...
	GOOS=windows $(GO) build -o /dev/null ./plugins/native

generate: ## regenerate what is generated
	$(GO) generate ./...

corpus: ## rebuild the objects of the corpus (needs clang-19 and llvm-19)
	$(GO) generate ./corpus
	$(MAKE) -C corpus

corpus-check: ## check that the objects of the corpus are what their sources give
	$(MAKE) -C corpus check

# What the corpus is known to reach, in per cent of lines and branches.
COVERAGE_FLOORS := -floor libbpf.c=77/71 -floor relo_core.c=93/83 -floor btf.c=63/55

corpus-coverage: plugins ## what of libbpf's loading code the corpus executes; V=1 lists what it does not, GUESTS='5.10 6.1' adds kernels
	corpus/coverage/run $(if $(V),-v) $(COVERAGE_FLOORS)

selftests: ## build the kernel's BPF selftests outside the tree (SELFTESTS=dir)
	selftests/build

selftests-sample: ## build the 60 of them that CI compares
	selftests/build selftests/sample.txt

selftests-check: plugins selftests ## libbpf against itself on all of them: in ten orders, and a plugin process for each
	REQUIRE_BPF=1 REQUIRE_SELFTESTS=1 DIFFTEST_SELFTESTS=$(SELFTESTS)/objects \
		$(GO) test -count=1 -v -timeout 3h -run 'TestReferenceAgreesWithItself/selftests|TestOthersAgreeWithThemselves' ./host

bench: plugins ## what recording costs against the libraries alone, and test runs against the kernel's own time
	REQUIRE_BPF=1 $(GO) test -timeout $(TEST_TIMEOUT) -run '^$$' -bench Recording -benchtime 1x ./host
	REQUIRE_BPF=1 $(GO) test -run '^$$' -bench '^BenchmarkRun$$' -benchtime 2000x ./capture/progrun

clean: ## remove what was built
	rm -rf bin plugins/bin plugins/target
