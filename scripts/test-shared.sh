#!/bin/bash
# Runs the recorded cases and black-box scenarios of a shared folder: test-shared.sh <folder>
# Says so and succeeds where the folder is not there.
set -euo pipefail

shared=$1
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -d "$shared" ]; then
    echo "test-shared: skipped, $shared is not there"
    exit 0
fi
shared=$(cd "$shared" && pwd)
cd "$root"
./adapter version

echo "== recorded evaluations"
./scripts/vectors.sh "$shared/vectors"

echo "== recorded dry runs"
python3 "$shared/goldens/run_goldens.py" --adapter ./adapter --variants text-verbose,json-verbose --jobs 2
