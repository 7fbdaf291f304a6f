package io.m1bridge.ui.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.m1bridge.ui.chart.StackedBar.Part;
import io.m1bridge.ui.chart.StackedBar.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackedBarTest {

  @Test
  void shouldPlacePartsOneAfterTheOther() {
    StackedBar bar = new StackedBar(List.of(part("a", 50), part("b", 0), part("c", 25)), 200);

    assertThat(bar.segments())
        .containsExactly(new Segment(1, "0.00", "25.00"), new Segment(3, "25.00", "12.50"));
    assertThat(bar.text()).isEqualTo("a 50, b 0, c 25");
  }

  @Test
  void shouldStayInsideTheBoxWhenMoreThanTheLimitIsUsed() {
    StackedBar bar = new StackedBar(List.of(part("a", 300), part("b", 100)), 200);

    assertThat(bar.segments())
        .containsExactly(new Segment(1, "0.00", "75.00"), new Segment(2, "75.00", "25.00"));
  }

  @Test
  void shouldRefuseWhatCannotBeDrawn() {
    assertThatIllegalArgumentException().isThrownBy(() -> new StackedBar(List.of(), 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StackedBar(List.of(part("a", -1)), 10));
  }

  private static Part part(String name, long value) {
    return new Part(name, value);
  }
}
