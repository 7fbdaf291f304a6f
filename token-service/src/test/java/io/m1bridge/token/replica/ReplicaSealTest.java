package io.m1bridge.token.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.m1bridge.testkit.time.MutableClock;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.secret.Keyset.UnreadableSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaSealTest {

  private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
  private final Keyset keyset = Keyset.parse(Keyset.generate());
  private final ReplicaSeal<Question> seal = seal(keyset, "counts");

  record Question(List<String> accounts) {}

  @Test
  void shouldTakeQuestionsOfReplicasOnly() throws Exception {
    Question question = new Question(List.of("demo", "west"));
    assertThat(seal.open(seal.close(question))).isEqualTo(question);

    byte[] foreign = seal(Keyset.parse(Keyset.generate()), "counts").close(question);
    byte[] otherUse = seal(keyset, "brake").close(question);
    byte[] nothing = keyset.encrypt("{}".getBytes(StandardCharsets.UTF_8), "counts");
    byte[] noObject = keyset.encrypt("1".getBytes(StandardCharsets.UTF_8), "counts");
    for (byte[] forged : List.of(foreign, otherUse, nothing, noObject, new byte[0])) {
      assertThatExceptionOfType(UnreadableSecret.class).isThrownBy(() -> seal.open(forged));
    }
  }

  @Test
  void shouldNotTakeAQuestionForLong() throws Exception {
    Question question = new Question(List.of("demo"));
    byte[] sealed = seal.close(question);
    clock.advance(ReplicaSeal.LIFE);
    assertThat(seal.open(sealed)).isEqualTo(question);
    clock.advance(Duration.ofMillis(1));
    assertThatExceptionOfType(UnreadableSecret.class).isThrownBy(() -> seal.open(sealed));
  }

  private ReplicaSeal<Question> seal(Keyset keys, String purpose) {
    return new ReplicaSeal<>(keys, clock, purpose, Question.class);
  }
}
