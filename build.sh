#!/usr/bin/env bash
# Builds, serves and tests Convlab. Try ./build.sh help
set -euo pipefail
export PATH
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
	cat <<'TEXT'
./build.sh [run]          build and serve on http://localhost:8080 until Ctrl-C
./build.sh build          build dist/ for any static server, with compressed copies; dist/convlab.html is all of it in one file
./build.sh test [part...] all tests; parts: tidy page engine scalar wasm e2e
./build.sh browsers       the same checks in Chromium, Firefox and WebKitGTK (minutes)
./build.sh soak [minutes] the tests of memory and recovery, longer: trainings of so many minutes (default 30) and many short ones, 20 killed browsers
./build.sh wholerun [form...] five epochs of the note's two networks, to their pinned bits and accuracies; forms: native wasm (minutes), scalar (an hour)
./build.sh mutants [word] one-line bugs in the sources, one at a time; a test must fail for each (minutes)
./build.sh fuzz [time]    random files, links, texts and events, so long for each fuzz test (default 10s)
./build.sh bench [regexp] measure the engine's kernels on this machine and in Chromium, and whole training steps there
./build.sh pretrain       train the networks that ship with the page again
./build.sh vulnerabilities known vulnerabilities of the libraries and the Go version in use, from Go's database; -db URL names a copy of it
./build.sh clean          remove what the commands above made in this folder
./build.sh help           this text
You need Go 1.21 or newer, and the network once: Go fetches its pinned version and the libraries. Only vulnerabilities always needs the network.
TEXT
}

say() { printf '\n%s\n' "$*"; }
fail() {
	printf '\nbuild.sh: %s\n' "$1" >&2
	shift
	if [ $# -gt 0 ]; then printf '  %s\n' "$@" >&2; fi
	exit 1
}

# --- the toolchain: the version in go.mod ---

# home sets HOME to a folder in the repository if there is no usable one: Go needs it for its caches.
home() {
	if [ -z "${HOME:-}" ] || ! mkdir -p "$HOME" 2>/dev/null || [ ! -w "$HOME" ]; then
		export HOME="$PWD/.cache/home"
		mkdir -p "$HOME"
	fi
}

find_go() {
	if command -v go >/dev/null; then return; fi
	local dir
	for dir in /usr/local/go/bin "$HOME/go/bin" "$HOME/sdk/go/bin" /opt/homebrew/bin /usr/lib/go/bin; do
		if [ -x "$dir/go" ]; then
			export PATH="$dir:$PATH"
			return
		fi
	done
	fail "Go is not installed, or not on PATH." "Get it from https://go.dev/dl (1.21 or newer), then run this again."
}

toolchain() {
	home
	find_go
	local installed minor
	installed=$(cd / && GOTOOLCHAIN=local go env GOVERSION 2>/dev/null) || installed="an unknown version"
	minor=${installed#*go1.}
	minor=${minor%%[!0-9]*}
	if [ "${minor:-0}" -lt 21 ]; then
		fail "Go 1.21 or newer is needed; this is $installed ($(command -v go))." "Get it from https://go.dev/dl"
	fi
	GOTOOLCHAIN=$(sed -n 's/^toolchain //p' go.mod)
	export GOTOOLCHAIN
	export GOEXPERIMENT=simd                   # the engine's vector kernels
	export CGO_ENABLED=0                       # no C compiler is needed
	export GOFLAGS="-buildvcs=false ${GOFLAGS:-}" # otherwise a build fails if another user owns the checkout
	unset GOOS GOARCH
	if ! go version >/dev/null; then # fetches it if necessary, with a message
		fail "Go could not get its version $GOTOOLCHAIN, which go.mod names." \
			"It is fetched once, through GOPROXY ($(cd / && GOTOOLCHAIN=local go env GOPROXY))." \
			"Check the network and the proxy settings, then run this again."
	fi
}

# tool builds a program of web/cmd and sets TOOL to its path.
tool() {
	TOOL=".cache/bin/$1"
	go build -o "$TOOL" "./web/cmd/$1" || fail "web/cmd/$1 did not build." \
		"If libraries could not be fetched, check the network and run this again."
}

# --- commands ---

# assemble makes dist/. Its arguments are passed to web/cmd/dist.
assemble() {
	data
	tool dist
	local dist=$TOOL id
	id=$("$dist" -id)
	say "Programs: build $id with $(go env GOVERSION) (the first time takes a minute or two)"
	program page "$id"
	program stage "$id"
	program worker "$id"
	program picture "$id"
	say "Page: dist/"
	"$dist" "$@"
}

data() {
	mkdir -p dist
	say "Data: MNIST into dist/data"
	go run ./assets/mnist -out dist/data
}

# program builds a program of wasm/. The older JSON package makes the worker a fifth smaller. Packages that read and write text
# take no time that matters; without inlining (-l), page and worker are 3 % smaller.
program() {
	local package text=()
	for package in compress/flate encoding/json fmt reflect strconv time; do
		text+=("-gcflags=$package=-l")
	done
	GOEXPERIMENT=simd,nojsonv2 GOOS=js GOARCH=wasm go build -trimpath "${text[@]}" -ldflags="-s -w -X main.build=$2" -o "dist/$1.wasm" "./wasm/$1"
}

run() {
	assemble
	tool serve
	say "Serving dist/ to this machine only"
	exec "$TOOL" "$@"
}

build() {
	say "Building dist/ with compressed copies (the first time takes about a minute more; copies of unchanged files are reused)"
	assemble -compress
	say "dist/ is ready for any static server. To open it here: ./build.sh, or a double click on dist/convlab.html"
}

run_tests() {
	local parts=" $* "
	tool check
	local check=$TOOL
	if wants wasm; then need_node; fi
	if wants e2e; then
		need_chromium
		assemble
	fi
	exec "$check" "$@"
}

# browsers needs more programs than the tests, so it is not one of their parts.
browsers() {
	need_chromium
	need_firefox
	need_webkit
	assemble
	say "The same checks in Chromium, Firefox and WebKitGTK"
	go test -c -tags browsers -o .cache/bin/browsers ./web/browsers
	cd web/browsers && exec ../../.cache/bin/browsers
}

# wants succeeds if a part of the tests was selected: by name, or because no part was named.
wants() { [ "$parts" = "  " ] || [[ "$parts" == *" $1 "* ]]; }

fuzz() {
	local time=${1:-10s} listed=.cache/fuzz.txt tests=0 found=() package name
	mkdir -p .cache
	say "Fuzz tests of all packages, each for $time, one after the other"
	go test -list '^Fuzz' ./... >"$listed" || fail "The tests of some package could not be listed:" "$(cat "$listed")"
	while read -r package name; do
		tests=$((tests + 1))
		fuzz_test "$package" "$name" || found+=("$package $name")
	done < <(awk '/^Fuzz/ { names[++n] = $1 } /^ok/ { for (i = 1; i <= n; i++) print $2, names[i]; n = 0 }' "$listed") # the line of a package follows its tests
	if [ $tests = 0 ]; then fail "No fuzz test was found in ./..."; fi
	if [ ${#found[@]} -gt 0 ]; then
		fail "${#found[@]} of $tests fuzz tests failed:" "${found[@]}" \
			"The input that failed is in the package's testdata/fuzz. Leave it there as a test when the bug is fixed."
	fi
	say "$tests fuzz tests found nothing"
}

# fuzz_test runs one fuzz test and prints a line, with the whole output if it fails. Inputs that reach new code are minimised by at most 100
# tries: with Go's default of a minute, one test ran 7 inputs in 10 s instead of 230,000.
fuzz_test() {
	local output=.cache/fuzzed.txt runs
	if ! go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 100x "$1" >"$output" 2>&1 </dev/null; then
		printf '%s %s: FAILED\n' "$1" "$2"
		cat "$output"
		return 1
	fi
	runs=$(sed -n 's/.*execs: \([0-9]*\) .*/\1/p' "$output" | tail -1)
	if [ "${runs:-0}" = 0 ]; then
		printf '%s %s: FAILED: only the seeds ran; give it more time\n' "$1" "$2"
		return 1
	fi
	printf '%s %s: nothing found in %s runs\n' "$1" "$2" "$runs"
}

bench() {
	need_chromium
	assemble
	tool benchmark
	say "Benchmarks of the engine on this machine"
	go test -run '^$' -bench "${1:-.}" ./engine/...
	say "Benchmarks of the kernels, then of whole steps, in Chromium"
	"$TOOL" -bench "${1:-.}" -dist dist
}

# soak runs the tests of memory and recovery for a long time. The time limit is three times the minutes for growing memory, a minute
# for every kill, and an hour for the rest.
soak() {
	local minutes=${1:-30} kills=${CONVLAB_KILLS:-20}
	if [ $# -gt 1 ]; then fail "expected at most one number after soak, received '$*'."; fi
	whole "$minutes" || fail "expected whole minutes from 1 to 99999 after soak, received '$minutes'." "For example: ./build.sh soak 30"
	whole "$kills" || fail "expected a whole number from 1 to 99999 in CONVLAB_KILLS, received '$kills'."
	need_chromium
	assemble
	CONVLAB_SOAK=$minutes CONVLAB_KILLS=$kills go test -tags e2e -count=1 -v -timeout "$((3 * minutes + kills + 60))m" \
		-run '^(TestManyTrainingsTakeNoMoreMemory|TestALongTrainingTakesNoMoreMemory|TestATrainingIsRestoredAfterTheBrowserWasKilled)$' ./web/e2e/
}

# wholerun makes the runs for seed 1 in the table of MEASUREMENTS.md, with one worker and with three, and compares every epoch with
# engine/testdata/pins.json. The tests make only their first steps.
wholerun() {
	local form
	if [ $# = 0 ]; then set -- native wasm scalar; fi
	for form in "$@"; do
		case $form in native | wasm | scalar) ;; *) fail "there is no form '$form'; the forms are native, wasm, scalar." ;; esac
	done
	need_node
	local node
	node=$(go env GOROOT)/lib/wasm/go_js_wasm_exec
	for form in "$@"; do
		say "Whole runs: $form"
		case $form in
		native) whole_runs ;;
		wasm) GOOS=js GOARCH=wasm whole_runs -exec "$node" ;;
		scalar)
			GOEXPERIMENT='' whole_runs
			GOEXPERIMENT='' GOOS=js GOARCH=wasm whole_runs -exec "$node"
			;;
		esac
	done
}

whole_runs() {
	go test "$@" -tags wholerun -count=1 -v -timeout 2h -run '^TestWholeRunsKeepTheirBits$' ./engine/parallel
}

# whole succeeds if a text is a whole number from 1 to 99999.
whole() { [[ "$1" =~ ^[1-9][0-9]{0,4}$ ]]; }

mutants() {
	need_node
	tool mutants
	say "Bugs that a test must notice (the tests run without bugs first)"
	exec "$TOOL" "$@"
}

pretrain() {
	data
	say "Training the networks that ship with the page, into assets/pretrained (this takes minutes)"
	mkdir -p assets/pretrained
	local preset
	for preset in convnet dense; do
		go run ./engine/cmd/convlab train -preset "$preset" -half -o "assets/pretrained/$preset.safetensors" "$@"
	done
}

# vulnerabilities is not one of the tests, since they must pass without a network.
vulnerabilities() {
	local version=v1.9.0 found=0
	say "Looking with govulncheck $version"
	GOBIN="$PWD/.cache/bin" go install "golang.org/x/vuln/cmd/govulncheck@$version" ||
		fail "govulncheck $version could not be installed." "It is fetched once; check the network and run this again."
	scan "this machine" "$@"
	GOOS=js GOARCH=wasm scan "the browser" "$@"
	if [ $found != 0 ]; then fail "There are known vulnerabilities, listed above." "Update the modules that they name in go.mod."; fi
}

# scan checks all packages as they are built for one target. Exit code 3 means findings; other codes mean that the check failed.
scan() {
	local target=$1 output=.cache/govulncheck.txt code=0
	shift
	say "All packages, built for $target"
	.cache/bin/govulncheck "$@" ./... 2>"$output" || code=$?
	cat "$output" >&2
	case $code in
	0) ;;
	3) found=1 ;;
	*)
		if grep -q 'fetching vulnerabilities' "$output"; then
			fail "The database of vulnerabilities could not be reached." \
				"It is at https://vuln.go.dev; check the network, or name a copy: ./build.sh vulnerabilities -db file:///folder"
		fi
		fail "govulncheck could not check the packages built for $target; the reason is above."
		;;
	esac
}

clean() {
	say "Removing dist/, dist-e2e/ and .cache/"
	if [ -d .cache/home/go/pkg/mod ]; then chmod -R u+w .cache/home; fi # Go writes its module cache read-only
	rm -rf dist dist-e2e .cache
}

# --- programs that only tests need ---

# apt installs a package if that is possible without a password.
apt() {
	local sudo=()
	if ! command -v apt-get >/dev/null; then return 1; fi
	if [ "$(id -u)" != 0 ]; then
		if ! sudo -n true 2>/dev/null; then return 1; fi
		sudo=(sudo -n)
	fi
	say "Installing $1"
	"${sudo[@]}" apt-get update -qq && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" >/dev/null
}

need_node() {
	command -v node >/dev/null || apt nodejs || fail "Node is needed for the wasm tests and is not installed." \
		"Get version 20 or newer from https://nodejs.org, or leave this part out: ./build.sh test tidy page engine scalar e2e"
	local version
	version=$(node --version)
	version=${version#v}
	if [ "${version%%.*}" -lt 20 ]; then
		say "Note: Node is $version; Go supports 20 and newer, and an older one may fail the wasm tests."
	fi
}

need_chromium() {
	find_chromium || { apt chromium && find_chromium; } || fail "Chromium or Chrome is needed for the browser tests and is not installed." \
		"Install one, or name its program: CHROMIUM=/path/to/chrome ./build.sh test e2e" \
		"To leave this part out: ./build.sh test tidy page engine scalar wasm"
	say "Browser: $CHROMIUM"
}

find_chromium() {
	local name
	for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" /Applications/Chromium.app/Contents/MacOS/Chromium; do
		if [ -n "$name" ] && CHROMIUM=$(command -v "$name"); then
			export CHROMIUM
			return
		fi
	done
	return 1
}

need_firefox() {
	find_firefox || { apt firefox-esr && find_firefox; } || fail "Firefox is not here." \
		"Install it, or name its program: FIREFOX=/path/to/firefox ./build.sh browsers"
	say "Browser: $FIREFOX"
}

find_firefox() {
	local name
	for name in "${FIREFOX:-}" firefox-esr firefox /Applications/Firefox.app/Contents/MacOS/firefox; do
		if [ -n "$name" ] && FIREFOX=$(command -v "$name"); then
			export FIREFOX
			return
		fi
	done
	return 1
}

# need_webkit wants a screen as well: Xvfb's exists in memory only.
need_webkit() {
	command -v WebKitWebDriver >/dev/null || apt webkit2gtk-driver || fail "WebKitGTK and its WebDriver are not here." \
		"Both are in the package webkit2gtk-driver of Debian and Ubuntu, webkit2gtk-4.1 of Fedora."
	command -v Xvfb >/dev/null || apt xvfb || fail "Xvfb is not here." "It is in the package xvfb of Debian and Ubuntu, xorg-x11-server-Xvfb of Fedora."
	say "Browser: $(command -v WebKitWebDriver)"
}

command=${1:-run}
if [ $# -gt 0 ]; then shift; fi
case $command in
run | build | browsers | bench | fuzz | soak | wholerun | mutants | pretrain | vulnerabilities)
	toolchain
	"$command" "$@"
	;;
test)
	toolchain
	run_tests "$@"
	;;
clean) clean ;;
help | -h | --help) usage ;;
*)
	usage >&2
	fail "there is no command '$command'."
	;;
esac
