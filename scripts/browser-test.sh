#!/usr/bin/env bash
# Runs tests that were compiled for wasm32 in a browser: Cargo calls it as the runner, see .cargo/config.toml.
#
# The server of wasm-bindgen's runner (tiny_http 0.12) may leave one of a browser's first connections waiting until another
# connection ends: its thread pool counts a thread as free until the thread has started the work that it was woken for.
# Browsers keep connections open, so on a busy machine the page would wait for a module for ever. Each connection that
# opens and closes lets one that waits proceed; so this script opens and closes one each second.
set -euo pipefail

free_port='const it = require("node:net").createServer().listen(0, "127.0.0.1", () => {
    console.log(it.address().port);
    it.close();
});'
port=$(node -e "$free_port")

(while sleep 1; do : <>"/dev/tcp/127.0.0.1/$port" || true; done) >/dev/null 2>&1 &
caller=$!
trap 'kill "$caller"' EXIT
WASM_BINDGEN_TEST_ADDRESS=127.0.0.1:$port wasm-bindgen-test-runner "$@"
