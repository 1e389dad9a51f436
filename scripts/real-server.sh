# Functions for scripts that run a command with a real server of its own; to be sourced.
# shellcheck shell=bash

is_open() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if ! is_open "$port"; then
      echo "$port"
      return
    fi
  done
}

# Waits until a process listens: wait_for_port <port> <process> <seconds> <log>. Shows the end of its log when it does not.
wait_for_port() {
  local port=$1 process=$2 end=$((SECONDS + $3)) log=$4
  until is_open "$port"; do
    if ! kill -0 "$process" 2>/dev/null; then
      say 'the server ended before it listened; the last it said:'
      tail -n 20 "$log" >&2
      return 1
    fi
    if ((SECONDS > end)); then
      say "the server does not listen on port $port after $3 s; the last it said:"
      tail -n 20 "$log" >&2
      return 1
    fi
    sleep 0.2
  done
}

# Ends processes and waits for them, the last one first.
stop_processes() {
  local i
  for ((i = $#; i > 0; i--)); do
    kill -TERM "${!i}" 2>/dev/null || true
    wait "${!i}" 2>/dev/null || true
  done
}
