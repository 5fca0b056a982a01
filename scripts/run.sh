#!/usr/bin/env bash
# usage: run.sh     serves the demo municipality; called by `make run` with ADDR, DB and LAN
# LAN=1 lets phones on the same network in: see `kernehus serve --help`.
set -euo pipefail
lan=()
if [ -n "${LAN:-}" ]; then lan=(--lan); fi
exec bin/kernehus serve --demo "${lan[@]}" --addr "$ADDR" --db "$DB"
