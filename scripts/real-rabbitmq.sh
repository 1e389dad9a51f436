#!/usr/bin/env bash
# Runs a command with a RabbitMQ of its own: scripts/real-rabbitmq.sh <command> [argument...]
#
# The server is a private node: loopback interface, free ports, its own data folder, nothing of the system's service. The
# command finds it in HYPERFLEET_TEST_RABBITMQ_URL; when the command ends, so does the node. Debian's rabbitmq-server is
# installed when it is missing and that is possible; else the command runs without one, and its tests skip what needs it.
#
# A node that is killed is started again; its process group is in the file that HYPERFLEET_TEST_RABBITMQ_NODE names.
# HYPERFLEET_TEST_RABBITMQ_CTL is the node's rabbitmqctl.
#
# HYPERFLEET_TEST_RABBITMQ_URL  when already set, that server is used and none is started
# RABBITMQ_SBIN                 folder of rabbitmq-server and rabbitmqctl, when they are in an unusual place
set -euo pipefail

readonly START_SECONDS=90

say() {
  echo "real-rabbitmq: $*" >&2
}

# shellcheck source=scripts/real-server.sh
source "$(dirname "${BASH_SOURCE[0]}")/real-server.sh"

# The folder of the server's own scripts; Debian's wrappers on PATH switch the user and share the system's data.
server_folder() {
  local folder
  for folder in ${RABBITMQ_SBIN:-} /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin /opt/rabbitmq*/sbin /usr/local/rabbitmq*/sbin; do
    if [[ -x $folder/rabbitmq-server ]]; then
      echo "$folder"
      return
    fi
  done
}

# Installs the package without letting it start its service.
install_server() {
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    return 1
  fi
  say 'installing the package rabbitmq-server'
  local policy=/usr/sbin/policy-rc.d own_policy='' status=0
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    own_policy=yes
  fi
  {
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rabbitmq-server \
      || { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends rabbitmq-server; }
  } >/dev/null 2>&1 || status=$?
  [[ -z $own_policy ]] || rm -f "$policy"
  return "$status"
}

start_node() {
  local sbin=$1
  HOME_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/real-rabbitmq-XXXXXX")
  NODE_NAME=test$$@localhost
  PORT=$(free_port)
  mkdir "$HOME_FOLDER/data" "$HOME_FOLDER/log"
  echo '[].' >"$HOME_FOLDER/plugins"
  {
    echo "listeners.tcp.1 = 127.0.0.1:$PORT"
    echo 'vm_memory_high_watermark.absolute = 1GB'
    echo 'disk_free_limit.absolute = 50MB'
  } >"$HOME_FOLDER/rabbitmq.conf"
  export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT
  ERL_EPMD_PORT=$(free_port)
  write_ctl "$sbin"
  local node_port dist_port
  node_port=$PORT
  dist_port=$(free_port)
  keep_node_running "$sbin" "$node_port" "$dist_port" &
  KEEPER=$!
  trap stop_node EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Alarms, users and permissions can be set with it.
write_ctl() {
  cat >"$HOME_FOLDER/ctl" <<END
#!/bin/sh
HOME=$HOME_FOLDER RABBITMQ_NODENAME=$NODE_NAME RABBITMQ_CONF_ENV_FILE=$HOME_FOLDER/none exec "$1/rabbitmqctl" "\$@"
END
  chmod +x "$HOME_FOLDER/ctl"
}

keep_node_running() {
  trap - EXIT
  while [[ ! -e $HOME_FOLDER/stopping ]]; do
    run_node "$@" || true
  done
}

run_node() {
  local sbin=$1 node_port=$2 dist_port=$3
  env HOME="$HOME_FOLDER" \
    RABBITMQ_NODENAME="$NODE_NAME" \
    RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 \
    RABBITMQ_NODE_PORT="$node_port" \
    RABBITMQ_DIST_PORT="$dist_port" \
    RABBITMQ_MNESIA_BASE="$HOME_FOLDER/data" \
    RABBITMQ_LOG_BASE="$HOME_FOLDER/log" \
    RABBITMQ_LOGS="$HOME_FOLDER/log/node.log" \
    RABBITMQ_CONFIG_FILE="$HOME_FOLDER/rabbitmq" \
    RABBITMQ_CONF_ENV_FILE="$HOME_FOLDER/none" \
    RABBITMQ_ADVANCED_CONFIG_FILE="$HOME_FOLDER/none.config" \
    RABBITMQ_GENERATED_CONFIG_DIR="$HOME_FOLDER/generated" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$HOME_FOLDER/plugins" \
    setsid "$sbin/rabbitmq-server" >>"$HOME_FOLDER/log/console.log" 2>&1 </dev/null &
  echo $! >"$HOME_FOLDER/node"
  wait $!
}

wait_for_node() {
  local end=$((SECONDS + START_SECONDS))
  until is_open "$PORT"; do
    if ! kill -0 "$KEEPER" 2>/dev/null || ((SECONDS > end)); then
      say 'the server did not start:'
      tail -n 20 "$HOME_FOLDER/log/console.log" >&2
      return 1
    fi
    sleep 0.2
  done
}

# Ends the processes of the node, which are a group of their own, and its port mapper.
stop_node() {
  touch "$HOME_FOLDER/stopping"
  local node end=$((SECONDS + 20))
  node=$(cat "$HOME_FOLDER/node")
  kill -CONT -- "-$node" 2>/dev/null || true
  kill -TERM -- "-$node" 2>/dev/null || true
  while kill -0 "$node" 2>/dev/null && ((SECONDS < end)); do
    sleep 0.1
  done
  kill -KILL -- "-$node" 2>/dev/null || true
  epmd -port "$ERL_EPMD_PORT" -kill >/dev/null 2>&1 || true
  rm -rf "$HOME_FOLDER"
}

main() {
  if [[ $# == 0 ]]; then
    say 'usage: scripts/real-rabbitmq.sh <command> [argument...]'
    return 2
  fi
  if [[ -n ${HYPERFLEET_TEST_RABBITMQ_URL:-} ]]; then
    "$@"
    return
  fi
  local sbin
  sbin=$(server_folder)
  if [[ -z $sbin ]]; then
    if ! install_server; then
      say 'skipped: there is no RabbitMQ and it cannot be installed here (apt-get install rabbitmq-server as root)'
      "$@"
      return
    fi
    sbin=$(server_folder)
  fi
  start_node "$sbin"
  wait_for_node
  export HYPERFLEET_TEST_RABBITMQ_NODE=$HOME_FOLDER/node
  export HYPERFLEET_TEST_RABBITMQ_CTL=$HOME_FOLDER/ctl
  export HYPERFLEET_TEST_RABBITMQ_URL="amqp://guest:guest@127.0.0.1:$PORT/"
  say "RabbitMQ is ready at 127.0.0.1:$PORT"
  "$@"
}

main "$@"
