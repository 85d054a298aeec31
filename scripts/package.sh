#!/usr/bin/env bash
# Writes what a release has to target/package/: the crate, programs and debs for two processors, an image, the npm
# package, the one-file page, manual pages, a bill of materials, licences and checksums. Needs the built page.
#
# Files have the time of the commit, or SOURCE_DATE_EPOCH, and paths of this machine are not in them: the same commit
# gives the same bytes in any folder. docs/decisions/0036-release-kit.md names what else must be equal.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
to=$PWD/target/package
work=$PWD/target/release-kit
source=$work/intermission-$version
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH

fail() {
    printf 'package: %s\n' "$@" >&2
    exit 1
}

# The name that Debian and images have for a processor.
processor() { case $1 in x86_64) echo amd64 ;; aarch64) echo arm64 ;; esac; }

target() { echo "$1-unknown-linux-musl"; }

program() { echo "$work/target/$(target "$1")/program/intermission"; }

# tar_of FOLDER: FOLDER.tar.gz, with owners, times and an order that are not those of this machine.
tar_of() {
    tar --create --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=go=rX,u+rw,a-s \
        --directory "$(dirname "$1")" "$(basename "$1")" | gzip --no-name --best >"$1.tar.gz"
}

# The crate, with the page in it, and its sources in an empty folder.
crate() {
    cargo package --locked --quiet --no-verify --allow-dirty --target-dir "$work/crate"
    cp "$work/crate/package/intermission-$version.crate" "$to"
    rm -rf "$source"
    tar --extract --gzip --file "$to/intermission-$version.crate" --directory "$work"
}

# Static programs, compiled from the unpacked crate as whoever installs it does.
programs() {
    local name flags separator=$'\x1f'
    flags=--remap-path-prefix=$source=intermission
    flags+=$separator--remap-path-prefix=$work=target
    flags+=$separator--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo
    flags+=$separator--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=rust
    # For the trial that compiles again.
    printf '%s' "$flags" >"$work/rustflags"
    for name in x86_64 aarch64; do
        (
            cd "$source"
            CARGO_ENCODED_RUSTFLAGS=$flags cargo zigbuild --locked --profile program --target "$(target "$name")" --bin intermission \
                --target-dir "$work/target"
        )
    done
}

manual() {
    local folder=$1 program
    program=$(program "$(uname -m)")
    mkdir -p "$folder/completions"
    "$program" man "$folder/man1"
    "$program" completions bash >"$folder/completions/intermission.bash"
    "$program" completions elvish >"$folder/completions/intermission.elv"
    "$program" completions fish >"$folder/completions/intermission.fish"
    "$program" completions powershell >"$folder/completions/_intermission.ps1"
    "$program" completions zsh >"$folder/completions/_intermission"
}

# The bill of materials and the licences of dependencies.
documents() {
    cargo cyclonedx --quiet --manifest-path "$source/Cargo.toml" --format json --spec-version 1.5 --target all
    sed "s|file://$work/|file:///|g" "$source/intermission.cdx.json" >"$to/intermission-$version.cdx.json"
    rm "$source/intermission.cdx.json"
    cargo about generate --locked --manifest-path "$source/Cargo.toml" --config about.toml \
        --output-file "$to/intermission-$version-licences.html" scripts/package/licences.hbs
}

# archive NAME FOLDER: the program with all that its user wants beside it.
archive() {
    local folder=$work/intermission-$version-$1-linux
    rm -rf "$folder"
    mkdir "$folder"
    cp "$(program "$1")" CHANGELOG.md LICENSE-APACHE LICENSE-MIT "$folder"
    cp "$to/intermission-$version-licences.html" "$folder/licences.html"
    cp -r "$2/man1" "$2/completions" deploy "$folder"
    rm -r "$folder/deploy/deb"
    tar_of "$folder"
    mv "$folder.tar.gz" "$to"
}

# deb NAME FOLDER: like archive, in the places that Debian has for it.
deb() {
    local root=$work/deb-$1 share=$work/deb-$1/usr/share
    rm -rf "$root"
    mkdir -p "$root/DEBIAN" "$share/doc/intermission" "$share/man" "$share/bash-completion/completions" \
        "$share/fish/vendor_completions.d" "$share/zsh/vendor-completions" "$share/intermission" "$root/lib/systemd/system"
    install -D -m 755 "$(program "$1")" "$root/usr/bin/intermission"
    cp -r "$2/man1" "$share/man"
    gzip --no-name --best "$share"/man/man1/*
    cp "$2/completions/intermission.bash" "$share/bash-completion/completions/intermission"
    cp "$2/completions/intermission.fish" "$share/fish/vendor_completions.d"
    cp "$2/completions/_intermission" "$share/zsh/vendor-completions"
    cp deploy/systemd/* "$root/lib/systemd/system"
    cp -r deploy "$share/intermission/deploy"
    rm -r "$share/intermission/deploy/deb" "$share/intermission/deploy/systemd"
    cp docs/intermission.schema.json "$share/intermission"
    cat LICENSE-MIT LICENSE-APACHE >"$share/doc/intermission/copyright"
    cp "$to/intermission-$version-licences.html" "$share/doc/intermission/licences.html"
    gzip --no-name --best <CHANGELOG.md >"$share/doc/intermission/changelog.gz"
    # The settings that `intermission init` writes. Debian keeps what operators change in them.
    mkdir -p "$root/etc/intermission"
    sed 's|^#:schema .*|#:schema /usr/share/intermission/intermission.schema.json|' src/cli/init/intermission.toml \
        >"$root/etc/intermission/intermission.toml"
    echo /etc/intermission/intermission.toml >"$root/DEBIAN/conffiles"
    sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$(processor "$1")/" \
        -e "s/@SIZE@/$(du --apparent-size -sk "$root" | cut -f 1)/" deploy/deb/control >"$root/DEBIAN/control"
    chmod -R go=rX,u+rw "$root"
    find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
    # With several threads xz may divide the data elsewhere.
    dpkg-deb --root-owner-group --threads-max=1 --build "$root" "$to/intermission_$version-1_$(processor "$1").deb" >/dev/null
}

[ -f dist/intermission.html ] || fail "dist/ has no built page: make build"
[ -n "$(processor "$(uname -m)")" ] && [ "$(uname -s)" = Linux ] ||
    fail "expected Linux on x86_64 or aarch64, where one of the programs runs, found $(uname -s) on $(uname -m)"

rm -rf "$to"
mkdir -p "$to" "$work"
node scripts/build/npm-package.mjs
cp dist/intermission.html "$to/intermission-$version.html"
crate
programs
documents
manual_folder=$work/intermission-$version-manual
rm -rf "$manual_folder"
manual "$manual_folder"
tar_of "$manual_folder"
mv "$manual_folder.tar.gz" "$to"
for name in x86_64 aarch64; do
    archive "$name" "$manual_folder"
    deb "$name" "$manual_folder"
done
node scripts/build/image.mjs --version "$version" --created "$SOURCE_DATE_EPOCH" \
    --to "$to/intermission-$version-image.tar" "amd64=$(program x86_64)" "arm64=$(program aarch64)"

sums=$(cd "$to" && find . -type f ! -path './npm/*/*' -printf '%P\n' | LC_ALL=C sort | xargs sha256sum)
printf '%s\n' "$sums" | tee "$to/SHA256SUMS"
