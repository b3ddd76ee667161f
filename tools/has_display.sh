#!/bin/sh
# Succeeds where a window can be shown: on macOS and Windows always, elsewhere with a display.
case "$(uname -s)" in
    Darwin | MINGW* | MSYS* | CYGWIN*) exit 0 ;;
esac
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]
