#!/usr/bin/env bash
# Runs a command with a virtual display: `with-display.sh COMMAND...`. WebKit's browser has no headless mode. The display
# ends with the command, also when the command is killed.
set -euo pipefail

# Otherwise each test would open a window on the machine's own display; GTK would even prefer Wayland to DISPLAY.
unset WAYLAND_DISPLAY
export GDK_BACKEND=x11
# Without a locale, WebKit would take `C` for the visitor's language.
export LANG=en_US.UTF-8
unset LC_ALL LANGUAGE

exec {number}< <(exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null)
screen=$!
trap 'kill "$screen" 2>/dev/null || true' EXIT
read -r -u "$number" display || { echo "with-display: Xvfb (Debian's package xvfb) does not start" >&2; exit 1; }
export DISPLAY=:$display
"$@"
