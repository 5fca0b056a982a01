#!/usr/bin/env bash
# Starts a PostgreSQL of its own in a fresh directory, runs the command with
# KERNEHUS_TEST_POSTGRES set, and stops it again.
#   scripts/with-postgres.sh go test ./internal/...
# FSYNC=on keeps the disk honest (durability tests, benchmarks).
set -euo pipefail
bin=$("$(dirname "$0")/ensure-postgres.sh")
dir=$(mktemp -d /tmp/kernehus-pg.XXXXXX)
chmod 755 "$dir"
as=()
if [ "$(id -u)" = 0 ]; then
  chown nobody "$dir"
  as=(setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups)
fi
stop() { "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true; rm -rf "$dir"; }
trap stop EXIT
export HOME="$dir"
"${as[@]}" "$bin/initdb" -D "$dir/data" -U kernehus --auth=trust --encoding=UTF8 --locale=C >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
port=$(( 20000 + RANDOM % 20000 ))
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "-k $dir -p $port -c listen_addresses=127.0.0.1 -c fsync=${FSYNC:-off} -c full_page_writes=${FSYNC:-off} -c max_connections=400 -c shared_buffers=64MB" start >/dev/null || { cat "$dir/log" >&2; exit 1; }
KERNEHUS_TEST_POSTGRES="postgres://kernehus@127.0.0.1:$port/postgres?sslmode=disable" HOME="${OLDHOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}" "$@"
