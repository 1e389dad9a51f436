#!/usr/bin/env bash
# Measures the steps of the engine with JMH and prints a table: bench.sh [<options of JMH>]
# For example: bench.sh -prof gc payload. Figures are only good on a machine that does nothing else.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
JAVA_HOME=$("$root/scripts/find-jdk.sh")
export JAVA_HOME
built=$root/benchmarks/target

mvn -f "$root/pom.xml" -B -ntp -q -P '!format' -DskipTests -Djacoco.skip -pl benchmarks -am package
options=$(sed -nE 's/.*<jvm\.(options|footprint)>(.*)<.*/\2/p' "$root/pom.xml")
# The forks of JMH take over the options; memory as the program has it.
# shellcheck disable=SC2086 # several options in one variable
exec "$JAVA_HOME/bin/java" $options -cp "$built/lib/*:$(echo "$built"/benchmarks-*.jar)" \
  io.hyperfleet.adapter.benchmarks.Main "$@"
