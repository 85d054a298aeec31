#!/usr/bin/env bash
# Builds the fuzz targets and runs each for SECONDS: `fuzz.sh SECONDS`. Fails at the first input that makes one fail.
#
# Like cargo-fuzz, but with a stable compiler: code that counts which of its parts are reached, and libFuzzer, which
# generates inputs that reach more of them. Sanitizers are left out, because the code has no `unsafe`.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"

seconds=$1
targets=(bytes structure document verdict)
host=$(rustc -vV | sed -n 's/^host: //p')
coverage=(-Cpasses=sancov-module
    -Cllvm-args=-sanitizer-coverage-level=4
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table
    -Cllvm-args=-sanitizer-coverage-trace-compares)

# With --target, Cargo passes the flags to the targets only, and not to build scripts.
RUSTFLAGS="--cfg fuzzing ${coverage[*]}" cargo build ${CI:+--locked} --quiet --release --target "$host"

# The corpus begins with the fixtures, and keeps the inputs that earlier runs have found.
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target" "artifacts/$target"
    for file in ../tests/fixtures/feeds/*/*.json ../tests/fixtures/documents/*.json ../tests/fixtures/every-member.json; do
        name=${file#../tests/fixtures/}
        cp "$file" "corpus/$target/${name//\//-}"
    done
done

# libFuzzer writes an input that makes a target fail to artifacts/, and ends with an error.
for target in "${targets[@]}"; do
    printf '%s: ' "$target"
    log=target/$target.log
    if ! "target/$host/release/$target" "corpus/$target" -artifact_prefix="artifacts/$target/" -print_final_stats=1 \
        -max_total_time="$seconds" -max_len=20000 -timeout=10 -rss_limit_mb=2048 >"$log" 2>&1; then
        printf 'found harm\n'
        tail -n 60 "$log" >&2
        exit 1
    fi
    sed -n 's/^#[0-9]*[[:space:]]*DONE[[:space:]]*\(cov: [0-9]*\).*/\1 places reached, /p' "$log" | tr -d '\n'
    sed -n 's/^stat::number_of_executed_units: *\([0-9]*\)/\1 inputs tried/p' "$log"
done
