#!/usr/bin/env bash
# Replays recorded evaluations through the engine: vectors.sh <folder> [<set> …]
# Prints each mismatch and closes with "N passed, N failed"; fails when a case failed.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
[[ $# -ge 1 && -d $1 ]] || { echo "usage: make vectors DIR=<folder with *.jsonl>" >&2; exit 2; }
JAVA_HOME=$("$root/scripts/find-jdk.sh")
export JAVA_HOME

"$root/adapter" version >/dev/null
mvn -f "$root/pom.xml" -B -ntp -q test-compile -pl engine,hyperfleet-api,kubernetes,app -am
class_path=
# Each module adds what it knows how to replay: the engine has the runner, app the reader of adapter files.
for module in engine hyperfleet-api kubernetes app; do
  class_path+=$root/$module/target/test-classes:
done
TZ=UTC exec "$JAVA_HOME/bin/java" --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED \
  -Djdk.httpclient.redirects.retrylimit=1 \
  -cp "$class_path$root/.adapter/current/sandbox/*" io.hyperfleet.adapter.engine.vectors.VectorRunner "$@"
