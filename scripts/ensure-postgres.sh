#!/usr/bin/env bash
# Prints the directory of PostgreSQL's binaries.
set -euo pipefail
for d in /usr/lib/postgresql/*/bin; do [ -x "$d/initdb" ] && { echo "$d"; exit 0; }; done
exit 2
