#!/usr/bin/env bash
# Installs the missing tools: `setup.sh build` for building the page, `setup.sh check` for `make check`,
# `setup.sh package` for what `make package` needs besides the page, `setup.sh test [BROWSER...]` for everything else,
# with all browsers or some of chromium, firefox and webkit.
#
# Tools from Cargo, npm and PyPI go to .tools/, in folders named by version, so that a second run has nothing to do
# and a new version never meets the old one's files. .tools/bin links the versions in use.
set -euo pipefail
cd "$(dirname "$0")/.."

# Returns whether tests are to run in the browser.
tests_in() { [[ $subset = test && $browsers == *" $1 "* ]]; }

for_page() { [[ $subset = build || $subset = test ]]; }

for_checks() { [[ $subset = check || $subset = test ]]; }

for_package() { [ "$subset" = package ]; }

# Every pinned version is written once. wasm-bindgen must equal the library's, so Cargo.lock has it; those of npm and
# PyPI, and the sums of what they need, are in scripts/npm/ and scripts/python/; the others are here.
trunk_version=0.21.14
geckodriver_version=0.37.1
machete_version=0.9.2
deny_version=0.20.2
about_version=0.9.3
cyclonedx_version=0.5.9
bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print }' Cargo.lock)
# The version of wasm-opt, which Trunk compares with the one that it finds.
binaryen_version=$(sed -n 's/^wasm_opt = "version_\([0-9]*\)"$/\1.0.0/p' Trunk.toml)
oldest_node=18
# Vite, with which tests try the npm package, needs a newer one.
if [ "${1:-test}" = test ]; then oldest_node=20; fi

# Several working trees may share one .tools by a link, through which npm would take a folder for a package.
mkdir -p .tools
tools=$(cd .tools && pwd -P)
subset=${1:-test}
browsers=" ${*:2} "
steps=3
case $subset in
    build | check | package) ;;
    test) [ $# -gt 1 ] || browsers=" chromium firefox webkit " ;;
    *) echo "usage: setup.sh [build|check|package|test [BROWSER...]]" >&2; exit 2 ;;
esac
if for_page; then steps=$((steps + 3)); fi
if for_checks; then steps=$((steps + 4)); fi
if for_package; then steps=$((steps + 3)); fi
if [ "$subset" = test ]; then steps=$((steps + 4)); fi
if tests_in firefox; then steps=$((steps + 1)); fi

# Runs one numbered step and says how long it took.
step() {
    local title=$1 began=$SECONDS
    shift
    number=$((${number:-0} + 1))
    printf '[%d/%d] %s\n' "$number" "$steps" "$title"
    "$@"
    printf '[%d/%d] ready after %d s\n' "$number" "$steps" "$((SECONDS - began))"
}

fail() {
    printf 'setup: %s\n' "$@" >&2
    exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

can_use_apt() { has apt-get && { [ "$(id -u)" = 0 ] || has sudo; }; }

# Ubuntu's packages of Chromium only fetch a snap, whose browser cannot see the tests' folders.
apt_offers() { LC_ALL=C apt-cache policy "$1" | grep 'Candidate: [0-9]' | grep -vq snap; }

# Installs those of the given Debian packages that the configured sources offer.
apt_install() {
    local offered=() package
    as_root apt-get update -qq
    for package in "$@"; do
        if apt_offers "$package"; then offered+=("$package"); fi
    done
    [ ${#offered[@]} -gt 0 ] || return 0
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
        apt-get install -qq -y --no-install-recommends "${offered[@]}"
    stop_services "${offered[@]}"
}

# Stops the servers that Debian's packages have started and would start with the machine: tests start their own.
stop_services() {
    [ -d /run/systemd/system ] || return 0
    local package
    for package in "$@"; do
        case $package in
            nginx-light) as_root systemctl disable --quiet --now nginx || true ;;
            varnish | caddy | haproxy) as_root systemctl disable --quiet --now "$package" || true ;;
        esac
    done
}

has_chromium() { has chromium || has chromium-browser || has google-chrome; }

has_firefox() { has firefox-esr || has firefox; }

# Prints the missing packages of servers on which tests try the configurations of deploy/. nginx needs Brotli.
missing_servers() {
    has_server nginx || echo nginx-light
    [ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] || echo libnginx-mod-http-brotli-static
    has_server varnishd || echo varnish
    has_server caddy || echo caddy
    has_server haproxy || echo haproxy
    has curl || echo curl
}

# Debian installs servers into folders that are in the PATH of root only.
has_server() { has "$1" || [ -x "/usr/sbin/$1" ] || [ -x "/usr/local/sbin/$1" ]; }

# Prints the missing packages of fonts that browsers use in tests, see tests/e2e/harness/fonts.conf.
missing_fonts() {
    local fonts=/usr/share/fonts/truetype
    [ -e "$fonts/noto/NotoSans-Regular.ttf" ] || echo fonts-noto-core
    [ -e "$fonts/dejavu/DejaVuSansMono.ttf" ] || echo fonts-dejavu-core
}

# Prints the missing packages for the deb and for trying what is packaged in a clean root.
missing_package_tools() {
    has dpkg-deb || echo dpkg
    has_server debootstrap || echo debootstrap
    has skopeo || echo skopeo
    has qemu-aarch64-static || echo qemu-user-static
    has systemd-nspawn || echo systemd-container
    has ip || echo iproute2
    has curl || echo curl
}

# Prints the missing Debian packages.
missing_packages() {
    has cc || echo "gcc libc6-dev"
    has make || echo make
    # Debian has pip in the package for virtual environments.
    if [ "$subset" != build ] && ! python3 -c 'import ensurepip' 2>/dev/null; then echo python3-venv; fi
    if for_package; then missing_package_tools; fi
    if [ "$subset" = test ]; then
        # scripts/fuzz.sh compiles libFuzzer, which is C++.
        has c++ || echo g++
        # `intermission history replay` reads repositories.
        has git || echo git
        missing_servers
        missing_fonts
        has java || echo default-jre-headless
    fi
    if tests_in chromium; then
        has_chromium || echo chromium
        has chromedriver || echo chromium-driver
    fi
    if tests_in firefox; then
        has_firefox || echo firefox-esr
    fi
    if tests_in webkit; then
        has WebKitWebDriver || echo webkit2gtk-driver
        has Xvfb || echo xvfb
    fi
}

# Installs the missing packages, or fails. A missing browser is an error in CI too, because tests that did not run must not
# count as passed.
system_packages() {
    local missing
    missing=$(missing_packages | xargs)
    if [ -n "$missing" ] && can_use_apt; then
        # shellcheck disable=SC2086 # one word is one package
        apt_install $missing
        missing=$(missing_packages | xargs)
    fi
    [ -z "$missing" ] || fail "not installed, in the words of Debian's packages: $missing" \
        "install them with your system's package manager (Chrome serves as chromium, any Firefox as firefox-esr), then run this again"
}

check_languages() {
    has cargo || fail "cargo is not installed: get it with rustup, see https://www.rust-lang.org/tools/install"
    { has node && has npm; } || fail "node and npm are not installed: version $oldest_node or newer, see https://nodejs.org"
    local node
    node=$(node -p 'process.versions.node.split(".")[0]')
    [ "$node" -ge "$oldest_node" ] || fail "node $node is too old: version $oldest_node or newer is needed"
}

# Adds the missing parts of Rust. Looks for their files, because a distribution's Rust may have them without rustup.
rust_parts() {
    local parts
    # rustup installs the toolchain of rust-toolchain.toml by itself, unless that is switched off.
    rustc --version >/dev/null 2>&1 || with_rustup toolchain install --no-self-update
    parts=$(rustc --print sysroot)/lib/rustlib
    if for_package; then
        local target
        for target in x86_64-unknown-linux-musl aarch64-unknown-linux-musl; do
            [ -d "$parts/$target" ] || with_rustup target add "$target"
        done
        return 0
    fi
    [ -d "$parts/wasm32-unknown-unknown" ] || with_rustup target add wasm32-unknown-unknown
    if for_page; then
        [ -d "$parts/src/rust/library" ] || with_rustup component add rust-src
        # The page compiles the standard library, which needs its dependencies; its manifest is for nightly compilers.
        RUSTC_BOOTSTRAP=1 cargo fetch --locked --quiet --manifest-path "$parts/src/rust/library/Cargo.toml"
    fi
    for_checks || return 0
    cargo fmt --version >/dev/null 2>&1 || with_rustup component add rustfmt
    cargo clippy --version >/dev/null 2>&1 || with_rustup component add clippy
}

with_rustup() {
    has rustup || fail "this Rust lacks a part and has no rustup to add it: rustup $*"
    rustup "$@"
}

# Compiles CRATE at VERSION into its folder: cargo_tool CRATE VERSION PROGRAM OPT_LEVEL FLAGS...
# The crates' own release profiles cost many minutes for programs that then run for seconds.
cargo_tool() {
    local crate=$1 version=$2 program=$3 opt_level=$4 root=$tools/$1-$2
    shift 4
    if [ ! -x "$root/bin/$program" ]; then
        CARGO_TARGET_DIR=$tools/compiling \
            CARGO_PROFILE_RELEASE_LTO=off \
            CARGO_PROFILE_RELEASE_OPT_LEVEL=$opt_level \
            CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 \
            CARGO_PROFILE_RELEASE_DEBUG=false \
            CARGO_PROFILE_RELEASE_STRIP=debuginfo \
            cargo install "$crate" --version "$version" --root "$root" "$@"
    fi
    link "$root"/bin/*
}

# Trunk without TLS and update check, because it finds all tools installed and downloads none.
trunk() { cargo_tool trunk "$trunk_version" trunk 0 --locked --no-default-features; }

# Without --locked: the lock file of this release names a version of a crate that its publisher has taken back.
wasm_bindgen() { cargo_tool wasm-bindgen-cli "$bindgen_version" wasm-bindgen 1; }

# Debian has no package of geckodriver. It is not optimized, because its speed does not matter.
geckodriver() { cargo_tool geckodriver "$geckodriver_version" geckodriver 0 --locked; }

# Finds dependencies in Cargo.toml that no source file uses.
cargo_machete() { cargo_tool cargo-machete "$machete_version" cargo-machete 0 --locked; }

# Compares licences and sources of dependencies with deny.toml. PyPI's binary is of 2023 and panics on today's metadata.
cargo_deny() { cargo_tool cargo-deny "$deny_version" cargo-deny 0 --locked; }

# Installs the packages of the lock file in scripts/npm/NAME without running their scripts, and links their folder as
# .tools/NAME. The folder gets its final name last, so that an interrupted run leaves nothing that looks finished.
npm_folder() {
    local name=$1 from=scripts/npm/$1 root
    root=$tools/$name-$(cksum <"$from/package-lock.json" | cut -d ' ' -f 1)
    if [ ! -d "$root" ]; then
        rm -rf "$root.part"
        mkdir -p "$root.part"
        cp "$from/package.json" "$from/package-lock.json" "$root.part"
        npm ci --prefix "$root.part" --ignore-scripts --no-audit --no-fund --loglevel=error
        mv "$root.part" "$root"
    fi
    ln -sfn "$root" "$tools/$name"
}

npm_tools() {
    local root=$tools/npm
    npm_folder npm
    link "$root/node_modules/.bin/wasm-opt" "$root/node_modules/.bin/esbuild"
}

npm_linters() {
    npm_folder lint
    link "$tools/lint/node_modules/.bin/biome"
}

# Installs packages from PyPI: compiled programs in seconds, which Cargo would compile for many minutes, and libraries.
# Neither needs the environment that installed them, so it is removed: python_folder PREFIX REQUIREMENTS.
python_folder() {
    local from=scripts/python/$2
    root=$tools/$1-$(cksum <"$from" | cut -d ' ' -f 1)
    if [ ! -d "$root" ]; then
        rm -rf "$root.part"
        python3 -m venv "$root.part/venv"
        "$root.part/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile --no-deps \
            --only-binary :all: --require-hashes --target "$root.part" --requirement "$from"
        rm -r "$root.part/venv"
        mv "$root.part" "$root"
    fi
}

python_linters() {
    local root
    python_folder python requirements.txt
    link "$root"/bin/*
}

# A library, which tests find by PYTHONPATH.
feedparser() {
    local root
    python_folder feedparser feedparser.txt
    ln -sfn "$root" "$tools/feedparser"
}

# Zig compiles and links C for other processors and for musl, cargo-zigbuild passes it to Cargo.
zig() {
    local root
    python_folder zig zig.txt
    link "$root/bin/cargo-zigbuild" "$root/ziglang/zig"
}

# Writes the licences of all dependencies. Not optimized it compares their texts for minutes.
cargo_about() { cargo_tool cargo-about "$about_version" cargo-about 2 --locked --features cli; }

# Writes the bill of materials.
cargo_cyclonedx() { cargo_tool cargo-cyclonedx "$cyclonedx_version" cargo-cyclonedx 0 --locked; }

link() {
    mkdir -p "$tools/bin"
    ln -sf "$@" "$tools/bin/"
}

# Removes the build folder that the installs of crates share.
forget_compiling() { rm -rf "$tools/compiling"; }

[ -n "$bindgen_version" ] || fail "Cargo.lock names no wasm-bindgen"
grep -q "\"binaryen\": \"$binaryen_version\"" scripts/npm/npm/package.json ||
    fail "Trunk.toml and scripts/npm/npm/package.json name different versions of wasm-opt"
step "system packages" system_packages
step "cargo, node, npm" check_languages
step "targets of Rust" rust_parts
if for_checks; then
    step "biome" npm_linters
    step "lychee, shellcheck, taplo, typos" python_linters
    step "cargo-machete $machete_version (compiled once, less than a minute)" cargo_machete
    step "cargo-deny $deny_version (compiled once, a few minutes)" cargo_deny
fi
if for_package; then
    step "cargo-zigbuild, zig" zig
    step "cargo-about $about_version (compiled once, a few minutes)" cargo_about
    step "cargo-cyclonedx $cyclonedx_version (compiled once, a few minutes)" cargo_cyclonedx
fi
if for_page; then
    step "trunk $trunk_version (compiled once, a few minutes)" trunk
    step "wasm-bindgen $bindgen_version (compiled once, a few minutes)" wasm_bindgen
fi
if tests_in firefox; then
    step "geckodriver $geckodriver_version (compiled once, a few minutes)" geckodriver
fi
if for_page; then
    step "axe-core, binaryen, esbuild, parse5" npm_tools
fi
if [ "$subset" = test ]; then
    step "what other pages are made with, to try the element on them" npm_folder hosts
    step "vite, webpack" npm_folder bundlers
    step "lighthouse, puppeteer-core, vnu-jar" npm_folder audit
    step "feedparser" feedparser
fi
forget_compiling
