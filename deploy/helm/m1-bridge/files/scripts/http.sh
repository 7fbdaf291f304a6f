# Sourced: HTTP by bash alone, for images that bring no client. http METHOD HOST:PORT PATH [BODY [HEADER...]]
# Prints the answer, status line and headers first; fails where nothing answers.
http() {
  local method=$1 host=${2%:*} port=${2##*:} path=$3 body=${4:-}
  shift $(($# < 4 ? $# : 4))
  exec 3<>"/dev/tcp/$host/$port" || return 1
  {
    printf '%s %s HTTP/1.0\r\nHost: %s:%s\r\nContent-Length: %s\r\n' "$method" "$path" "$host" "$port" "${#body}"
    local header
    for header; do
      printf '%s\r\n' "$header"
    done
    printf '\r\n%s' "$body"
  } >&3
  cat <&3
  exec 3>&-
}

status() {
  local line
  read -r line
  line=${line#* }
  printf '%s' "${line%% *}"
}

# A header of an answer on standard input, by its name in lower case.
header() {
  local line name
  while IFS= read -r line; do
    line=${line%$'\r'}
    [[ -n $line ]] || return 1
    name=${line%%:*}
    if [[ ${name,,} == "$1" ]]; then
      line=${line#*:}
      printf '%s' "${line# }"
      return
    fi
  done
  return 1
}

# Waits up to SECONDS for a command: wait_for SECONDS WHAT COMMAND...
wait_for() {
  local deadline=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if ((SECONDS >= deadline)); then
      echo "Not there in time: $what" >&2
      return 1
    fi
    sleep 2
  done
}
