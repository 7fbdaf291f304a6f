package io.m1bridge.token.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.m1.AccountId;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandOutAuditTest {

  private static final Instant MINUTE = Instant.parse("2026-01-01T00:07:00Z");
  private static final AccountId DEMO = new AccountId("demo");

  private final MutableClock clock = MutableClock.at(MINUTE.plusSeconds(30));
  private final List<AccountEvent> published = new ArrayList<>();
  private boolean kafkaIsAway;
  private final HandOutAudit audit =
      new HandOutAudit(
          clock,
          (event, onFailure) -> {
            if (kafkaIsAway) {
              onFailure.run();
            } else {
              published.add(event);
            }
          });

  @Test
  void shouldPublishAMinuteOnceWhenItIsOver() {
    audit.count(DEMO, "edm-event", 7);
    audit.count(DEMO, "edm-event", 8);
    audit.count(DEMO, "contact-sync", 8);
    audit.publishPast(() -> {});
    assertThat(published).as("the minute goes on").isEmpty();

    clock.advance(Duration.ofSeconds(30));
    audit.count(DEMO, "edm-event", 8);
    audit.publishPast(() -> {});
    audit.publishPast(() -> {});
    assertThat(published)
        .extracting(
            AccountEvent::by, AccountEvent::count, AccountEvent::generation, AccountEvent::at)
        .containsExactlyInAnyOrder(
            tuple("edm-event", 2L, 8L, MINUTE), tuple("contact-sync", 1L, 8L, MINUTE));
  }

  @Test
  void shouldPublishTheMinuteThatGoesOnAtAStop() {
    audit.count(DEMO, "edm-event", 7);
    audit.publishAll();
    assertThat(published).extracting(AccountEvent::count).containsExactly(1L);
  }

  @Test
  void shouldKeepWhatKafkaDoesNotTake() {
    audit.count(DEMO, "edm-event", 7);
    clock.advance(Duration.ofMinutes(1));
    kafkaIsAway = true;
    audit.publishPast(() -> {});
    kafkaIsAway = false;
    audit.publishPast(() -> {});
    assertThat(published).extracting(AccountEvent::at).containsExactly(MINUTE);
  }
}
