package io.m1bridge.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void shouldTakeTheMiddleOrTheMeanOfTheMiddleTwo() {
    assertThat(Statistics.median(9, 1, 5)).isEqualTo(5);
    assertThat(Statistics.median(1, 9, 5, 7)).isEqualTo(6);
    assertThat(Statistics.median(4)).isEqualTo(4);
  }

  @Test
  void shouldTakeTheNearestRank() {
    double[] hundred = IntStream.rangeClosed(1, 100).asDoubleStream().toArray();

    assertThat(Statistics.percentile(hundred, 99)).isEqualTo(99);
    assertThat(Statistics.percentile(hundred, 100)).isEqualTo(100);
    assertThat(Statistics.percentile(new double[] {3, 1, 2}, 50)).isEqualTo(2);
    assertThat(Statistics.percentile(new double[] {7}, 1)).isEqualTo(7);
  }

  @Test
  void shouldDivideWithinARoundAndNotAcrossRounds() {
    // The machine was twice as slow in the second round: the ratio does not see it.
    assertThat(Statistics.medianRatio(new double[] {8, 4, 9}, new double[] {10, 5, 10}))
        .isCloseTo(0.8, within(1e-9));
  }

  @Test
  void shouldRefuseNothingAndUnequalRounds() {
    assertThatIllegalArgumentException().isThrownBy(Statistics::median);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Statistics.medianRatio(new double[] {1}, new double[] {1, 2}));
  }
}
