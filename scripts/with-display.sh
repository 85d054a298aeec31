#!/usr/bin/env bash
# Runs a command with a screen that nobody sees, `with-display.sh COMMAND...`: WebKit's browser has no mode
# without windows. The screen is gone when the command ends, however it ends.
set -euo pipefail

# A display of the machine's own would show a window for every test; GTK would even prefer Wayland.
unset WAYLAND_DISPLAY
export GDK_BACKEND=x11
# For want of it, WebKit takes `C` for the visitor's language.
export LANG=en_US.UTF-8
unset LC_ALL LANGUAGE

exec {number}< <(exec Xvfb -displayfd 1 -screen 0 1280x800x24 -nolisten tcp 2>/dev/null)
screen=$!
trap 'kill "$screen" 2>/dev/null || true' EXIT
read -r -u "$number" display || { echo "with-display: Xvfb (Debian's package xvfb) does not start" >&2; exit 1; }
export DISPLAY=:$display
"$@"
