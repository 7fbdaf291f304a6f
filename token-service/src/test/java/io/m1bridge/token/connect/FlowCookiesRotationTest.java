package io.m1bridge.token.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keysets;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowCookiesRotationTest {

  @Test
  void shouldReadTheCookieOfAFlowThatBeganBeforeARotation() {
    String first = Keyset.generate();
    Keyset keyset = Keyset.parse(first);
    KeyId old = keyset.primary();
    FlowCookies cookies =
        new FlowCookies(
            keyset,
            URI.create("https://bridge.example"),
            MutableClock.at("2026-01-01T00:00:00Z"),
            new SecureRandom());
    FlowCookies.Flow flow = cookies.begin(new AccountId("demo"), false);
    String cookie = cookies.cookie(flow).getValue();

    String rotated = Keysets.rotated(first);
    keyset.replace(rotated, Set.of());
    assertThat(cookies.read(cookie)).isEqualTo(new FlowCookies.Found.Valid(flow));
    assertThat(cookies.read(cookies.cookie(flow).getValue()))
        .isEqualTo(new FlowCookies.Found.Valid(flow));

    // A key that is taken out within the 10 minutes: the person begins again.
    keyset.replace(Keysets.without(rotated, old), Set.of());
    assertThat(cookies.read(cookie)).isEqualTo(new FlowCookies.Found.None());
  }
}
