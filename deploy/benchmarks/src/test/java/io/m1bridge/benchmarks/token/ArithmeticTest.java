package io.m1bridge.benchmarks.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.benchmarks.token.LoadGenerator.Round;
import io.m1bridge.benchmarks.token.PermitClient.Harvest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArithmeticTest {

  @Test
  void shouldSumUpAllConnectionsOfALoad() {
    long[] one = LongStream.rangeClosed(1, 50).map(TimeUnit.MILLISECONDS::toNanos).toArray();
    long[] other = LongStream.rangeClosed(51, 100).map(TimeUnit.MILLISECONDS::toNanos).toArray();

    Round round = LoadGenerator.round(List.of(one, other), TimeUnit.SECONDS.toNanos(2));

    assertThat(round).isEqualTo(new Round(50, 50, 99));
  }

  @Test
  void shouldSeeAccountsThatGotNothing() {
    Harvest harvest = new Harvest(Map.of("a", 3, "b", 5), Map.of("budget", 9), 4, 100);

    assertThat(harvest.total()).isEqualTo(8);
    assertThat(harvest.most()).isEqualTo(5);
    assertThat(harvest.least(List.of("a", "b"))).isEqualTo(3);
    assertThat(harvest.least(List.of("a", "b", "c"))).isZero();
  }

  @Test
  void shouldSpreadCallersOverProcesses() {
    assertThat(LibraryContender.share(8, 0, 3)).isEqualTo(3);
    assertThat(LibraryContender.share(8, 2, 3)).isEqualTo(2);
    assertThat(LibraryContender.share(2, 2, 3)).isZero();
  }
}
