#!/usr/bin/env bash
# Runs one stage of `make test` and measures it: `time-stage.sh NAME COMMAND...` prints the stage's name and its seconds,
# and appends them to target/stage-times.txt.
set -euo pipefail

name=$1
shift
printf '\n=== %s\n' "$name"
began=$SECONDS
status=0
"$@" || status=$?
took=$((SECONDS - began))
if [ "$status" -ne 0 ]; then
    printf '=== %s: failed after %d s\n' "$name" "$took" >&2
    exit "$status"
fi
printf '=== %s: %d s\n' "$name" "$took"
mkdir -p target
printf '%-10s %5d s\n' "$name" "$took" >>target/stage-times.txt
