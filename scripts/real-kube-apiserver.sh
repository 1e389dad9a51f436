#!/usr/bin/env bash
# Runs a command with a Kubernetes API server and its etcd: scripts/real-kube-apiserver.sh <command> [argument...]
#
# Both listen on free ports of the loopback interface, with certificates made for the occasion, and end with the command.
# The command finds kubeconfigs in
#   HYPERFLEET_TEST_KUBECONFIG              an administrator, by token
#   HYPERFLEET_TEST_KUBECONFIG_CERTIFICATE  an administrator, by client certificate
#   HYPERFLEET_TEST_KUBECONFIG_LIMITED      somebody without any rights, by token
#
# KUBE_APISERVER  the executable; without it the command runs without a server, and its tests skip what needs one
# ETCD            the executable (default: etcd on PATH)
set -euo pipefail

readonly START_SECONDS=60

say() {
  echo "real-kube-apiserver: $*" >&2
}

# shellcheck source=scripts/real-server.sh
source "$(dirname "${BASH_SOURCE[0]}")/real-server.sh"

# A certificate of the authority: certificate <name> <subject> <extension>
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$HOME_FOLDER/$1.key" -out "$HOME_FOLDER/$1.csr" -subj "$2"
  openssl x509 -req -in "$HOME_FOLDER/$1.csr" -CA "$HOME_FOLDER/ca.crt" -CAkey "$HOME_FOLDER/ca.key" -CAcreateserial \
    -days 2 -extfile <(echo "$3") -out "$HOME_FOLDER/$1.crt"
}

make_credentials() {
  {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=test-authority \
      -keyout "$HOME_FOLDER/ca.key" -out "$HOME_FOLDER/ca.crt"
    certificate server /CN=kube-apiserver 'subjectAltName=IP:127.0.0.1,DNS:localhost'
    certificate admin /O=system:masters/CN=admin-by-certificate 'extendedKeyUsage=clientAuth'
    openssl genrsa -out "$HOME_FOLDER/accounts.key" 2048
    openssl rsa -in "$HOME_FOLDER/accounts.key" -pubout -out "$HOME_FOLDER/accounts.pub"
  } >"$HOME_FOLDER/openssl.log" 2>&1 || {
    say 'no certificates could be made:'
    tail -n 20 "$HOME_FOLDER/openssl.log" >&2
    return 1
  }
  {
    echo 'admin-token,admin,1,"system:masters"'
    echo 'limited-token,limited,2'
  } >"$HOME_FOLDER/tokens.csv"
}

# kubeconfig <name> <user>
kubeconfig() {
  cat >"$HOME_FOLDER/$1" <<EOF
apiVersion: v1
kind: Config
current-context: test
contexts: [{name: test, context: {cluster: test, user: test}}]
clusters: [{name: test, cluster: {server: "https://127.0.0.1:$PORT", certificate-authority: ca.crt}}]
users: [{name: test, user: {$2}}]
EOF
}

start_etcd() {
  local client_port peer_port
  client_port=$(free_port)
  peer_port=$(free_port)
  ETCD_URL=http://127.0.0.1:$client_port
  "$1" --name default --data-dir "$HOME_FOLDER/etcd" \
    --listen-client-urls "$ETCD_URL" --advertise-client-urls "$ETCD_URL" \
    --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
    --initial-cluster "default=http://127.0.0.1:$peer_port" >"$HOME_FOLDER/etcd.log" 2>&1 </dev/null &
  PROCESSES+=($!)
  wait_for_port "$client_port" $! "$START_SECONDS" "$HOME_FOLDER/etcd.log"
}

start_apiserver() {
  PORT=$(free_port)
  "$1" --etcd-servers "$ETCD_URL" \
    --bind-address 127.0.0.1 --advertise-address 127.0.0.1 --secure-port "$PORT" --endpoint-reconciler-type none \
    --tls-cert-file "$HOME_FOLDER/server.crt" --tls-private-key-file "$HOME_FOLDER/server.key" --cert-dir "$HOME_FOLDER" \
    --client-ca-file "$HOME_FOLDER/ca.crt" --requestheader-client-ca-file "$HOME_FOLDER/ca.crt" \
    --token-auth-file "$HOME_FOLDER/tokens.csv" --authorization-mode RBAC --disable-admission-plugins ServiceAccount \
    --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$HOME_FOLDER/accounts.pub" \
    --service-account-signing-key-file "$HOME_FOLDER/accounts.key" --service-cluster-ip-range 10.0.0.0/24 \
    >"$HOME_FOLDER/apiserver.log" 2>&1 </dev/null &
  PROCESSES+=($!)
  wait_for_port "$PORT" $! "$START_SECONDS" "$HOME_FOLDER/apiserver.log"
}

stop() {
  stop_processes "${PROCESSES[@]}"
  rm -rf "$HOME_FOLDER"
}

# Names the executable that a variable or PATH leads to: executable <variable> <value>
executable() {
  if [[ ! -x $(command -v "$2" || true) ]]; then
    say "$1 names no executable: $2"
    return 2
  fi
}

main() {
  if [[ $# == 0 ]]; then
    say 'usage: scripts/real-kube-apiserver.sh <command> [argument...]'
    return 2
  fi
  if [[ -z ${KUBE_APISERVER:-} ]]; then
    say 'skipped: set KUBE_APISERVER (and ETCD) to executables to test against a real Kubernetes API server'
    "$@"
    return
  fi
  executable KUBE_APISERVER "$KUBE_APISERVER"
  executable ETCD "${ETCD:-etcd}"
  executable PATH openssl
  HOME_FOLDER=$(mktemp -d "${TMPDIR:-/tmp}/real-kube-apiserver-XXXXXX")
  PROCESSES=()
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_credentials
  start_etcd "${ETCD:-etcd}"
  start_apiserver "$KUBE_APISERVER"
  kubeconfig admin 'token: admin-token'
  kubeconfig limited 'token: limited-token'
  kubeconfig certificate 'client-certificate: admin.crt, client-key: admin.key'
  export HYPERFLEET_TEST_KUBECONFIG=$HOME_FOLDER/admin
  export HYPERFLEET_TEST_KUBECONFIG_LIMITED=$HOME_FOLDER/limited
  export HYPERFLEET_TEST_KUBECONFIG_CERTIFICATE=$HOME_FOLDER/certificate
  say "the Kubernetes API server listens on 127.0.0.1:$PORT"
  "$@"
}

main "$@"
