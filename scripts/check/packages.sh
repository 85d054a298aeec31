#!/usr/bin/env bash
# Tries what `make package` has written to target/package/: packages.sh [CHECK...], all without arguments. Each check that
# runs a program does so in a copy of a small Debian that has neither Rust nor Node.js nor this checkout, and follows the
# commands of README.md and docs/deploy.md as they are written there. Needs root, for these folders and their networks.
#
# With `pipefail`, `grep -q` at the end of a pipe may fail because of what it finds: it ends before the program whose
# output it reads, which then fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
packages=$PWD/target/package
work=$PWD/target/release-kit
debian=$work/debian
# In bytes; crates.io refuses more.
largest_crate=10485760

fail() {
    printf 'packages: %s\n' "$@" >&2
    exit 1
}

# Runs as root what needs it.
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# expect WORDS FILE: fails unless the file contains the words.
expect() { grep -qF -- "$1" "$2" || fail "expected \`$1\` in $2, found:" "$(cat "$2")"; }

# Prints the blocks of commands in a section of a document: section FILE 'TITLE'.
section() {
    awk -v title="$2" '
        /^#+ / { inside = ($0 ~ "^#+ " title "$") }
        /^```/ { if (shown) { shown = 0 } else if (inside && $0 == "```sh") { shown = 1; next } }
        shown { print }
    ' "$1" | grep . || fail "expected a block of commands in \`$2\` of $1"
}

# The Debian of which each check gets a copy: made once.
debian() {
    [ -e "$debian/.complete" ] && return
    as_root rm -rf "$debian"
    as_root debootstrap --variant=minbase \
        --include=ca-certificates,curl,dbus,libnginx-mod-http-brotli-static,nginx-light,sudo,systemd,systemd-sysv \
        bookworm "$debian" >"$work/debootstrap.log" || fail "debootstrap: see $work/debootstrap.log"
    as_root touch "$debian/.complete"
}

# Boots a copy of the Debian with the given files in root's folder, runs the commands of standard input in a shell there,
# and prints what they print: booted FILE... Fails if one of them does. It has a network of its own, without a way out.
booted() {
    local root=$work/root file
    debian
    as_root rm -rf "$root"
    as_root cp -a --reflink=auto "$debian" "$root"
    for file in "$@"; do as_root cp "$packages/$file" "$root/root"; done
    { echo 'set -euxo pipefail'; cat; } | as_root tee "$root/commands.sh" >/dev/null
    as_root tee "$root/etc/systemd/system/commands.service" >/dev/null <<'END'
[Unit]
After=multi-user.target
SuccessAction=exit
FailureAction=exit
[Service]
Type=oneshot
WorkingDirectory=/root
Environment=HOME=/root
ExecStart=/bin/bash /commands.sh
StandardOutput=file:/commands.log
StandardError=file:/trace.log
TimeoutStartSec=300
END
    as_root systemd-nspawn --quiet --directory "$root" --register=no --keep-unit --private-network --boot -- \
        systemd.wants=commands.service >"$work/boot.log" 2>&1 || { cat "$root/commands.log" "$root/trace.log" >&2; fail "a command failed: see also $work/boot.log"; }
    cat "$root/commands.log"
}

# Fails unless a file has a response with status 503 and the page.
is_page() {
    expect 'HTTP/1.1 503' "$1"
    grep -qi '^retry-after: 120' "$1" || fail "expected \`Retry-After: 120\` in $1"
    expect 'data-intermission' "$1"
}

check_sums() {
    (cd "$packages" && sha256sum --check --strict --quiet SHA256SUMS)
    local listed found
    listed=$(wc -l <"$packages/SHA256SUMS")
    found=$(find "$packages" -type f ! -path '*/npm/*/*' ! -name SHA256SUMS | wc -l)
    [ "$listed" = "$found" ] || fail "expected a sum for each of $found files, found $listed"
}

# The crate has the page, does not compile without it, and crates.io would take it.
check_crate() {
    local crate=$packages/intermission-$version.crate size copy=$work/without-page
    size=$(stat --format=%s "$crate")
    [ "$size" -lt "$largest_crate" ] || fail "expected at most $largest_crate bytes, found $size: $crate"
    tar --list --gzip --file "$crate" | grep -x "intermission-$version/dist/index.html" >/dev/null || fail "no page in $crate"
    cargo publish --dry-run --locked --no-verify --allow-dirty --quiet --target-dir "$work/crate"
    # Its dependencies are compiled already, with these flags, so that only build.rs runs.
    mv "$work/intermission-$version/dist" "$copy"
    if (cd "$work/intermission-$version" && CARGO_ENCODED_RUSTFLAGS=$(<"$work/rustflags") cargo zigbuild --locked --profile program --bin intermission \
        --target "$(uname -m)-unknown-linux-musl" --target-dir "$work/target") 2>"$work/without-page.log"; then
        fail "expected a crate without the page to fail, found that it compiles"
    fi
    mv "$copy" "$work/intermission-$version/dist"
    expect 'of this package, found none: it was packaged before' "$work/without-page.log"
}

# The programs are static, and those for this processor do what the README says.
check_program() {
    local name program log=$work/program.log
    for name in x86_64 aarch64; do
        program=$work/intermission-$version-$name-linux/intermission
        readelf --program-headers "$program" | grep INTERP >/dev/null && fail "expected a static program, found an interpreter: $program"
        strings "$program" | grep -F "$HOME" && fail "expected no path of this machine in $program"
    done
    [ "$(uname -m)" = x86_64 ] || return 0
    {
        section README.md 'On a server' | sed 's/^\.\/intermission serve .*/& \&/'
        cat <<'END'
./intermission check site/status.json
mkdir out
./intermission publish site/status.json --to out --no-social
grep -q data-intermission out/index.html
test -s out/sw.js -a -s out/status.json.br -a -s out/.headers.json
until curl -si http://localhost:8080/orders/7; do sleep 0.1; done
END
    } | booted "intermission-$version-x86_64-linux.tar.gz" >"$log"
    is_page "$log"
}

# The program for the other processor, by emulation and not in a Debian of its own: it is one static file.
check_arm() {
    [ "$(uname -m)" = x86_64 ] || return 0
    local program=$work/intermission-$version-aarch64-linux/intermission log=$work/arm.log site=$work/site-of-arm server
    rm -rf "$site"
    qemu-aarch64-static "$program" init "$site" >/dev/null
    qemu-aarch64-static "$program" check "$site/status.json" >"$log"
    expect 'no problems' "$log"
    qemu-aarch64-static "$program" serve "$site/status.json" --listen 127.0.0.1:18670 --log quiet &
    server=$!
    for _ in $(seq 300); do curl -si http://127.0.0.1:18670/orders/7 >"$log" && break; sleep 0.1; done
    kill "$server"
    wait "$server"
    is_page "$log"
}

# The deb by the two paths of the guide, with its units under systemd.
check_deb() {
    [ "$(uname -m)" = x86_64 ] || return 0
    local log=$work/deb.log
    {
        section docs/deploy.md 'Debian, without a web server'
        cat <<'END'
systemctl is-active intermission.service
# The users that systemd makes for a service.
test "$(stat -c %u "/proc/$(systemctl show --property=MainPID --value intermission)")" -ge 61184
bash -n /usr/share/bash-completion/completions/intermission
gzip -t /usr/share/man/man1/intermission-serve.1.gz
apt-get remove -y intermission
test ! -e /usr/bin/intermission -a -e /etc/intermission/intermission.toml
END
    } | booted "intermission_$version-1_amd64.deb" >"$log"
    is_page "$log"
    {
        # Old processes of nginx answer for a moment longer.
        section docs/deploy.md 'Debian, with nginx' | sed 's/reload nginx$/&; sleep 1/'
        cat <<'END'
cp site/status.json /etc/intermission/
sed -i s/Example/Harbour/ /etc/intermission/status.json
systemctl enable --now intermission-publish
for _ in $(seq 100); do grep -q Harbour /srv/intermission/status.json && break; sleep 0.1; done
grep -q Harbour /srv/intermission/status.json
curl -s -H 'Host: www.example.com' http://localhost/status.json
END
    } | booted "intermission_$version-1_amd64.deb" >"$log"
    is_page "$log"
}

# Prints a value of the unpacked image, of which `image` is the configuration and `manifest` lists the layers.
of_image() {
    node -p "const read = (name) => JSON.parse(fs.readFileSync('$work/image/' + name));
        const manifest = read('manifest.json');
        const image = read(manifest.config.digest.slice('sha256:'.length)).config;
        $1"
}

# The image, from its unpacked root that is read-only, as the user that it names, with nothing but its own files.
check_image() {
    [ "$(uname -m)" = x86_64 ] || return 0
    local image=$work/image root=$work/image-root log=$work/image.log uid gid command
    as_root rm -rf "$image" "$image-arm64" "$root" "$work/site-of-image"
    mkdir "$root"
    # It compares all digests, and takes the image for one processor of the two.
    skopeo copy --quiet --insecure-policy --override-arch arm64 "oci-archive:$packages/intermission-$version-image.tar" "dir:$image-arm64"
    rm -r "$image-arm64"
    skopeo copy --quiet --insecure-policy --override-arch amd64 "oci-archive:$packages/intermission-$version-image.tar" "dir:$image"
    tar --extract --gzip --file "$image/$(of_image "manifest.layers[0].digest.slice('sha256:'.length)")" --directory "$root"
    [ "$(find "$root" ! -type d -printf '%P\n')" = intermission ] || fail "expected one file in the image"
    "$root/intermission" init "$work/site-of-image" >/dev/null
    mv "$work/site-of-image/status.json" "$root/etc/intermission/"
    rm -r "$work/site-of-image"
    IFS=: read -r uid gid < <(of_image image.User)
    mapfile -t command < <(of_image "[...image.Entrypoint, ...image.Cmd].join('\\n')")
    # The commands of the inner shell come after it.
    # shellcheck disable=SC2016
    as_root timeout 60 unshare --net --mount bash -euo pipefail -c '
        root=$1 uid=$2 gid=$3 folder=$4; shift 4
        ip link set lo up
        mount --bind "$root" "$root"
        mount -o remount,bind,ro "$root"
        unshare --pid --fork --kill-child --root "$root" --setuid "$uid" --setgid "$gid" --wd "$folder" "$@" &
        for _ in $(seq 100); do curl -s http://localhost:9090/healthz && break; sleep 0.1; done
        curl -si http://localhost:8080/orders/7
        # unshare itself takes no other signal.
        kill -KILL %1
    ' image "$root" "$uid" "$gid" "$(of_image image.WorkingDir)" "${command[@]}" >"$log" 2>"$work/image.error"
    is_page "$log"
}

# The npm package is one that npm would take, and does what the README says.
check_npm() {
    local project=$work/npm-project
    npm publish --dry-run --loglevel=error "$packages/npm/intermission-status-$version.tgz" >/dev/null
    rm -rf "$project"
    mkdir -p "$project"
    cp "$packages/npm/intermission-status-$version.tgz" "$project"
    (
        cd "$project"
        echo '{ "type": "module" }' >package.json
        eval "$(section "$OLDPWD/README.md" 'On a page of yours') --no-audit --no-fund --offline --loglevel=error"
        echo "import 'intermission-status';" >index.js
        node index.js
    )
}

checks=("$@")
[ $# -gt 0 ] || checks=(sums crate program arm deb image npm)
for check in "${checks[@]}"; do
    began=$SECONDS
    "check_$check"
    printf '%s: passed after %d s\n' "$check" "$((SECONDS - began))"
done
