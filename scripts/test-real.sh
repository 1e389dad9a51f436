#!/usr/bin/env bash
# Runs the tests that need real servers: RabbitMQ, and what KUBE_APISERVER, ETCD and MAESTRO name. Each script says what
# it skips. Called by `make test-real`.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec ./scripts/real-rabbitmq.sh ./scripts/real-kube-apiserver.sh ./scripts/real-maestro.sh \
  mvn -B -ntp -q test -pl sandbox -am -Dgroups=real
