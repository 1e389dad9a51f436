#!/usr/bin/env bash
# Lays out the root file system of the image from nothing but a JDK, the built program and the C library of this machine:
#   image-root.sh <folder>
# The folder gets one subfolder a layer, the ones that change least first: base, runtime, libraries, program.
# There is no shell in it; /app/adapter is the launcher that comes with the JDK (jpackage).
set -euo pipefail

ROOT=$(cd "$(dirname "$0")/.." && pwd)
readonly ROOT
JDK=$("$ROOT/scripts/find-jdk.sh")
readonly JDK
readonly BUILT=$ROOT/app/target/launcher     # what `mvn -P launcher package` leaves
readonly SANDBOX=$ROOT/sandbox/target/launcher
readonly MAIN=io.hyperfleet.adapter.app.Main
readonly OUT=$1
readonly BASE=$OUT/base RUNTIME=$OUT/runtime LIBRARIES=$OUT/libraries PROGRAM=$OUT/program
# A cache of loaded classes is valid for files of exactly this time, which is what Jib gives to the files of an image.
readonly FILE_TIME='1970-01-01T00:00:01Z'

# The modules that the jars use, as far as the program gets there: java.desktop and java.sql are asked for by parts of
# libraries (bean introspection, conversion of SQL types) that it never calls. Management beans and DNS are found by name
# only, so no jar refers to them.
modules() {
  "$JDK/bin/jdeps" --ignore-missing-deps --multi-release 25 --list-deps --class-path "$BUILT/lib/*" \
    "$BUILT"/lib/*.jar "$BUILT"/app-*.jar |
    sed -nE 's#^ *(java|jdk)(\.[a-z.]+).*#\1\2#p' | grep -vxE 'java\.(desktop|sql)' | sort -u | paste -sd,
  echo "jdk.management,jdk.naming.dns"
}

lay_runtime() {
  "$JDK/bin/jlink" --add-modules "$(modules | paste -sd,)" --output "$RUNTIME/app/runtime" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6
  "$JDK/bin/jpackage" --type app-image --name adapter --dest "$OUT/launcher" --runtime-image "$RUNTIME/app/runtime" \
    --input "$PROGRAM/app/program" --main-jar "$(basename "$PROGRAM"/app/program/app-*.jar)" --main-class "$MAIN" >/dev/null
  install -D -m 755 "$OUT/launcher/adapter/bin/adapter" "$RUNTIME/app/adapter"
  # Where the launcher in /app looks for its other half.
  install -D -m 644 "$OUT/launcher/adapter/lib/libapplauncher.so" "$RUNTIME/lib/libapplauncher.so"
  rm -rf "$OUT/launcher"
}

# The C library that the runtime is linked with, under the paths it is looked for, and what it reads.
lay_base() {
  local file
  while IFS= read -r file; do
    install -D -m 755 "$(readlink -f "$file")" "$BASE$file"
  done < <(find "$RUNTIME" -type f \( -name '*.so' -o -perm -u+x \) -exec ldd {} + 2>/dev/null |
    sed -nE 's#^.* => (/[^ ]+) .*#\1#p; s#^\t(/[^ ]+) .*#\1#p' | grep -v "^$OUT" | sort -u)
  for file in /lib/*-linux-gnu*/libnss_{dns,files}.so.2 /lib/*-linux-gnu*/libresolv.so.2; do
    [[ ! -e $file ]] || install -D -m 755 "$(readlink -f "$file")" "$BASE$file"
  done
  mkdir -p "$BASE"/{etc/pki/ca-trust/extracted/pem,licenses}
  echo 'hosts: files dns' >"$BASE/etc/nsswitch.conf"
  echo 'adapter:x:65532:65532:HyperFleet adapter:/app:/none' >"$BASE/etc/passwd"
  echo 'adapter:x:65532:' >"$BASE/etc/group"
  "$JDK/bin/keytool" -list -rfc -cacerts -storepass changeit 2>/dev/null |
    sed -n '/-----BEGIN/,/-----END/p' >"$BASE/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"
  cp "$ROOT/LICENSE" "$BASE/licenses/LICENSE"
}

lay_program() {
  mkdir -p "$LIBRARIES/app/lib" "$PROGRAM/app/program"
  cp "$BUILT"/app-*.jar "$PROGRAM/app/program/"
  cp "$BUILT"/lib/*.jar "$LIBRARIES/app/lib/"
  # The modules of the project change with every build, libraries do not.
  find "$ROOT"/*/target/launcher -maxdepth 1 -name '*.jar' ! -name '*-tests.jar' -exec basename {} \; |
    while IFS= read -r jar; do
      [[ ! -f $LIBRARIES/app/lib/$jar ]] || mv "$LIBRARIES/app/lib/$jar" "$PROGRAM/app/program/"
    done
}

# What the launcher reads: class path and options of the JVM. ROOTDIR is the launcher's own variable.
# shellcheck disable=SC2016
write_options() {
  local jar
  mkdir -p "$PROGRAM/lib/app"
  {
    echo '[Application]'
    echo 'app.runtime=$ROOTDIR/app/runtime'
    echo "app.mainclass=$MAIN"
    for jar in "$PROGRAM"/app/program/*.jar "$LIBRARIES"/app/lib/*.jar; do
      echo "app.classpath=\$ROOTDIR/app/$(basename "$(dirname "$jar")")/$(basename "$jar")"
    done
    echo '[JavaOptions]'
    { sed -nE 's#.*<jvm\.(options|footprint)>(.*)</jvm.*#\2#p' "$ROOT/pom.xml"
      # Nothing is written to the disk, which is read-only.
      echo '-XX:-UsePerfData -XX:+ErrorFileToStderr -XX:-CreateCoredumpOnCrash'
      echo '-Xlog:disable -Xlog:all=error:stderr -Xlog:aot=off -Xlog:cds=off -XX:AOTCache=$ROOTDIR/app/program/adapter.aot -Dadapter.home=$ROOTDIR/app'
    } | tr ' ' '\n' | sed '/^$/d; s/^/java-options=/'
  } >"$PROGRAM/lib/app/adapter.cfg"
}

# Loading classes is most of a start. A cache of what is loaded, taken from a rehearsal in which the program serves the
# sandbox with the runtime and the class path of the image, because it fits no other.
train() {
  local tree=$OUT/tree
  mkdir "$tree"
  cp -a "$RUNTIME/." "$LIBRARIES/." "$PROGRAM/." "$tree/"
  sed -i '/AOTCache=/d; /Xlog/d' "$tree/lib/app/adapter.cfg"
  find "$tree" -exec touch -h -d "$FILE_TIME" {} +
  cat >"$OUT/rehearsal" <<END
#!/usr/bin/env bash
export JAVA_TOOL_OPTIONS='-XX:AOTMode=record -XX:AOTConfiguration=$OUT/record'
exec "$tree/app/adapter" "\$@"
END
  chmod +x "$OUT/rehearsal"
  {
    LOG_LEVEL=info LOG_FORMAT=json "$JDK/bin/java" "-Dadapter.home=$ROOT" -cp "$SANDBOX/lib/*:$(echo "$SANDBOX"/sandbox-*.jar)" \
      io.hyperfleet.adapter.sandbox.Main --once --count 300 --time-limit 300 --adapter "$OUT/rehearsal" &&
      JAVA_TOOL_OPTIONS="-XX:AOTMode=create -XX:AOTConfiguration=$OUT/record -XX:AOTCache=$PROGRAM/app/program/adapter.aot" \
        "$tree/app/adapter" version
  } >"$OUT/rehearsal.log" 2>&1 </dev/null || { cat "$OUT/rehearsal.log" >&2; return 1; }
  rm -rf "$tree" "$OUT/record" "$OUT/rehearsal"
}

rm -rf "$OUT"
mkdir -p "$BASE" "$RUNTIME" "$LIBRARIES" "$PROGRAM"
lay_program
lay_runtime
lay_base
write_options
train
