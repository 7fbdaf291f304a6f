package io.m1bridge.contactsync.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.Undelivered.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A contact is not delivered since one time, and for its reason since that or a later one. */
class ListedTest {

  private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant THEN = FIRST.plusSeconds(60);
  private static final Instant LATER = FIRST.plusSeconds(120);

  private static Listed at(@Nullable Listed before, State state, String reason, Instant now) {
    return Listed.of(state, reason, now, before, now);
  }

  @Test
  void shouldKeepWhenItsReasonCame() {
    Listed waits = at(null, State.WAITING, "queued", FIRST);
    assertThat(waits.begun()).isEqualTo(FIRST);

    Listed differs = at(waits, State.DIFFERS, "differs-in-m1", THEN);
    assertThat(differs.since()).isEqualTo(FIRST);
    assertThat(differs.begun()).isEqualTo(THEN);
    assertThat(at(differs, State.DIFFERS, "differs-in-m1", LATER)).isEqualTo(differs);
    assertThat(at(differs, State.DIFFERS, "missing-in-m1", LATER).begun()).isEqualTo(LATER);
  }

  @Test
  void shouldKeepWhenTheFirstChangeCouldNotBeRead() {
    Listed waits = at(null, State.WAITING, "queued", FIRST);
    Listed one = Listed.unread(waits, "field-invalid", new Coordinates("changes", 0, 3), THEN);
    Listed two = Listed.unread(one, "not-json", new Coordinates("changes", 0, 9), LATER);

    assertThat(two.since()).isEqualTo(FIRST);
    assertThat(two.begun()).isEqualTo(THEN);
  }
}
