#!/usr/bin/env bash
# Reads the example pages into a ledger of their own and prints what is in it. Start it with `make demo`.
set -euo pipefail
cd "$(dirname "$0")/.."

rm -rf demo
mkdir demo
export SAYSO_LEDGER=demo/sayso.sqlite3

run() {
    printf '\n$ sayso'
    printf ' %s' "$@"
    printf '\n'
    sayso "$@"
}

echo "One invented happening, told six times: see examples/README.md."
run read --table examples/straits-archive.html
run add --table examples
run search --table --limit 6 "patrol boats"
run search --table --source Varga
run link --table
run who --table --limit 1 "turned down"
run who --table --limit 1 "keeper's house"
printf '\nThe ledger is %s. Go on with: .venv/bin/sayso who --ledger %s patrol boats\n' "$SAYSO_LEDGER" "$SAYSO_LEDGER"
