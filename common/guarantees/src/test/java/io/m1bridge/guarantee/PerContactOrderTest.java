package io.m1bridge.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.guarantee.PerContactOrder.Violation;
import org.junit.jupiter.api.Test;

class PerContactOrderTest {

  private final PerContactOrder order = new PerContactOrder();

  @Test
  void shouldAllowRepeatedAndSkippedChanges() {
    order.saw("a", 1);
    order.saw("a", 1);
    order.saw("a", 7);

    assertThat(order.violations()).isEmpty();
  }

  @Test
  void shouldFindAnOlderChangeAfterANewerOne() {
    order.saw("a", 2);
    order.saw("a", 1);
    order.saw("a", 3);

    assertThat(order.violations()).containsExactly(new Violation("a", 2, 1));
  }

  @Test
  void shouldKeepContactsApart() {
    order.saw("a", 2);
    order.saw("b", 1);

    assertThat(order.violations()).isEmpty();
  }
}
