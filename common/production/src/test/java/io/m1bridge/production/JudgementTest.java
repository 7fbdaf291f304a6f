package io.m1bridge.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {

  private static final Finding SEVERE =
      Finding.severe("m1bridge.a.state-dir", "it is lost", "Set another");
  private static final Finding WARNING =
      Finding.warning("m1bridge.a.url", "others can read it", "Use https");

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "m1bridge.a.url, false",
    "m1bridge.a.state, false",
    "m1bridge.a.state-di*, false",
    "m1bridge.b.*, false",
    "m1bridge.a.state-dir, true",
    "' m1bridge.a.state-dir ', true",
    "m1bridge.a.*, true",
    "m1bridge.*, true",
    "*, true"
  })
  void shouldLetASevereFindingPassOnlyWhenItIsNamed(String accepted, boolean passes) {
    Judgement judgement = Judgement.of(List.of(SEVERE), List.of("m1bridge.other", accepted));

    assertThat(judgement.obstacles().isEmpty()).isEqualTo(passes);
    assertThat(judgement.warnings().isEmpty()).isEqualTo(!passes);
  }

  @Test
  void shouldNotStopForAWarning() {
    Judgement judgement = Judgement.of(List.of(WARNING), List.of());

    assertThat(judgement.obstacles()).isEmpty();
    assertThat(judgement.warnings()).containsExactly(WARNING);
  }

  @Test
  void shouldNameEverySettingAndWhatToDo() {
    Finding other = Finding.severe("m1bridge.b", "it is guessed", "Choose one");

    String refusal = Judgement.of(List.of(SEVERE, WARNING, other), List.of()).refusal();

    assertThat(refusal.lines().map(String::strip))
        .containsExactly(
            "Not fit for production:",
            "m1bridge.a.state-dir: it is lost. Set another.",
            "m1bridge.b: it is guessed. Choose one.",
            "What is meant to be so is named in m1bridge.production.accepted:"
                + " m1bridge.a.state-dir,m1bridge.b");
  }
}
