package io.m1bridge.token.brake;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrakeTest {

  private final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  private final Brake brake = new Brake(clock, Duration.ofMinutes(1));

  /** Each asks once a second, and its refreshes are over by then. */
  @Test
  void shouldLetReplicasTakeTurns() {
    Map<String, Integer> begun = new TreeMap<>();
    for (int second = 0; second < 300; second++) {
      for (String replica : List.of("a", "b", "c")) {
        brake.named(replica, List.of());
        int some = brake.begin(replica, due(replica)).size();
        begun.merge(replica, some, Integer::sum);
        clock.advance(Duration.ofMillis(300));
      }
    }

    assertThat(begun.values()).allMatch(count -> count >= 100);
  }

  @Test
  void shouldNotWaitForAReplicaThatAsksNoMore() {
    brake.begin("a", due("a"));
    assertThat(brake.begin("b", due("b"))).isEmpty();
    clock.advance(Duration.ofSeconds(10));
    brake.named("a", List.of());

    assertThat(brake.begin("a", due("a"))).hasSize(2);
  }

  private static List<AccountId> due(String replica) {
    return IntStream.range(0, 5).mapToObj(i -> new AccountId(replica + i)).toList();
  }
}
