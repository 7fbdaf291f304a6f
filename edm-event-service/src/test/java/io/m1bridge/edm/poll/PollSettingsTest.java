package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PollSettingsTest {

  /** README's table says the same. */
  @Test
  void shouldKeepItsDefaults() throws ReflectiveOperationException {
    PollSettings settings = TestSettings.with(Map.of());
    Map<String, Object> values = new TreeMap<>();
    for (Method setting : PollSettings.class.getDeclaredMethods()) {
      if (!Modifier.isStatic(setting.getModifiers()) && setting.getParameterCount() == 0) {
        values.put(setting.getName(), setting.invoke(settings));
      }
    }

    assertThat(values)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("tick", Duration.ofMillis(150)),
                Map.entry("pageSize", 2000),
                Map.entry("minInterval", Duration.ofSeconds(10)),
                Map.entry("callWorth", 50),
                Map.entry("maxInterval", Duration.ofHours(1)),
                Map.entry("dailyAfter", Duration.ofDays(30)),
                Map.entry("weeklyAfter", Duration.ofDays(90)),
                Map.entry("discoveryInterval", Duration.ofSeconds(60)),
                Map.entry("discoveryBack", Duration.ofDays(365)),
                Map.entry("windowBefore", Duration.ofDays(30)),
                Map.entry("windowAfter", Duration.ofDays(30)),
                Map.entry("fullReads", days(1, 3, 7, 30)),
                Map.entry("fullReadPause", Duration.ofHours(6)),
                Map.entry("putAwayAfter", Duration.ZERO),
                Map.entry("witnessInterval", Duration.ZERO),
                Map.entry("settle", Duration.ofSeconds(60)),
                Map.entry("certifyAfter", Duration.ofHours(1)),
                Map.entry("callsInFlight", 4),
                Map.entry("firstBackoff", Duration.ofSeconds(1)),
                Map.entry("maxBackoff", Duration.ofMinutes(5))));
    assertThatCode(() -> PollSettings.check(settings)).doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheSettingThatIsWrong() {
    assertThatThrownBy(() -> PollSettings.check(TestSettings.with(Map.of("page-size", "0"))))
        .hasMessageContaining("m1bridge.edm.poll.page-size");
    assertThatThrownBy(() -> PollSettings.check(TestSettings.with(Map.of("min-interval", "2h"))))
        .hasMessageContaining("m1bridge.edm.poll.min-interval");
    assertThatThrownBy(() -> PollSettings.check(TestSettings.with(Map.of("weekly-after", "1d"))))
        .hasMessageContaining("m1bridge.edm.poll.daily-after");
    assertThatThrownBy(() -> PollSettings.check(TestSettings.with(Map.of("call-worth", "0"))))
        .hasMessageContaining("m1bridge.edm.poll.call-worth");
    assertThatThrownBy(() -> PollSettings.check(TestSettings.with(Map.of("calls-in-flight", "0"))))
        .hasMessageContaining("m1bridge.edm.poll.calls-in-flight");
    assertThatThrownBy(() -> PollSettings.check(TestSettings.with(Map.of("put-away-after", "-1s"))))
        .hasMessageContaining("m1bridge.edm.poll.put-away-after");
  }

  private static List<Duration> days(long... days) {
    return Arrays.stream(days).mapToObj(Duration::ofDays).toList();
  }
}
