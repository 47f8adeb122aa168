#!/bin/sh
# Runs a command with SAYSO_TEST_POSTGRES naming a PostgreSQL server that lives as long as the command does.
#
#   tests/postgres.sh .venv/bin/python -m pytest tests/contracts
#
# The server is Debian's package (installed by apt-get if it is missing and we are root). It listens on the loopback
# interface only, asks for a password made for this run, and keeps its data in a folder that is removed at the end.
set -eu

find_binaries() {
    if [ -n "${PGBIN:-}" ]; then echo "$PGBIN"; return; fi
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1
}

binaries=$(find_binaries)
if [ -z "$binaries" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y --no-install-recommends postgresql >&2 || { apt-get update >&2 && apt-get install -y --no-install-recommends postgresql >&2; }
    binaries=$(find_binaries)
fi
if [ -z "$binaries" ]; then
    echo "postgres.sh: no PostgreSQL server found: install the package postgresql, or set PGBIN to its folder of programs" >&2
    exit 1
fi

# PostgreSQL refuses to run as root: hand it to the user that its package makes.
if [ "$(id -u)" = 0 ]; then as_user() { (cd / && runuser -u postgres -- "$@"); }; owner=postgres; else as_user() { "$@"; }; owner=$(id -un); fi

home=$(mktemp -d "${TMPDIR:-/tmp}/sayso-postgres.XXXXXX")
chown "$owner" "$home"
stop() {
    status=$?
    trap - EXIT INT TERM HUP
    as_user "$binaries/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$home"
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" > "$home/password"
chown "$owner" "$home/password"
chmod 600 "$home/password"
as_user "$binaries/initdb" -D "$home/data" -U sayso -A scram-sha-256 --pwfile="$home/password" -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 ||
    { cat "$home/initdb.log" >&2; exit 1; }

started=
for _ in 1 2 3 4 5; do
    port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 20000))
    options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$home -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    if as_user "$binaries/pg_ctl" -D "$home/data" -o "$options" -l "$home/server.log" -w -t 60 start >/dev/null 2>&1; then started=yes; break; fi
done
[ -n "$started" ] || { echo "postgres.sh: the server did not start" >&2; cat "$home/server.log" >&2; exit 1; }

SAYSO_TEST_POSTGRES="postgresql://sayso:$password@127.0.0.1:$port/postgres"
export SAYSO_TEST_POSTGRES
"$@"
