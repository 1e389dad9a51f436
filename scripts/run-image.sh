#!/usr/bin/env bash
# Runs an image as a container engine would, without one: run-image.sh <tar> <folder for /etc/adapter> <argument> …
# The root file system is read-only, the user is 65532, nothing else of this machine is visible but the network. Needs
# root and Linux; where that is missing it says so and exits with status 77.
set -euo pipefail

TAR=$(realpath "$1")
CONFIGURATION=$(realpath "$2")
readonly TAR CONFIGURATION
readonly TREE=${TAR%.tar}.unpacked
shift 2

unpack() {
  rm -rf "$TREE"
  mkdir -p "$TREE"
  # The layers in their order, which is that of the manifest.
  tar xOf "$TAR" manifest.json | grep -oE '[0-9a-f]{64}\.tar\.gz' | while IFS= read -r layer; do
    tar xOf "$TAR" "$layer" | tar xzpf - --warning=no-unknown-keyword -C "$TREE"
  done
  mkdir -p "$TREE"/{proc,dev,etc/adapter}
}

if [[ $(id -u) != 0 ]] || ! command -v unshare >/dev/null || ! unshare -m true 2>/dev/null; then
  echo 'run-image: needs root and the right to mount' >&2
  exit 77
fi
[[ $TREE -nt $TAR ]] || { unpack && touch "$TREE"; }

# Mounts are of this process and vanish with it.
# shellcheck disable=SC2016 # the inner shell has its own arguments
exec unshare -m bash -c '
  set -e
  tree=$1 configuration=$2
  shift 2
  mount --bind "$tree" "$tree"
  mount --bind "$configuration" "$tree/etc/adapter"
  mount -o remount,bind,ro "$tree"
  mount -o remount,bind,ro "$tree/etc/adapter"
  mount -t proc proc "$tree/proc"
  mount --bind /dev "$tree/dev"
  cd "$tree"
  exec chroot --userspec=65532:65532 "$tree" /app/adapter "$@"
' run-image "$TREE" "$CONFIGURATION" "$@"
