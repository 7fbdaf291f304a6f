package io.m1bridge.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundsTest {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final AtomicLong now = new AtomicLong();
  private final Rounds rounds = new Rounds(executor, now::get);

  @AfterEach
  void stop() {
    rounds.stop();
  }

  static Stream<Throwable> bugs() {
    return Stream.of(
        new IllegalStateException("a bug"),
        new StackOverflowError(),
        new NoClassDefFoundError("a.Class"));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void shouldGoOnWithTheOtherStepsAndTheNextRoundWhenAStepFails(Throwable bug)
      throws InterruptedException {
    rounds.every(Duration.ZERO, PAUSE, failing(bug), second());

    List<String> seen = List.of(next(), next(), next(), next());

    assertThat(seen).containsExactly("first", "second", "first", "second");
  }

  @Test
  void shouldTellThatNoRoundFollowsWhereTheProcessIsOfNoUse() throws InterruptedException {
    assertThat(rounds.areTurning()).as("before the first").isTrue();
    rounds.every(Duration.ZERO, PAUSE, failing(new OutOfMemoryError("a test")), second());

    assertThat(next()).isEqualTo("first");
    assertThat(rounds.areTurning()).isTrue();
    now.addAndGet(Duration.ofMinutes(16).toNanos());
    assertThat(rounds.areTurning()).isFalse();
    assertThat(done).as("no step after it").isEmpty();
  }

  @Test
  void shouldTellARoundThatHangsFromOneThatTakesLong() throws InterruptedException {
    BlockingQueue<String> toDo = new LinkedBlockingQueue<>();
    rounds.every(
        Duration.ZERO,
        PAUSE,
        new Rounds.Step(
            "long",
            goesOn -> {
              for (String one = take(toDo); !one.equals("end"); one = take(toDo)) {
                goesOn.run();
                done.add(one);
              }
            }));
    for (String account : List.of("a", "b", "c")) {
      now.addAndGet(Duration.ofMinutes(14).toNanos());
      toDo.add(account);
      assertThat(next()).isEqualTo(account);
      assertThat(rounds.areTurning()).isTrue();
    }

    now.addAndGet(Duration.ofMinutes(16).toNanos());
    assertThat(rounds.areTurning()).isFalse();
    toDo.add("end");
  }

  private Rounds.Step failing(Throwable bug) {
    return new Rounds.Step(
        "first",
        goesOn -> {
          done.add("first");
          if (bug instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) bug;
        });
  }

  private Rounds.Step second() {
    return new Rounds.Step("second", goesOn -> done.add("second"));
  }

  private static String take(BlockingQueue<String> from) {
    try {
      return from.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "end";
    }
  }

  private String next() throws InterruptedException {
    return String.valueOf(done.poll(10, TimeUnit.SECONDS));
  }
}
