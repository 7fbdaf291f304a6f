# Makes the demo live: connects the account as a person would in a browser, sends changes, starts a campaign.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/http.sh"

sign_in=("Authorization: token $UI_TOKEN" "Origin: http://$TOKEN_SERVICE" 'Sec-Fetch-Site: same-origin'
  'Content-Type: application/x-www-form-urlencoded' 'Accept: text/html')

knows_account() {
  [[ $(http GET "$TOKEN_SERVICE" /ui/accounts/demo '' "Authorization: token $UI_TOKEN" 2>/dev/null | status) == 200 ]]
}

# The topics are there then.
runs() {
  [[ $(http GET "$CONTACT_SYNC" /v1/status 2>/dev/null) =~ \"running\":\ *true ]]
}

fail() {
  echo "$1" >&2
  exit 1
}

connect() {
  local answer location cookie flow
  answer=$(http POST "$TOKEN_SERVICE" /ui/accounts/demo/connect '' "${sign_in[@]}")
  location=$(header location <<<"$answer") || fail "Connect was refused: $(head -n 1 <<<"$answer")"
  cookie=$(header set-cookie <<<"$answer")
  cookie=${cookie%%;*}
  answer=$(http POST "$SIMULATOR" /authorize "${location#*\?}&account=demo&decision=allow" 'Content-Type: application/x-www-form-urlencoded')
  location=$(header location <<<"$answer") || fail "The simulator gave no consent: $(head -n 1 <<<"$answer")"
  # Back to where a browser would find token-service; here it is elsewhere.
  answer=$(http GET "$TOKEN_SERVICE" "/${location#*://*/}" '' "Cookie: $cookie" 'Accept: text/html')
  header location <<<"$answer" >/dev/null || fail "The consent was not taken: $(head -n 1 <<<"$answer")"
  answer=$(http GET "$TOKEN_SERVICE" /ui/connect/confirm '' "${sign_in[@]}" "Cookie: $cookie")
  [[ $answer =~ name=\"flow\"\ value=\"([^\"]*)\" ]] || fail "Nothing to confirm: $(head -n 1 <<<"$answer")"
  flow=${BASH_REMATCH[1]}
  answer=$(http POST "$TOKEN_SERVICE" /ui/connect/confirm "flow=$flow" "${sign_in[@]}" "Cookie: $cookie")
  header location <<<"$answer" >/dev/null || fail "The confirmation was refused: $(head -n 1 <<<"$answer")"
}

changes() {
  local i
  for i in $(seq 1 200); do
    printf 'ce_specversion:1.0,ce_id:demo-%s-%d,ce_source:/demo,ce_type:crm.contact.upserted.v1,ce_m1account:demo,content-type:application/json\tdemo-%d\t' "$HOSTNAME" "$i" "$i"
    printf '{"fullName":"Demo %d","email":"demo-%d@example.com","companyName":"Example","city":"Shanghai","groups":["demo"]}\n' "$i" "$i"
  done
}

echo 'Waiting for the services'
wait_for 600 'token-service with the account demo' knows_account
wait_for 600 'contact-sync at work' runs
echo 'Connecting the account'
connect
echo 'Sending 200 changes'
changes | /opt/kafka/bin/kafka-console-producer.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --topic "$CHANGES_TOPIC" \
  --reader-property parse.headers=true --reader-property parse.key=true
echo 'Starting a campaign'
campaign='{"subject":"Hello","recipients":500,"duration":"PT30M"}'
[[ $(http POST "$SIMULATOR" /_sim/accounts/demo/campaigns "$campaign" 'Content-Type: application/json' | status) == 2* ]] || fail 'No campaign'
echo 'The pages have something to show.'
