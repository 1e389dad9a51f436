#!/usr/bin/env bash
# Runs the tests that need real parts: end to end against a RabbitMQ. Called by `make test-real`.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec ./scripts/real-rabbitmq.sh mvn -B -ntp -q test -pl sandbox -am -Dgroups=real
