package io.m1bridge.token.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallCountSealTest {

  private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
  private final Keyset keyset = Keyset.parse(Keyset.generate());
  private final CallCountSeal seal = new CallCountSeal(keyset, clock);

  @Test
  void shouldTakeQuestionsOfReplicasOnly() throws Exception {
    assertThat(seal.open(seal.close(List.of("demo", "west")))).containsExactly("demo", "west");

    byte[] foreign = new CallCountSeal(Keyset.parse(Keyset.generate()), clock).close(List.of());
    byte[] otherUse = keyset.encrypt("{}".getBytes(StandardCharsets.UTF_8), "hand-over|demo");
    for (byte[] forged : List.of(foreign, otherUse, new byte[0])) {
      assertThatExceptionOfType(UnreadableSecret.class).isThrownBy(() -> seal.open(forged));
    }
  }

  @Test
  void shouldNotTakeAQuestionForLong() throws Exception {
    byte[] question = seal.close(List.of("demo"));
    clock.advance(CallCountSeal.LIFE);
    assertThat(seal.open(question)).containsExactly("demo");
    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(UnreadableSecret.class).isThrownBy(() -> seal.open(question));
  }
}
