package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.testkit.time.MutableClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenSignInTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
  private final TokenSignIn signIn = signIn(false);

  @Test
  void shouldOpenSessionForTheToken() {
    assertThat(signIn.attempt(" " + TOKEN + "\n", "a", true))
        .isInstanceOfSatisfying(
            SignInOutcome.Accepted.class,
            accepted -> assertThat(signIn.isValidSession(accepted.session())).isTrue());
  }

  @Test
  void shouldRefuseOtherTokens() {
    for (String wrong :
        new String[] {
          "", TOKEN.substring(1), TOKEN + "0", TOKEN.toUpperCase(java.util.Locale.ROOT)
        }) {
      assertThat(signIn(false).attempt(wrong, "a", true)).isInstanceOf(SignInOutcome.Refused.class);
    }
  }

  @Test
  void shouldThrottleAddressAfterFiveFailuresForAMinute() {
    for (int i = 0; i < 5; i++) {
      assertThat(signIn.attempt("wrong", "a", true)).isInstanceOf(SignInOutcome.Refused.class);
    }
    clock.advance(Duration.ofSeconds(20));

    assertThat(signIn.attempt(TOKEN, "a", true))
        .isEqualTo(new SignInOutcome.Throttled(Duration.ofSeconds(40)));
    assertThat(signIn.attempt(TOKEN, "b", true)).isInstanceOf(SignInOutcome.Accepted.class);
    clock.advance(Duration.ofSeconds(40));
    assertThat(signIn.attempt(TOKEN, "a", true)).isInstanceOf(SignInOutcome.Accepted.class);
  }

  @Test
  void shouldKeepCountingWhenManyAddressesFail() {
    for (int address = 0; address < 100_000; address++) {
      signIn.attempt("wrong", "address-" + address, true);
    }
    for (int i = 0; i < 5; i++) {
      signIn.attempt("wrong", "a", true);
    }

    assertThat(signIn.attempt(TOKEN, "a", true)).isInstanceOf(SignInOutcome.Throttled.class);
  }

  @Test
  void shouldNotLookAtTokenThatOthersCouldRead() {
    assertThat(signIn.attempt(TOKEN, "a", false)).isInstanceOf(SignInOutcome.Insecure.class);
    assertThat(signIn(true).attempt(TOKEN, "a", false)).isInstanceOf(SignInOutcome.Accepted.class);
  }

  @Test
  void shouldNameSettingAndNotValueWhenTokenIsShort() {
    assertThatThrownBy(() -> UiToken.given("short-secret"))
        .hasMessageContaining("m1bridge.ui.token")
        .hasMessageContaining("openssl rand -hex 32")
        .hasMessageNotContaining("short-secret");
  }

  @Test
  void shouldShowNoSecretInStrings() {
    UiToken random = UiToken.random(new SecureRandom());

    assertThat(random.reveal()).hasSize(43);
    assertThat(random.toString()).doesNotContain(random.reveal());
    assertThat(new SignInOutcome.Accepted("the-session").toString()).doesNotContain("the-session");
  }

  private TokenSignIn signIn(boolean allowInsecure) {
    UiToken token = UiToken.given(TOKEN);
    Sessions sessions =
        new Sessions(token.sessionKey(), Duration.ofHours(12), clock, new SecureRandom());
    return new TokenSignIn(token, sessions, new SignInThrottle(clock), allowInsecure);
  }
}
