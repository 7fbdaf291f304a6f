package io.m1bridge.edm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m1bridge.contracts.EngagementEvent.Action;
import io.m1bridge.contracts.MachineLikelihood.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MachineSettingsTest {

  private static final String MAILING = "demo/7";
  private static final Instant SENT_AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final String SCANNER = "203.0.113.9";

  private final MemoryTraces traces = new MemoryTraces();

  @Test
  void shouldNameTheSettingThatIsWrong() {
    for (Map.Entry<String, String> wrong :
        Map.of("links", "1", "gateway-recipients", "1", "gateway-from", "0", "certain", "2")
            .entrySet()) {
      assertThatThrownBy(
              () ->
                  new MachineModel(MachineDefaults.with(Map.of(wrong.getKey(), wrong.getValue()))))
          .hasMessageContaining("m1bridge.edm.tables.machines." + wrong.getKey());
    }
  }

  @Test
  void shouldFollowItsSettings() {
    MachineModel strict = new MachineModel(MachineDefaults.with(Map.of("points.no-open", "3")));
    new MachineJudge(strict, traces).see(MAILING, click("li", 900, SCANNER, "/1"));

    assertThat(verdict("li")).isEqualTo(Verdict.SUSPECTED);
  }

  /** The documented way to leave out only what is certain. */
  @Test
  void shouldStillKnowAGatewayWhereOnlyWhatIsCertainIsMarked() {
    MachineJudge sure =
        new MachineJudge(new MachineModel(MachineDefaults.with(Map.of("suspected", "5"))), traces);
    for (int i = 1; i <= 5; i++) {
      assertThat(verdict("p1")).isEqualTo(Verdict.HUMAN);
      for (String path : List.of("/1", "/2", "/3")) {
        sure.see(MAILING, click("p" + i, 600, SCANNER, path));
      }
    }

    assertThat(verdict("p1")).isEqualTo(Verdict.CERTAIN);
    assertThat(verdict("p5")).isEqualTo(Verdict.CERTAIN);
  }

  private static Sighting click(String recipient, long second, String ip, String path) {
    return new Sighting(
        recipient,
        Action.CLICKED,
        SENT_AT.plusSeconds(second),
        SENT_AT,
        null,
        ip,
        "https://x.cn" + path,
        null);
  }

  private Verdict verdict(String recipient) {
    return traces.trace(MAILING, recipient).verdict();
  }
}
