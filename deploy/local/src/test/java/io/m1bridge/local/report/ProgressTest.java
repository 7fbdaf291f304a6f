package io.m1bridge.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.testkit.time.MutableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final MutableClock clock = MutableClock.at(Instant.EPOCH);

  @Test
  void shouldRefreshOneLineOnATerminal() {
    Progress progress = progress(true);
    progress.state("one");
    progress.state("two");
    progress.say("stays");
    assertThat(printed()).isEqualTo("\r\u001b[Kone\r\u001b[Ktwo\r\u001b[Kstays\n");
  }

  @Test
  void shouldPrintALineEveryFewSecondsElsewhere() {
    Progress progress = progress(false);
    progress.state("one");
    clock.advance(Duration.ofSeconds(2));
    progress.state("two");
    clock.advance(Duration.ofSeconds(3));
    progress.state("three");
    assertThat(printed()).isEqualTo("one\nthree\n");
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, clock);
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
