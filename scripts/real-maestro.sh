#!/usr/bin/env bash
# Runs a command with a Maestro and its PostgreSQL: scripts/real-maestro.sh <command> [argument...]
#
# Both listen on free ports of the loopback interface, unencrypted, and end with the command, which finds Maestro in
# HYPERFLEET_TEST_MAESTRO_HTTP (a URL) and HYPERFLEET_TEST_MAESTRO_GRPC (host:port). There is no agent.
#
# MAESTRO         the executable; without it the command runs without a server, and its tests skip what needs one
# POSTGRES_BIN    folder of initdb, postgres and createdb, when they are in an unusual place
set -euo pipefail

readonly START_SECONDS=60

say() {
  echo "real-maestro: $*" >&2
}

# shellcheck source=scripts/real-server.sh
source "$(dirname "${BASH_SOURCE[0]}")/real-server.sh"

postgres_folder() {
  local folder
  for folder in ${POSTGRES_BIN:-} /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin /usr/bin; do
    if [[ -x $folder/initdb && -x $folder/postgres ]]; then
      echo "$folder"
      return
    fi
  done
}

# PostgreSQL refuses to run as root.
as_nobody() {
  if [[ $(id -u) == 0 ]]; then
    exec runuser -u nobody -- "$@"
  fi
  exec "$@"
}

start_postgres() {
  local bin=$1 data=$HOME_FOLDER/postgres log=$HOME_FOLDER/postgres.log
  DB_PORT=$(free_port)
  mkdir "$data"
  if [[ $(id -u) == 0 ]]; then
    chmod 755 "$HOME_FOLDER"
    chown nobody "$data"
  fi
  if ! (cd / && as_nobody "$bin/initdb" -D "$data" -U maestro --auth=trust -E UTF8 --no-sync) >"$log" 2>&1; then
    say 'no database could be made:'
    tail -n 20 "$log" >&2
    return 1
  fi
  (cd / && as_nobody "$bin/postgres" -D "$data" -h 127.0.0.1 -p "$DB_PORT" -k '' -c fsync=off) >>"$log" 2>&1 </dev/null &
  PROCESSES+=($!)
  wait_for_port "$DB_PORT" $! "$START_SECONDS" "$log"
  until "$bin/createdb" -h 127.0.0.1 -p "$DB_PORT" -U maestro maestro 2>>"$log"; do
    kill -0 "${PROCESSES[0]}"
    sleep 0.2
  done
}

# Maestro reads each setting of its database from a file, the port without a line end.
database_flags() {
  local name
  printf 127.0.0.1 >"$HOME_FOLDER/db-host"
  printf %s "$DB_PORT" >"$HOME_FOLDER/db-port"
  printf maestro | tee "$HOME_FOLDER/db-user" "$HOME_FOLDER/db-password" >"$HOME_FOLDER/db-name"
  DATABASE=(--db-sslmode disable)
  for name in host port user password name; do
    DATABASE+=("--db-$name-file" "$HOME_FOLDER/db-$name")
  done
}

start_maestro() {
  local log=$HOME_FOLDER/maestro.log
  export MAESTRO_ENV=development
  if ! "$MAESTRO" migration "${DATABASE[@]}" >"$log" 2>&1 </dev/null; then
    say 'the migration of its database failed:'
    tail -n 20 "$log" >&2
    return 1
  fi
  HTTP_PORT=$(free_port)
  GRPC_PORT=$(free_port)
  "$MAESTRO" server "${DATABASE[@]}" --server-hostname 127.0.0.1 --http-server-bindport "$HTTP_PORT" \
    --enable-grpc-server=true --grpc-server-bindport "$GRPC_PORT" --grpc-broker-bindport "$(free_port)" \
    --health-check-server-bindport "$(free_port)" --metrics-server-bindport "$(free_port)" \
    --message-broker-type grpc >>"$log" 2>&1 </dev/null &
  PROCESSES+=($!)
  wait_for_port "$HTTP_PORT" $! "$START_SECONDS" "$log"
  wait_for_port "$GRPC_PORT" "${PROCESSES[-1]}" "$START_SECONDS" "$log"
}

stop() {
  stop_processes "${PROCESSES[@]}"
  rm -rf "$HOME_FOLDER"
}

main() {
  if [[ $# == 0 ]]; then
    say 'usage: scripts/real-maestro.sh <command> [argument...]'
    return 2
  fi
  if [[ -z ${MAESTRO:-} ]]; then
    say 'skipped: set MAESTRO to an executable to test against a real Maestro'
    "$@"
    return
  fi
  if [[ ! -x $(command -v "$MAESTRO" || true) ]]; then
    say "MAESTRO names no executable: $MAESTRO"
    return 2
  fi
  local bin
  bin=$(postgres_folder)
  if [[ -z $bin ]]; then
    say 'PostgreSQL is needed: apt-get install postgresql, or set POSTGRES_BIN'
    return 2
  fi
  HOME_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/real-maestro-XXXXXX")
  PROCESSES=()
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  start_postgres "$bin"
  database_flags
  start_maestro
  export HYPERFLEET_TEST_MAESTRO_HTTP=http://127.0.0.1:$HTTP_PORT
  export HYPERFLEET_TEST_MAESTRO_GRPC=127.0.0.1:$GRPC_PORT
  say "Maestro listens on $HYPERFLEET_TEST_MAESTRO_HTTP and $HYPERFLEET_TEST_MAESTRO_GRPC"
  "$@"
}

main "$@"
