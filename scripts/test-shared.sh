#!/usr/bin/env bash
# Replays the recorded cases of a shared folder: test-shared.sh <folder>
# Says so and succeeds where the folder is not there. Some recorded cases hold what docs/compatibility.md decides
# otherwise; what counts is that the share of passing cases does not fall.
set -euo pipefail

readonly VECTORS_PERCENT=99
readonly GOLDENS_PERCENT=93

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
