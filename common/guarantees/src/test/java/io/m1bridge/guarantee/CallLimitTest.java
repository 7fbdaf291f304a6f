package io.m1bridge.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class CallLimitTest {

  @Property
  void shouldCountWhatAnyStretchOfTimeHolds(
      @ForAll @Size(max = 60) List<@LongRange(max = 200) Long> times,
      @ForAll @IntRange(min = 1, max = 100) int span) {
    long most =
        times.stream()
            .mapToLong(from -> times.stream().filter(t -> t >= from && t < from + span).count())
            .max()
            .orElse(0);

    assertThat(CallLimit.most(times, span)).isEqualTo((int) most);
  }
}
