#!/usr/bin/env bash
# usage: ensure-cc.sh     the race detector needs a C compiler
set -euo pipefail
if command -v "${CC:-gcc}" >/dev/null || command -v cc >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq gcc libc6-dev; } >&2
  exit 0
fi
echo "The tests need a C compiler. Install it and try again:  sudo apt-get install -y gcc libc6-dev" >&2
exit 2
