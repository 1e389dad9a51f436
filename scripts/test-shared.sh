#!/usr/bin/env bash
# Replays the recorded cases of a shared folder: test-shared.sh <folder>
# Says so and succeeds where the folder is not there. Some recorded cases hold what docs/compatibility.md decides
# otherwise; what counts is that the share of passing cases does not fall.
set -euo pipefail

readonly VECTORS_PERCENT=99
readonly GOLDENS_PERCENT=92

shared=$1
root=$(cd "$(dirname "$0")/.." && pwd)
if [[ ! -d $shared ]]; then
  echo "test-shared: skipped, $shared is not there"
  exit 0
fi
shared=$(cd "$shared" && pwd)
cd "$root"

# Runs a command whose last line is "N passed, N failed" and fails when too few passed: at_least <percent> <command> …
at_least() {
  local percent=$1 log passed failed
  shift
  log=$(mktemp)
  "$@" >"$log" 2>&1 || true
  read -r passed failed < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed$/\1 \2/p' "$log" | tail -n 1) || true
  if [[ -z ${passed:-} || -z ${failed:-} ]]; then
    tail -n 30 "$log"
    echo "test-shared: $1 did not finish" >&2
    return 1
  fi
  grep -E '^(FAIL|[a-z-]+ +[0-9]+ passed)' "$log" | head -n 150 || true
  echo "$passed passed, $failed failed"
  rm -f "$log"
  if ((passed * 100 < percent * (passed + failed))); then
    echo "test-shared: fewer than $percent % passed" >&2
    return 1
  fi
}

echo "== recorded evaluations"
at_least "$VECTORS_PERCENT" ./scripts/vectors.sh "$shared/vectors"

echo "== recorded dry runs"
./adapter version
at_least "$GOLDENS_PERCENT" python3 "$shared/goldens/run_goldens.py" --adapter ./adapter --variants text-verbose,json-verbose --jobs 2 --timeout 60

# One scenario of each kind of fault; the whole set takes three times as long.
readonly SCENARIOS=create-happy,topology,broker-cut,broker-down-readiness,queue-deleted,poison-not-json,header-delivery-count,\
duplicates,one-run-per-key,late-generation,api-503-get-storm,api-put-fails,api-429-retry-after,kube-conflict-once,\
sigterm-in-flight,sigkill-in-flight,bad-config

# What the scenarios need and is missing here; nothing when all is there.
missing_for_scenarios() {
  if [[ $(id -u) != 0 ]]; then
    echo 'only root can make a network of its own'
  elif ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo 'there is no Python 3.11'
  elif [[ -z ${RABBITMQ_SBIN:-} ]] && ! compgen -G '/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server' >/dev/null; then
    echo 'there is no RabbitMQ (apt-get install rabbitmq-server)'
  fi
}

echo "== the program as a black box"
missing=$(missing_for_scenarios)
if [[ -n $missing ]]; then
  echo "test-shared: skipped, $missing"
else
  HF_SIGNAL_ATTEMPTS=${HF_SIGNAL_ATTEMPTS:-3} at_least 100 python3 "$shared/harness/harness.py" invariants --adapter "$root/adapter" \
    --redelivery-env HYPERFLEET_DELIVERY_POLICY=classified --only "$SCENARIOS"
fi
