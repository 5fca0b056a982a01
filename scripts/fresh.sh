#!/usr/bin/env bash
# usage: fresh.sh     fails when a generated file is not what its source makes, and leaves the right one in place
set -euo pipefail
cd "$(dirname "$0")/.."
# The directory that templ was started in shows in the files and means nothing.
sums() { find internal -name '*_templ.go' -type f | sort | while read -r f; do echo "$(sed -E 's#FileName: `([^`/]*/)*#FileName: `#' "$f" | sha256sum | cut -c1-64)  $f"; done; }
before=$(sums)
scripts/generate.sh
after=$(sums)
if [ "$before" != "$after" ]; then
  echo "These generated files were stale and are right now; commit them:"
  diff <(echo "$before") <(echo "$after") | sed -nE 's/^[<>] [0-9a-f]+  /  /p' | sort -u
  exit 1
fi
if [ -n "${CI:-}" ] && [ -n "$(git ls-files --others --exclude-standard -- 'internal/*_templ.go')" ]; then
  echo "Generated files are not committed:"; git ls-files --others --exclude-standard -- 'internal/*_templ.go'; exit 1
fi
