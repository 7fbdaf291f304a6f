package io.m1bridge.token.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import io.m1bridge.token.secret.Keyset.Why;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountCodecTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AccountId DEMO = new AccountId("demo");
  private static final TokenSet TOKENS =
      new TokenSet(3, "ACCESS", "REFRESH", "f", NOW, NOW.plusSeconds(86_400), false);

  private final AccountCodec codec = new AccountCodec(Keyset.parse(Keyset.generate()));

  static Stream<AccountState> states() {
    AccountState.Authorized authorized = new AccountState.Authorized(TOKENS);
    return Stream.of(
        new AccountState.Registered(),
        authorized,
        authorized.refusedByM1(),
        authorized.refreshing(NOW, NOW.plusSeconds(40)),
        authorized.refreshing(NOW, NOW.plusSeconds(40)).unknown("time-out"),
        new AccountState.NeedsAuthorization("dead", 3),
        new AccountState.Suspended("by an old version", 3, null),
        authorized.suspended("by M1"),
        authorized.refreshing(NOW, NOW.plusSeconds(40)).unknown("time-out").suspended("by M1"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void shouldReadWhatItWroteAndHideIt(AccountState state) throws Exception {
    byte[] written = codec.encode(account(state));
    assertThat(codec.decode(DEMO, written)).isEqualTo(account(state));
    assertThat(new String(written, StandardCharsets.UTF_8))
        .doesNotContain("ACCESS", "REFRESH", "SECRET");
    assertThat(account(state).toString()).doesNotContain("ACCESS", "REFRESH", "SECRET");
  }

  @Test
  void shouldSayWhyARecordCannotBeRead() throws Exception {
    byte[] written = codec.encode(account(new AccountState.Authorized(TOKENS)));
    assertWhy(new AccountId("other"), written, Why.FOREIGN, "written for account demo");
    String text = new String(written, StandardCharsets.UTF_8);
    // With the envelope altered too, the binding inside the ciphertext is what refuses it.
    assertWhy(new AccountId("other"), text.replace("demo", "other"), Why.DAMAGED, "altered");
    assertWhy(DEMO, text.replace("Authorized", "Registered"), Why.DAMAGED, "altered");
    assertWhy(DEMO, text.replace("\"cipher\":\"", "\"cipher\":\"*"), Why.DAMAGED, "Base64");
    assertWhy(DEMO, "{\"v\":1}", Why.DAMAGED, "no ciphertext");
    assertWhy(DEMO, "{\"v\":2}", Why.UNKNOWN_FORM, "format 2 is newer");
    assertWhy(DEMO, "null", Why.UNKNOWN_FORM, "not a record");
    assertWhy(DEMO, new byte[] {1, 2, 3}, Why.UNKNOWN_FORM, "not a record");
    assertWhy(DEMO, new byte[0], Why.UNKNOWN_FORM, "not a record");

    Keyset other = Keyset.parse(Keyset.generate());
    byte[] strange = new AccountCodec(other).encode(account(new AccountState.Registered()));
    assertWhy(DEMO, strange, Why.UNKNOWN_KEY, "key " + other.primary());
    assertThat(codec.keyOf(strange)).isEqualTo(other.primary());
    assertThat(codec.open(DEMO, written).key()).isEqualTo(codec.keyOf(written));
    assertThat(codec.keyOf(new byte[] {1})).isNull();
  }

  @Test
  void shouldReadRecordsOfVersionsThatNamedNoAccountInTheEnvelope() throws Exception {
    byte[] written = codec.encode(account(new AccountState.Registered()));
    String old = new String(written, StandardCharsets.UTF_8).replace("\"account\":\"demo\",", "");
    assertThat(old).doesNotContain("\"account\"");
    assertThat(codec.decode(DEMO, old.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(account(new AccountState.Registered()));
  }

  private void assertWhy(AccountId id, String record, Why why, String message) {
    assertWhy(id, record.getBytes(StandardCharsets.UTF_8), why, message);
  }

  private void assertWhy(AccountId id, byte[] record, Why why, String message) {
    UnreadableSecret e =
        catchThrowableOfType(UnreadableSecret.class, () -> codec.decode(id, record));
    assertThat(e).hasMessageContaining(message).hasMessageNotContaining("SECRET").hasNoCause();
    assertThat(e.why()).isEqualTo(why);
  }

  private static Account account(AccountState state) {
    return new Account(
        DEMO,
        new Registration(
            "client",
            List.of("SECRET"),
            "gold",
            2000,
            0,
            "http://localhost/oauth2/callback",
            Registration.Origin.CONFIGURATION),
        state,
        2,
        Optional.of("4711"),
        NOW);
  }
}
