# Sourced by deploy/benchmarks/run and deploy/system-tests/run, not run by itself: launch MODULE ARGUMENTS…

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# Builds what is missing or older than its sources, then becomes the Java process of deploy/MODULE.
launch() {
  local module=$1
  shift
  local root java=java version
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  if [[ -n ${JAVA_HOME:-} ]]; then
    java=$JAVA_HOME/bin/java
  fi
  command -v "$java" >/dev/null || fail "No Java found: $java cannot be run." 'Install a JDK, 17 to 25, or set JAVA_HOME to one.'

  # What the benchmarks measure against is built for them only.
  local contenders=()
  if [[ $module == benchmarks ]]; then
    contenders=(bare-endpoint quarkus-oidc-client parallel-consumer spring-security-client)
  fi
  local products=(
    "$root/deploy/$module/target/$module.jar"
    "$root/deploy/local/target/local.jar"
    "$root/common/m1-simulator/target/quarkus-app/quarkus-run.jar"
    "$root/token-service/target/quarkus-app/quarkus-run.jar"
    "$root/contact-sync-service/target/quarkus-app/quarkus-run.jar"
    "$root/edm-event-service/target/quarkus-app/quarkus-run.jar"
  )
  local modules="deploy/$module,deploy/local,common/m1-simulator,token-service,contact-sync-service,edm-event-service" contender
  for contender in "${contenders[@]}"; do
    modules+=",deploy/benchmarks/$contender"
    if [[ $contender == parallel-consumer || $contender == spring-security-client ]]; then
      products+=("$root/deploy/benchmarks/$contender/target/$contender.jar")
    else
      products+=("$root/deploy/benchmarks/$contender/target/quarkus-app/quarkus-run.jar")
    fi
  done
  local stamp=$root/deploy/$module/target/launch.built
  if needs_build "$root" "$stamp" "${products[@]}"; then
    echo 'Building what is missing or older than its sources.' >&2
    (
      cd "$root"
      ./mvnw -B -q -Dquick -DskipTests -am package -pl "$modules"
    ) >&2 </dev/null || fail 'The build failed: see above.'
    touch "$stamp"
  fi
  # exec: Ctrl-C and signals go to the Java process itself, which ends all the others.
  exec "$java" -Xmx512m -XX:+UseSerialGC \
    -Dm1bridge.kafka.home="$root/common/local-processes/target/kafka-broker" \
    -Dm1bridge.checkout="$root" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -Dorg.slf4j.simpleLogger.log.io.m1bridge=info \
    -jar "$root/deploy/$module/target/$module.jar" "$@"
}

# Maven leaves products alone whose sources did not change: the stamp of our own last build counts too.
needs_build() {
  local root=$1 stamp=$2 product oldest=
  shift 2
  for product; do
    [[ -f $product ]] || return 0
    if [[ -z $oldest || $product -ot $oldest ]]; then
      oldest=$product
    fi
  done
  if [[ -f $stamp && $stamp -nt $oldest ]]; then
    oldest=$stamp
  fi
  [[ -n $(find "$root/pom.xml" "$root/common" "$root/deploy" \
    "$root/token-service" "$root/contact-sync-service" "$root/edm-event-service" \
    \( -name target -o -path '*/src/test' \) -prune -o -type f -newer "$oldest" -print -quit) ]]
}
