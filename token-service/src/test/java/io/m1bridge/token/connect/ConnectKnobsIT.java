package io.m1bridge.token.connect;

import static io.m1bridge.token.Samples.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.process.http.Answer;
import io.m1bridge.process.http.JsonHttp;
import io.m1bridge.token.SimulatedTokens;
import io.m1bridge.token.account.AccountOps;
import io.m1bridge.token.account.AccountOps.Activation;
import io.m1bridge.token.connect.FlowCookies.Flow;
import io.m1bridge.token.permit.PermitBroker;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.Account;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connecting through the real client, at a consent page that differs. */
class ConnectKnobsIT {

  private final JsonHttp browser = new JsonHttp();
  private final SimulatedTokens m1 = new SimulatedTokens();
  private final FlowCookies cookies =
      new FlowCookies(
          Keyset.parse(Keyset.generate()), URI.create("http://here"), m1.clock, new SecureRandom());
  private final ConnectFlow desk =
      new ConnectFlow(
          m1.log,
          m1.oauth2(),
          new M1AccountLookup(
              id -> Optional.of(() -> true),
              m1.m1(),
              new PermitBroker(System::nanoTime, new Random(1)),
              m1.clock,
              m1.clock::advance),
          new AccountOps(m1.log, m1.clock),
          m1.clock);

  private Account before;

  @BeforeEach
  void remember() {
    before = m1.log.accounts.get(DEMO);
  }

  @AfterEach
  void close() {
    m1.close();
  }

  @Test
  void shouldLeaveTheAccountAsItWasWhereTheCodeIsTooOld() throws Exception {
    m1.oauth("\"codeLife\":\"PT2M\"");
    Flow flow = cookies.begin(DEMO, false);
    String code = code(decide(flow, "allow"));
    m1.passAtM1(Duration.ofMinutes(2));

    assertThat(desk.callback(flow, code)).isEqualTo(new Callback.CodeRefused("invalid_grant"));

    assertThat(m1.log.accounts.get(DEMO)).isEqualTo(before);
    connect();
  }

  @ParameterizedTest
  @CsvSource({"redirect, 302", "json, 400"})
  void shouldLeaveTheAccountAsItWasWhereConsentIsRefused(String form, int status) throws Exception {
    m1.oauth("\"refusedConsent\":\"" + form + "\"");

    Answer refused = decide(cookies.begin(DEMO, false), "refuse");

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.header("Location").orElse("error=access_denied"))
        .contains("error=access_denied")
        .doesNotContain("code=");
    assertThat(m1.log.accounts.get(DEMO)).isEqualTo(before);
    connect();
  }

  private void connect() throws Exception {
    Flow flow = cookies.begin(DEMO, false);
    assertThat(desk.callback(flow, code(decide(flow, "allow"))))
        .isInstanceOf(Callback.Confirm.class);
    assertThat(desk.confirm(flow, "Ada")).containsInstanceOf(Activation.Active.class);
    assertThat(m1.opens(m1.tokens())).isTrue();
  }

  /** A person decides on M1's page. */
  private Answer decide(Flow flow, String decision) throws IOException {
    URI consent = desk.consentPage(flow).orElseThrow();
    return browser
        .post(consent.resolve(consent.getPath()))
        .form(consent.getRawQuery() + "&account=demo&decision=" + decision)
        .answer();
  }

  private static String code(Answer decided) {
    return decided.location().getQuery().replaceAll("(?:.*&)?code=([^&]+).*", "$1");
  }
}
