#!/bin/sh
# Runs a script with the first Python 3 that works here, whatever its version.
for name in python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
        exec "$name" "$@"
    fi
done
echo "NeedleLog needs Python 3.11 to 3.13, and no Python was found here." >&2
echo "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv), then start again." >&2
exit 1
