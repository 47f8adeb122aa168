#!/bin/sh
# Runs a command with SAYSO_TEST_BROWSER naming a Chromium, for the tests in tests/web that drive a browser.
#
#   tests/chromium.sh .venv/bin/python -m pytest tests/web
#
# The browser is the system's own (Debian's package, installed by apt-get if it is missing and we are root); CHROMIUM names another.
set -eu

find_browser() {
    if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; return; fi
    command -v chromium || command -v chromium-browser || command -v google-chrome || true
}

browser=$(find_browser)
if [ -z "$browser" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    install="apt-get install -y --no-install-recommends chromium fonts-dejavu-core fonts-noto-core"
    $install >&2 || { apt-get update >&2 && $install >&2; }
    browser=$(find_browser)
fi
if [ -z "$browser" ]; then
    echo "chromium.sh: no Chromium found: install the package chromium, or set CHROMIUM to the program" >&2
    exit 1
fi

SAYSO_TEST_BROWSER="$browser"
export SAYSO_TEST_BROWSER
exec "$@"
