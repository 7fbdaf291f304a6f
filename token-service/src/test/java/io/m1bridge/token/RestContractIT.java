package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m1bridge.process.http.Answer;
import org.awaitility.Awaitility;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What REST answers to bad input and to callers it does not believe, at the real service: always a
 * problem with advice, never what was sent, and nothing changes.
 */
class RestContractIT extends RestHarness {

  /** Method, path, content type, body, the status, and a part of the problem that says why. */
  @ParameterizedTest(name = "{0} {1} {3}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET    | /v1/nothing                            | -                | -                                   | 404 | Nothing here
          GET    | /v2/accounts                           | -                | -                                   | 404 | Nothing here
          PATCH  | /v1/accounts/known                     | application/json | {}                                  | 405 | Method not allowed
          DELETE | /v1/permits                            | -                | -                                   | 405 | Method not allowed
          GET    | /v1/accounts/Not_An_Id                 | -                | -                                   | 400 | 1 to 63 characters
          GET    | /v1/accounts/..%2f..%2fetc             | -                | -                                   | 400 | 1 to 63 characters
          GET    | /v1/accounts/nobody                    | -                | -                                   | 404 | unknown-account
          PUT    | /v1/accounts/Not_An_Id                 | application/json | {}                                  | 400 | 1 to 63 characters
          PUT    | /v1/accounts/known                     | text/plain       | s3cr3t-of-the-caller                | 415 | Wrong content type
          PUT    | /v1/accounts/known                     | application/xml  | <a>s3cr3t-of-the-caller</a>         | 415 | Wrong content type
          PUT    | /v1/accounts/known                     | application/json | -                                   | 400 | The body is missing
          PUT    | /v1/accounts/known                     | application/json | {                                   | 400 | malformed-json
          PUT    | /v1/accounts/known                     | application/json | s3cr3t-of-the-caller                | 400 | malformed-json
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"s3cr3t-of-the-caller   | 400 | malformed-json
          PUT    | /v1/accounts/known                     | application/json | ["s3cr3t-of-the-caller"]            | 400 | JSON object
          PUT    | /v1/accounts/known                     | application/json | {"clientId":{"x":"s3cr3t-of-the-caller"}} | 400 | malformed-json
          PUT    | /v1/accounts/known                     | application/json | {"clientSecrets":["s3cr3t-of-the-caller"]} | 400 | clientId is missing
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"c"}                    | 400 | clientSecrets is missing
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"c","clientSecrets":[]} | 400 | client-secret
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"c","clientSecrets":["s3cr3t-of-the-caller"],"plan":"free"} | 400 | no API
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"c","clientSecrets":["s3cr3t-of-the-caller"],"callsPerHour":1} | 400 | calls-per-hour
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"c","clientSecrets":["s3cr3t-of-the-caller"],"redirectUri":"ht tp"} | 400 | redirect
          PUT    | /v1/accounts/known                     | application/json | {"clientId":"c","clientSecrets":["s3cr3t-of-the-caller"],"callPerHour":5} | 400 | unknown field
          POST   | /v1/accounts/known/token?minValiditySeconds=-1    | -     | -                                   | 400 | minValiditySeconds
          POST   | /v1/accounts/known/token?minValiditySeconds=43201 | -     | -                                   | 400 | minValiditySeconds
          POST   | /v1/accounts/known/token?minValiditySeconds=soon  | -     | -                                   | 400 | minValiditySeconds
          POST   | /v1/accounts/known/token               | -                | -                                   | 409 | account-not-connected
          POST   | /v1/accounts/nobody/token              | -                | -                                   | 404 | unknown-account
          POST   | /v1/accounts/known/token/invalidate    | application/json | {}                                  | 400 | fingerprint is missing
          POST   | /v1/accounts/known/token/invalidate    | application/json | {"fingerprint":["s3cr3t-of-the-caller"]} | 400 | malformed-json
          POST   | /v1/accounts/nobody/token/invalidate   | application/json | {"fingerprint":"f"}                 | 404 | unknown-account
          POST   | /v1/accounts/known/no-permission       | application/json | {}                                  | 400 | fingerprint is missing
          POST   | /v1/accounts/nobody/no-permission      | application/json | {"fingerprint":"f"}                 | 404 | unknown-account
          POST   | /v1/accounts/nobody/resume             | -                | -                                   | 404 | unknown-account
          POST   | /v1/accounts/nobody/disconnect         | -                | -                                   | 404 | unknown-account
          POST   | /v1/permits                            | application/json | -                                   | 400 | The body is missing
          POST   | /v1/permits                            | application/json | {"demands":[]}                      | 400 | instance is missing
          POST   | /v1/permits                            | application/json | {"instance":"i","demands":[{"account":"BAD","wanted":1}]}  | 400 | account
          POST   | /v1/permits                            | application/json | {"instance":"i","demands":[{"account":"a","wanted":0}]}    | 400 | wanted
          POST   | /v1/permits                            | application/json | {"instance":"i","demands":[{"account":"a","wanted":21}]}   | 400 | wanted
          POST   | /v1/permits                            | application/json | {"instance":"i","demands":[{"account":"a","wanted":"s3cr3t-of-the-caller"}]} | 400 | malformed-json
          POST   | /v1/permits                            | application/json | {"instance":"i","demands":[null]}   | 400 | malformed-json
          POST   | /v1/permits                            | application/json | {"instance":"i","returns":[{"permits":1}]}                 | 400 | leaseId
          POST   | /v1/permits                            | application/json | {"instance":"i","throttled":["BAD"]} | 400 | throttled
          POST   | /v1/permits                            | application/x-www-form-urlencoded | a=s3cr3t-of-the-caller | 415 | Wrong content type
          """)
  void shouldAnswerBadInputWithAProblemAndChangeNothing(
      String method, String path, String type, String body, int status, String why)
      throws Exception {
    String before = account("known");
    Answer answer = send(method, path, type, "local-admin", body);
    assertProblem(answer, status, why);
    assertThat(account("known")).isEqualTo(before);
  }

  @Test
  void shouldRefuseABodyThatIsTooLargeAndWhatNobodyCanRead() throws Exception {
    String large = "{\"instance\":\"" + "x".repeat(1_100_000) + "\"}";
    assertProblem(
        send("POST", "/v1/permits", "application/json", "local-admin", large), 413, "too large");
    Answer answer =
        request("GET", "/v1/accounts", "-", "-")
            .bearer(jwt("local-admin", key))
            .header("Accept", "image/png")
            .answer();
    assertProblem(answer, 406, "representation");
  }

  @Test
  void shouldTakeFieldsThatCameLaterInWhatServicesSend() throws Exception {
    assertThat(
            send(
                    "POST",
                    "/v1/permits",
                    "application/json",
                    "contact-sync",
                    "{\"instance\":\"i\",\"ofTheFuture\":1}")
                .status())
        .isEqualTo(200);
  }

  @Test
  void shouldSayWhatIsWrongWithACredential() throws Exception {
    Answer none = request("GET", "/v1/accounts", "-", "-").answer();
    assertProblem(none, 401, "credential-missing");
    assertThat(none.header("WWW-Authenticate")).contains("Bearer");

    assertRefused(jwt("contact-sync", key, "vault", 10), "meant for somebody else");
    assertRefused(jwt("contact-sync", key, "token-service", -10), "has expired");
    assertRefused("nonsense", "not a JWT");
    assertProblem(send("GET", "/v1/accounts", "-", "stranger", "-"), 403, "not on the allow-list");
    assertProblem(
        send("PUT", "/v1/accounts/x", "application/json", "contact-sync", DECLARATION),
        403,
        "action-not-allowed");
    assertProblem(send("GET", "/v1/keys", "-", "edm-event", "-"), 403, "action-not-allowed");
    assertProblem(
        send("POST", "/v1/accounts/known/resume", "-", "edm-event", "-"), 403, "lacks the action");
  }

  @Test
  void shouldTakeANewKeyAndForgetARemovedOne() throws Exception {
    PublicJsonWebKey next = newKey("two");
    assertThat(status(jwt("contact-sync", next))).isIn(401, 503);
    published.add(next);
    Awaitility.await().atMost(PATIENCE).until(() -> status(jwt("contact-sync", next)) == 200);
    assertThat(status(jwt("contact-sync", key))).isEqualTo(200);

    published.remove(next);
    Awaitility.await().atMost(PATIENCE).until(() -> status(jwt("contact-sync", next)) == 401);
    assertRefused(jwt("contact-sync", next), "not known here");
  }

  @Test
  void shouldPublishItsDescriptionAndItsFigures() throws Exception {
    JsonNode api = http.get(management.resolve("/q/openapi?format=json")).ok();
    assertThat(api.at("/info/title").asText()).isEqualTo("token-service");
    assertThat(api.at("/paths").fieldNames())
        .toIterable()
        .contains("/v1/permits", "/v1/accounts/{id}/token", "/v1/accounts/{id}/resume")
        .noneMatch(path -> path.contains("internal") || path.contains("ui/"));
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(http.get(management.resolve("/q/metrics")).answer().body())
                    .contains("m1bridge_token_accounts{state=\"registered\"} 1.0")
                    .contains("m1bridge_token_partitions_owned 24.0"));
  }

  private void assertRefused(String token, String why) throws Exception {
    Answer answer = request("GET", "/v1/accounts", "-", "-").bearer(token).answer();
    assertProblem(answer, 401, why);
    assertThat(answer.header("WWW-Authenticate").orElse("")).contains("Bearer", "invalid_token");
    assertThat(answer.body()).doesNotContain(token);
  }

  private void assertProblem(Answer answer, int status, String why) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type").orElse("none")).startsWith("application/problem+json");
    assertThat(answer.body()).contains(why).doesNotContain(SECRET, "Exception", "java.");
    JsonNode problem = answer.json();
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotBlank();
  }

  private String account(String id) throws Exception {
    return send("GET", "/v1/accounts/" + id, "-", "local-admin", "-").body();
  }

  private int status(String token) throws Exception {
    return request("GET", "/v1/accounts", "-", "-").bearer(token).answer().status();
  }
}
