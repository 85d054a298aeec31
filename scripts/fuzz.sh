#!/usr/bin/env bash
# Looks for inputs that do harm: `fuzz.sh SECONDS`, so long by each fuzz target, after building them.
#
# What cargo-fuzz does, without it and without a nightly compiler: code that counts what of it is reached, and
# libFuzzer, which makes inputs that reach more. Nothing here needs a sanitizer, since nothing here is unsafe.
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

# With --target, flags are for the targets only: what runs while they are built counts nothing.
RUSTFLAGS="--cfg fuzzing ${coverage[*]}" cargo build ${CI:+--locked} --quiet --release --target "$host"

# What is known to be worth changing; what earlier runs have found stays beside it.
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target" "artifacts/$target"
    for file in ../tests/fixtures/feeds/*/*.json ../tests/fixtures/documents/*.json ../tests/fixtures/every-member.json; do
        name=${file#../tests/fixtures/}
        cp "$file" "corpus/$target/${name//\//-}"
    done
done

# An input that does harm is written to artifacts/, and its run ends with an error.
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
