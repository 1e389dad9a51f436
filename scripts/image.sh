#!/usr/bin/env bash
# Builds the container image into a tar, without a container engine and without a base image: image.sh [tar]
#
# APP_VERSION  the version the program tells (default: that of the sources)
# GIT_SHA      the commit it tells (default: asked of git, with -dirty where something is not committed)
# BUILD_DATE   the date it tells (default: now)
set -euo pipefail

ROOT=$(cd "$(dirname "$0")/.." && pwd)
readonly ROOT
TAR=$(realpath -m "${1:-$ROOT/image/target/hyperfleet-adapter.tar}")
readonly TAR

commit() {
  git -C "$ROOT" rev-parse --short HEAD 2>/dev/null || { echo none && return; }
  [[ -z $(git -C "$ROOT" status --porcelain) ]] || echo '-dirty'
}

architecture() {
  case $(uname -m) in
    x86_64) echo amd64 ;;
    aarch64) echo arm64 ;;
    *) uname -m ;;
  esac
}

JAVA_HOME=$("$ROOT/scripts/find-jdk.sh")
export JAVA_HOME
build=(-Dbuild.commit="${GIT_SHA:-$(commit | paste -sd '')}" -Dbuild.date="${BUILD_DATE:-$(date -u +%Y-%m-%dT%H:%M:%SZ)}")
[[ -z ${APP_VERSION:-} ]] || build+=(-Dbuild.version="$APP_VERSION")

mvn -f "$ROOT/pom.xml" -B -q -P 'launcher,!format' -Dmaven.test.skip=true -pl sandbox -am "${build[@]}" package
"$ROOT/scripts/image-root.sh" "$ROOT/image/target/root"
mkdir -p "$ROOT/image/target/classes" # Jib insists
mvn -f "$ROOT/image/pom.xml" -B -q "${build[@]}" -Dimage.architecture="$(architecture)" -Dimage.tar="$TAR" \
  jib:buildTar
echo "$TAR: $(du -m "$TAR" | cut -f1) MB"
