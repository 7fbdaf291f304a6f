package io.m1bridge.benchmarks.contactsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SyncStackTest {

  @Test
  void shouldAskForTheCallsThatMakeTheRate() {
    int callsPerHour = SyncStack.callsPerHour(10);

    // As token-service reckons: 2 % to spare, a burst of 20, leases of 30 s.
    assertThat((callsPerHour * 0.98 - 20) / (3_600 + 30)).isCloseTo(10, within(0.001));
  }
}
