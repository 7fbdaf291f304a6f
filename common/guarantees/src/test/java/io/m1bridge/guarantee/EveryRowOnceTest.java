package io.m1bridge.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EveryRowOnceTest {

  @Test
  void shouldCountEqualRowsOneByOne() {
    assertThat(EveryRowOnce.compare(List.of(1, 1), List.of(1)))
        .isEqualTo(new EveryRowOnce.Difference(1, 0));
    assertThat(EveryRowOnce.compare(List.of(1), List.of(1, 1, 2)))
        .isEqualTo(new EveryRowOnce.Difference(0, 2));
  }

  @Property
  void shouldFindExactlyWhatWasTakenAwayOrAdded(
      @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 5) Integer> rows,
      @ForAll @IntRange(min = 0, max = 10) int lost,
      @ForAll @IntRange(min = 0, max = 10) int added,
      @ForAll long seed) {
    List<Integer> published = new ArrayList<>(rows);
    Collections.shuffle(published, new Random(seed));
    int taken = Math.min(lost, published.size());
    published.subList(0, taken).clear();
    for (int i = 0; i < added; i++) {
      published.add(99);
    }

    assertThat(EveryRowOnce.compare(rows, published))
        .isEqualTo(new EveryRowOnce.Difference(taken, added));
  }
}
