package io.m1bridge.ui.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.ui.oidc.Person;
import java.security.SecureRandom;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final MutableClock clock = MutableClock.at("2026-11-23T08:00:00Z");
  private final Sessions sessions = sessions(TOKEN);

  @Test
  void shouldEndAfterItsLife() {
    String session = sessions.open();

    clock.advance(Duration.ofHours(12).minusSeconds(1));
    assertThat(sessions.isValid(session)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(sessions.isValid(session)).isFalse();
  }

  @Test
  void shouldKnowWhoseItIs() {
    String named = sessions.open(new Person("王芳 <wang@example.com>", true));

    assertThat(sessions.isValid(named)).isTrue();
    assertThat(sessions.person(named)).contains("王芳 <wang@example.com>");
    assertThat(sessions.person(sessions.open())).isEmpty();
    String renamed = named.replaceFirst("\\.[^.]*(\\.[^.]*)$", ".YWRtaW4$1");
    assertThat(renamed).isNotEqualTo(named);
    assertThat(sessions.person(renamed)).isEmpty();
    assertThat(sessions.isValid(renamed)).isFalse();
    clock.advance(Duration.ofHours(12));
    assertThat(sessions.person(named)).isEmpty();
  }

  @Test
  void shouldKnowWhoMayOnlyLook() {
    String looking = sessions.open(new Person("li.wei", false));

    assertThat(sessions.isValid(looking)).isTrue();
    assertThat(sessions.person(looking)).contains("li.wei");
    assertThat(sessions.isOperator(looking)).isFalse();
    assertThat(sessions.isOperator("v2" + looking.substring(2))).isFalse();
    assertThat(sessions.isOperator(sessions.open(new Person("li.wei", true)))).isTrue();
    assertThat(sessions.isOperator(sessions.open())).isTrue();
    clock.advance(Duration.ofHours(12));
    assertThat(sessions.isOperator(sessions.open())).isTrue();
    assertThat(sessions.isOperator(looking)).isFalse();
  }

  @Test
  void shouldServeEveryServiceWithTheSameToken() {
    assertThat(sessions(TOKEN).isValid(sessions.open())).isTrue();
    assertThat(sessions(TOKEN.replace('f', 'e')).isValid(sessions.open())).isFalse();
  }

  @Test
  void shouldGiveEverySignInItsOwnValue() {
    assertThat(sessions.open()).isNotEqualTo(sessions.open());
  }

  @Property
  void shouldNoticeAnyChangedCharacter(
      @ForAll @IntRange(max = 500) int at, @ForAll char replacement) {
    String session = sessions.open();
    int index = at % session.length();
    String changed = session.substring(0, index) + replacement + session.substring(index + 1);

    assertThat(sessions.isValid(changed)).isEqualTo(changed.equals(session));
  }

  @Property
  void shouldRefuseWhateverElseIsSent(@ForAll String value) {
    assertThat(sessions.isValid(value)).isFalse();
  }

  private Sessions sessions(String token) {
    return new Sessions(
        UiToken.given(token).sessionKey(), Duration.ofHours(12), clock, new SecureRandom());
  }
}
