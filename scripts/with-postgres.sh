#!/usr/bin/env bash
# usage: with-postgres.sh COMMAND …     runs a command beside a fresh PostgreSQL, whose address is in KERNEHUS_TEST_POSTGRES
# The cluster lives in a new directory that its own user can read, listens on a free port of this machine, and is gone afterwards.
# FSYNC=on keeps the disk honest, for durability tests and benchmarks; ordinary tests need not wait for it.
# One inside another uses the outer one.
set -euo pipefail
if [ -n "${KERNEHUS_TEST_POSTGRES:-}" ]; then exec "$@"; fi
bin=$("$(dirname "$0")/ensure-postgres.sh") || exit $?

dir=$(mktemp -d "${TMPDIR:-/tmp}/kernehus-pg.XXXXXX")
chmod 755 "$dir"
as=()
if [ "$(id -u)" = 0 ]; then
  # PostgreSQL refuses to run as root. Its user may not be able to read where we are, so the packaged one moves in with it.
  user=nobody
  if id postgres >/dev/null 2>&1; then user=postgres; fi
  case "$bin" in /usr/*) ;; *) cp -a "$(dirname "$bin")" "$dir/native"; bin="$dir/native/bin" ;; esac
  mkdir "$dir/own"
  chown -R "$user" "$dir/own"
  as=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups env "HOME=$dir/own")
else
  mkdir "$dir/own"
fi

stop() {
  local code=$?
  trap - EXIT
  (cd "$dir/own" && "${as[@]}" "$bin/pg_ctl" -D "$dir/own/data" -m immediate -w stop >/dev/null 2>&1) || true
  rm -rf "$dir"
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

cd_run() { (cd "$dir/own" && "${as[@]}" "$@"); }
cd_run "$bin/initdb" -D "$dir/own/data" -U kernehus -A trust -E UTF8 --locale=C >"$dir/initdb.log" 2>&1 || { cat "$dir/initdb.log" >&2; exit 1; }
for _ in 1 2 3 4 5; do
  port=$(node -e 'const s=require("net").createServer();s.listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
  if cd_run "$bin/pg_ctl" -D "$dir/own/data" -l "$dir/own/log" -w -t 60 start \
    -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$dir/own' -c max_connections=300 -c shared_buffers=128MB -c max_wal_size=1GB -c fsync=${FSYNC:-off} -c full_page_writes=${FSYNC:-off}" >/dev/null; then
    started=yes
    break
  fi
done
if [ -z "${started:-}" ]; then cat "$dir/own/log" >&2; exit 1; fi

export KERNEHUS_TEST_POSTGRES="postgres://kernehus@127.0.0.1:$port/postgres?sslmode=disable"
code=0
"$@" || code=$?
exit "$code"
