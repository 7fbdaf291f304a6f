# Sourced: what the scripts about images need of this machine.

install_advice='Debian: apt-get install --no-install-recommends podman runc catatonit netavark aardvark-dns containernetworking-plugins'

# Prints podman or docker: the one asked for, else the one that answers.
find_engine() {
  local asked=$1 candidate
  case $asked in
    '' | podman | docker) ;;
    *) fail "The engine is podman or docker, not $asked." ;;
  esac
  for candidate in ${asked:-podman docker}; do
    if command -v "$candidate" >/dev/null && "$candidate" info >/dev/null 2>&1; then
      echo "$candidate"
      return
    fi
  done
  fail "No container engine answers: looked for ${asked:-podman and docker}." "$install_advice"
}

# Prints the home of the JDK: java, jar and jlink.
find_jdk() {
  local home=${JAVA_HOME:-}
  if [[ -z $home ]]; then
    command -v javac >/dev/null || fail 'No JDK found.' 'Install a JDK, 17 to 25, or set JAVA_HOME to one.'
    home=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  [[ -x $home/bin/jar ]] || fail "$home is no JDK: there is no bin/jar." 'Install a JDK, 17 to 25, or set JAVA_HOME to one.'
  echo "$home"
}

# Fails with the engine's own words where it cannot start a container here: one that does nothing.
probe_engine() {
  local engine=$1 context said isolation=() result=0
  context=$(mktemp -d)
  if ! cp "$(command -v busybox)" "$context/true"; then
    rm -r "$context"
    fail 'No busybox: it tries the engine, and is in the image of Kafka.' 'Debian: apt-get install busybox-static' || return 1
  fi
  printf 'FROM scratch\nCOPY true /bin/true\nUSER 10001\nENTRYPOINT ["/bin/true"]\n' >"$context/Containerfile"
  [[ $engine == docker ]] || isolation=(--isolation=chroot)
  said=$("$engine" build ${isolation[@]+"${isolation[@]}"} --quiet --tag m1-bridge/probe --file "$context/Containerfile" "$context" 2>&1 \
    && "$engine" run --rm --network=host --read-only --cap-drop=ALL --memory=64m m1-bridge/probe 2>&1) || result=1
  rm -r "$context"
  ((result == 0)) || fail "$engine cannot start a container here:" "$said"
}

# Prints a port of the loopback address that nobody listens on.
free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}
