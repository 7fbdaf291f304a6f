package io.m1bridge.local.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.local.simulator.EngagementRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EngagementCheckTest {

  @Test
  void shouldCountEqualRowsOneByOne() {
    assertThat(EngagementCheck.compare(List.of(row(1), row(1)), List.of(row(1))))
        .isEqualTo(new EngagementCheck.Difference(1, 0));
    assertThat(EngagementCheck.compare(List.of(row(1)), List.of(row(1), row(1), row(2))))
        .isEqualTo(new EngagementCheck.Difference(0, 2));
  }

  @Property
  void shouldFindExactlyWhatWasTakenAwayOrAdded(
      @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 5) Integer> rows,
      @ForAll @IntRange(min = 0, max = 10) int lost,
      @ForAll @IntRange(min = 0, max = 10) int added,
      @ForAll long seed) {
    List<EngagementRow> existing = rows.stream().map(EngagementCheckTest::row).toList();
    List<EngagementRow> published = new ArrayList<>(existing);
    Collections.shuffle(published, new Random(seed));
    int taken = Math.min(lost, published.size());
    published.subList(0, taken).clear();
    for (int i = 0; i < added; i++) {
      published.add(row(99));
    }

    assertThat(EngagementCheck.compare(existing, published))
        .isEqualTo(new EngagementCheck.Difference(taken, added));
  }

  private static EngagementRow row(int number) {
    return new EngagementRow(
        number, "Open", "a@example.com", "2026-01-01 00:00:00.0", "", "", "", "");
  }
}
