#!/bin/sh
# Inkling: with arguments its command line, which needs no display; without arguments its window.
program=$(dirname "$(readlink -f "$0")")/../lib/inkling/inkling

# Chromium has no sandbox for root and would refuse to start.
sandbox=
if [ "$(id -u)" = 0 ]; then
  sandbox=--no-sandbox
fi

if [ $# -eq 0 ] && [ -n "$DISPLAY" ]; then
  exec "$program" $sandbox
elif [ $# -eq 0 ] && [ -n "$WAYLAND_DISPLAY" ]; then
  exec "$program" $sandbox --ozone-platform=wayland
fi

# Behind "--" Chromium takes nothing for a switch of its own. Its complaints about a missing D-Bus are no news here.
exec "$program" $sandbox --ozone-platform=headless --log-level=3 -- --cli "$@"
