package io.m1bridge.systemtests;

import io.m1bridge.process.ProcessFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for real processes. */
public final class Await {

  private static final long POLL_MILLIS = 25;

  private Await() {}

  /**
   * Waits until it is so.
   *
   * @return false if the time was over first
   */
  public static boolean holds(Duration most, BooleanSupplier condition)
      throws InterruptedException {
    return value(most, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
        .isPresent();
  }

  /**
   * Waits until there is a value.
   *
   * @return empty if the time was over first
   */
  public static <T> Optional<T> value(Duration most, Supplier<Optional<T>> source)
      throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    while (true) {
      Optional<T> value = source.get();
      if (value.isPresent() || System.nanoTime() > until) {
        return value;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  /**
   * Waits for what the test itself needs.
   *
   * @throws ProcessFailure if it does not come: the round could not be tried
   */
  public static void needs(String what, Duration most, BooleanSupplier condition)
      throws InterruptedException {
    if (!holds(most, condition)) {
      throw new ProcessFailure(
          "Could not be tried: " + what + " did not come within " + most.toSeconds() + " s");
    }
  }
}
