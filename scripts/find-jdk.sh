#!/usr/bin/env bash
# Prints the home of a JDK of the release the project needs, or says what to do and exits with status 1.
#
# Looked at, in this order: ADAPTER_JAVA_HOME (which must then be right), JAVA_HOME, the java on PATH, and the folders
# where Linux distributions, macOS and the usual installers put JDKs; of those the newest release wins.
set -euo pipefail

readonly NEEDED=25

# The feature release of the JDK in a folder, for example 25; nothing when there is no JDK.
release_of() {
  local line
  [[ -x "$1/bin/javac" && -x "$1/bin/java" && -r "$1/release" ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line =~ ^JAVA_VERSION=\"?([0-9]+) ]]; then
      echo "${BASH_REMATCH[1]}"
      return 0
    fi
  done <"$1/release"
}

is_suitable() {
  local release
  release=$(release_of "$1")
  [[ -n $release && $release -ge $NEEDED ]]
}

# The home of the java on PATH. A shim of a version switcher is asked, which takes a JVM start.
home_on_path() {
  local java target home
  java=$(command -v java) || return 0
  while [[ -L $java ]]; do
    target=$(readlink "$java")
    [[ $target == /* ]] && java=$target || java=$(dirname "$java")/$target
  done
  home=$(cd "$(dirname "$java")/.." && pwd)
  if [[ -r $home/release ]]; then
    echo "$home"
  else
    "$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
  fi
}

# All other places, one a line.
usual_folders() {
  local folder
  for folder in \
    /usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* "$HOME"/.local/share/mise/installs/java/*; do
    [[ -d $folder ]] && echo "$folder"
  done
  return 0
}

newest_in_usual_folders() {
  local folder release best='' best_release=0
  while IFS= read -r folder; do
    release=$(release_of "$folder")
    if [[ -n $release && $release -ge $NEEDED && $release -gt $best_release ]]; then
      best=$folder
      best_release=$release
    fi
  done < <(usual_folders)
  echo "$best"
}

main() {
  HOME=${HOME:-/nonexistent}
  if [[ -n ${ADAPTER_JAVA_HOME:-} ]]; then
    is_suitable "$ADAPTER_JAVA_HOME" && echo "$ADAPTER_JAVA_HOME" && return
    echo "ADAPTER_JAVA_HOME=$ADAPTER_JAVA_HOME is not the home of a JDK $NEEDED or later." >&2
    return 1
  fi
  local home
  for home in "${JAVA_HOME:-}" "$(home_on_path)" "$(newest_in_usual_folders)"; do
    if [[ -n $home ]] && is_suitable "$home"; then
      echo "$home"
      return
    fi
  done
  cat >&2 <<END
No JDK $NEEDED or later found: neither in ADAPTER_JAVA_HOME, JAVA_HOME and PATH nor in the usual folders.
Install one (Debian and Ubuntu: apt install openjdk-$NEEDED-jdk; macOS: brew install openjdk@$NEEDED; any: https://adoptium.net)
or, when it lies elsewhere, say where:  export ADAPTER_JAVA_HOME=/path/to/jdk-$NEEDED
END
  return 1
}

main
