package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @Test
  void shouldGoOnWithTheOtherStepsAndTheNextRoundWhenAStepFails() throws InterruptedException {
    new Rounds(executor)
        .every(
            Duration.ZERO,
            Duration.ofMillis(20),
            new Rounds.Step("first", () -> fail("first")),
            new Rounds.Step("second", () -> done.add("second")));

    List<String> seen = List.of(next(), next(), next(), next());

    assertThat(seen).containsExactly("first", "second", "first", "second");
  }

  private void fail(String name) {
    done.add(name);
    throw new IllegalStateException("a bug");
  }

  private String next() throws InterruptedException {
    return String.valueOf(done.poll(10, TimeUnit.SECONDS));
  }
}
