package io.m1bridge.ui.signin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: after {@value #FREE_FAILURES} failures an address waits until a minute has
 * passed since its first one. Guessing 256 bits is hopeless anyway; this keeps it from costing us
 * anything, in bounded memory.
 */
final class SignInThrottle {

  static final int FREE_FAILURES = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 1_000;

  private record Failures(Instant since, int count) {}

  private final Clock clock;
  private final Map<String, Failures> byAddress =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * How long this address has to wait before its next attempt is looked at; zero if it need not.
   */
  synchronized Duration waitFor(String address) {
    Failures failures = current(address);
    return failures == null || failures.count < FREE_FAILURES
        ? Duration.ZERO
        : Duration.between(clock.instant(), failures.since.plus(WINDOW));
  }

  synchronized void failed(String address) {
    Failures failures = current(address);
    byAddress.put(
        address,
        failures == null
            ? new Failures(clock.instant(), 1)
            : new Failures(failures.since, failures.count + 1));
  }

  synchronized void succeeded(String address) {
    byAddress.remove(address);
  }

  private @Nullable Failures current(String address) {
    Failures failures = byAddress.get(address);
    if (failures != null && !clock.instant().isBefore(failures.since.plus(WINDOW))) {
      byAddress.remove(address);
      return null;
    }
    return failures;
  }
}
