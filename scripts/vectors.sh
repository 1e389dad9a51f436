#!/bin/bash
# Replays recorded evaluations through the engine and the transports: vectors.sh <folder> [<set> …]
# Prints each mismatch and closes with "N passed, N failed"; fails when one failed.
set -euo pipefail

if [ $# -eq 0 ]; then
    echo "usage: vectors.sh <folder> [<set> ...]" >&2
    exit 2
fi
folder=$(cd "$1" && pwd)
shift
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
JAVA_HOME=${JAVA_HOME:-$(./scripts/find-jdk.sh)}
export JAVA_HOME

# Every module that has a family of cases; their tests and what these need make up the class path.
modules=(engine hyperfleet-api kubernetes)
"${MVN:-mvn}" -B -ntp -q test-compile dependency:build-classpath \
    -Dspotless.check.skip=true -Dmdep.includeScope=test -Dmdep.outputFile=target/vectors.classpath \
    -pl "$(IFS=,; echo "${modules[*]}")" -am >&2

classpath=""
for module in "${modules[@]}"; do
    classpath+="$module/target/test-classes:$module/target/classes:$(cat "$module/target/vectors.classpath"):"
done
exec "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow -cp "${classpath%:}" \
    io.hyperfleet.adapter.engine.vectors.VectorRunner "$folder" "$@"
