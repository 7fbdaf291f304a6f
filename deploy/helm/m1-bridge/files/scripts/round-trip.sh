# helm test: everything answers, tokens are verified, and with ROUND_TRIP a record goes through Kafka and contact-sync.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/http.sh"

answers() {
  [[ $(http GET "$1" /v1/status 2>/dev/null | status) == 200 ]]
}

runs() {
  [[ $(http GET "$1" /v1/status 2>/dev/null) =~ \"running\":\ *true ]]
}

# Verified, and unknown: only then token-service says so.
verifies() {
  local token
  token=$(</var/run/secrets/m1-bridge/token)
  [[ $(http GET "$TOKEN_SERVICE" /v1/accounts '' "Authorization: Bearer $token" 2>/dev/null) == *unknown-caller* ]]
}

kafka() {
  local tool=$1 option=$2
  shift 2
  local connection=()
  if [[ -n ${CLIENT_PROPERTIES:-} ]]; then
    connection=("$option" "$CLIENT_PROPERTIES")
  fi
  KAFKA_HEAP_OPTS=-Xmx128m "/opt/kafka/bin/kafka-console-$tool.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" "${connection[@]}" "$@"
}

wait_for 120 'contact-sync runs' runs "$CONTACT_SYNC"
echo 'contact-sync runs'
wait_for 120 'edm-event answers' answers "$EDM_EVENT"
echo 'edm-event answers'
wait_for 60 'token-service verifies tokens of this cluster (tokenService.jwt)' verifies
echo 'token-service verifies tokens of this cluster'
if [[ $ROUND_TRIP == true ]]; then
  key=helm-test-$RANDOM$RANDOM
  echo "$key:this is no change of a contact" |
    kafka producer --command-config --topic "$CHANGES_TOPIC" --reader-property parse.key=true --reader-property key.separator=:
  grep -q -m 1 "$key" < <(kafka consumer --command-config --topic "$DEAD_LETTERS_TOPIC" --group m1-bridge-helm-test \
    --from-beginning --timeout-ms 60000 --formatter-property print.key=true) || {
    echo "No dead letter of $key within 60 s" >&2
    exit 1
  }
  echo 'a record that cannot be read became a dead letter'
fi
