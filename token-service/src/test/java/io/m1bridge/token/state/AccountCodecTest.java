package io.m1bridge.token.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.KeysetUnusable;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
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
        new AccountState.Suspended("by us", 3));
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
  void shouldRefuseARecordOfAnotherAccountOrKey() {
    byte[] written = codec.encode(account(new AccountState.Authorized(TOKENS)));
    assertThatThrownBy(() -> codec.decode(new AccountId("other"), written))
        .isInstanceOf(UnreadableSecret.class);
    assertThatThrownBy(
            () -> new AccountCodec(Keyset.parse(Keyset.generate())).decode(DEMO, written))
        .isInstanceOf(UnreadableSecret.class)
        .hasMessageContaining("keyset");
    assertThatThrownBy(() -> codec.decode(DEMO, new byte[] {1, 2, 3}))
        .isInstanceOf(UnreadableSecret.class);
  }

  @Test
  void shouldRefuseWhatIsNoKeysetWithoutRepeatingIt() {
    assertThatThrownBy(() -> Keyset.parse("{\"primaryKeyId\":\"TOPSECRET\"}"))
        .isInstanceOf(KeysetUnusable.class)
        .hasMessageNotContaining("TOPSECRET")
        .hasNoCause();
  }

  private static Account account(AccountState state) {
    return new Account(
        DEMO,
        new Registration(
            "client",
            List.of("SECRET"),
            "gold",
            2000,
            "http://localhost/oauth2/callback",
            Registration.Origin.CONFIGURATION),
        state,
        2,
        Optional.of("4711"),
        NOW);
  }
}
