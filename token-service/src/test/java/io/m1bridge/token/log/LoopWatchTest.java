package io.m1bridge.token.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoopWatchTest {

  @Test
  void shouldTellALoopThatStandsFromOneThatTurnsSlowly() {
    AtomicLong now = new AtomicLong(-5);
    LoopWatch watch = new LoopWatch(now::get);
    for (int round = 0; round < 3; round++) {
      now.addAndGet(Duration.ofMinutes(14).toNanos());
      assertThat(watch.isTurning()).isTrue();
      watch.turned();
    }

    now.addAndGet(Duration.ofMinutes(15).toNanos());
    assertThat(watch.isTurning()).isFalse();
    watch.turned();
    assertThat(watch.isTurning()).isTrue();
  }
}
