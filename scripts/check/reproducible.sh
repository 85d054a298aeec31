#!/usr/bin/env bash
# Makes all packages again from a copy of the commit in a folder of another name and depth, and fails unless they have the
# sums of target/package/SHA256SUMS. Takes as long as `make package` after `make clean`.
set -euo pipefail
cd "$(dirname "$0")/../.."

[ -z "$(git status --porcelain)" ] || {
    echo 'reproducible: expected no change beside the commit, which is what the copy is made of' >&2
    exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
copy=$folder/a/folder/of/another/depth
git clone --quiet --shared . "$copy"
ln -s "$(cd .tools && pwd -P)" "$copy/.tools"
make --no-print-directory -C "$copy" page >"$folder/page.log"
"$copy/scripts/package.sh" >"$folder/package.log"
diff target/package/SHA256SUMS "$copy/target/package/SHA256SUMS"
echo "reproducible: $(wc -l <target/package/SHA256SUMS) files are the same"
