package io.m1bridge.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final Instant T0 = Instant.ofEpochSecond(1_000);
  private static final Instant T1 = Instant.ofEpochSecond(1_060);

  @Test
  void shouldHandBrowserColumnsWithGaps() {
    var chart =
        new Chart(
            "Calls", List.of(T0, T1), List.of(new Chart.Series("添加", Arrays.asList(3, null))));

    assertThat(chart.json()).contains("\"names\":[\"添加\"]", "\"data\":[[1000.0,1060.0],[3,null]]");
    assertThat(chart.rows()).extracting(Chart.Row::time).containsExactly(T1, T0);
    assertThat(chart.rows().get(0).values()).containsExactly((Number) null);
  }

  @Test
  void shouldRefuseWhatCannotBeDrawn() {
    assertThatThrownBy(() -> new Chart("Calls", List.of(T0), List.of()))
        .hasMessageContaining("1 to 6 series");
    assertThatThrownBy(
            () -> new Chart("Calls", List.of(T0, T1), List.of(new Chart.Series("a", List.of(1)))))
        .hasMessageContaining("needs 2 values");
    assertThatThrownBy(
            () ->
                new Chart("Calls", List.of(T1, T0), List.of(new Chart.Series("a", List.of(1, 2)))))
        .hasMessageContaining("do not ascend");
  }

  @Test
  void shouldDrawSparklineInsideItsBox() {
    assertThat(Sparkline.points(List.of(0, 5, 10))).isEqualTo("0.0,22.0 50.0,12.0 100.0,2.0");
    assertThat(Sparkline.points(List.of(0, 0))).isEqualTo("0.0,22.0 100.0,22.0");
    assertThat(Sparkline.points(List.of(-1, 1))).isEqualTo("0.0,22.0 100.0,2.0");
    assertThat(Sparkline.points(List.of(4))).isEmpty();
  }
}
