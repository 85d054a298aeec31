#!/usr/bin/env bash
# Runs tests that were compiled for the web in a browser: Cargo's runner for wasm32, see .cargo/config.toml.
#
# The server that wasm-bindgen's runner serves the tests with may leave one of a browser's first connections
# waiting until another one ends: its pool takes a thread that was woken for one for a free one until it runs
# (tiny_http 0.12). Browsers keep their connections, so on a busy machine the page then waits for a module for
# ever. Whoever comes and goes frees one that waits; so somebody does, each second.
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
