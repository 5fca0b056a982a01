#!/usr/bin/env bash
# usage: run.sh     serves the demo municipality; called by `make run` with ADDR, DB and LAN
# LAN=1 listens on the network, puts the machine's address into the QR codes and has the program give the demo accounts
# passwords of their own, printed once.
set -euo pipefail
if [ -z "${LAN:-}" ]; then exec bin/kernehus serve --demo --addr "$ADDR" --db "$DB"; fi
ip=$(hostname -I 2>/dev/null | tr ' ' '\n' | grep -E '^[0-9]+(\.[0-9]+){3}$' | grep -vE '^(127|172\.17)\.' | head -1 || true)
if [ -z "$ip" ]; then
  echo "This machine has no address on a network, so no phone can reach it. Join a network, or use plain: make run" >&2
  exit 1
fi
port=${ADDR##*:}
echo "Phones on the same network open http://$ip:$port"
export KERNEHUS_BASE_URL="http://$ip:$port"
exec bin/kernehus serve --demo --addr "0.0.0.0:$port" --db "$DB"
