package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.SyncResult.Operation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted change that has no terminal result yet.
 *
 * @param original as it came, for a dead letter that can be replayed
 * @param attempts calls that carried it
 * @param serverErrors how often M1 failed on it (E10001)
 * @param last the last call that M1 accepted for it; null if none
 */
public record OpenChange(
    String eventId,
    Coordinates source,
    Instant receivedAt,
    Original original,
    int attempts,
    int serverErrors,
    @Nullable Carrier last) {

  /** A call that carried a change. */
  public record Carrier(String callId, Operation operation, int rows) {}

  OpenChange attempted() {
    return new OpenChange(eventId, source, receivedAt, original, attempts + 1, serverErrors, last);
  }

  /** M1 failed on a call that carried it. */
  OpenChange failed() {
    return new OpenChange(eventId, source, receivedAt, original, attempts, serverErrors + 1, last);
  }

  OpenChange carriedBy(Carrier carrier) {
    return new OpenChange(eventId, source, receivedAt, original, attempts, serverErrors, carrier);
  }

  /** Whether the two name the same record. */
  boolean sameRecord(OpenChange other) {
    return eventId.equals(other.eventId) && source.equals(other.source);
  }
}
