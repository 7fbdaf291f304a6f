package io.m1bridge.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.process.LocalProcesses;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTest {
  @TempDir private Path directory;

  @Test
  void shouldChooseOneOfTenRoundsByTheSeed() {
    assertThat(chosen(1)).hasSize(3);
    assertThat(chosen(2)).hasSize(3).isNotEqualTo(chosen(1));
  }

  private int[] chosen(long seed) {
    try (LocalProcesses processes = LocalProcesses.in(directory)) {
      return IntStream.rangeClosed(1, 30)
          .filter(
              number -> new Round(number, seed, processes, new Random(1), System.err).isOneIn(10))
          .toArray();
    }
  }
}
