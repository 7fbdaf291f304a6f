package io.m1bridge.contactsync.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contracts.SyncResult.Coordinates;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a list; of the change itself it has the key of its contact alone.
 *
 * @param at when it was put aside
 * @param reason constant code; documented in {@code docs/reason-codes.md}
 * @param advice what is wrong, and what to do
 * @param contact the CRM's key; null where nobody can tell
 * @param source where its change came from first
 * @param letter where it stands
 * @param cut too large to have been kept whole: it cannot be replayed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListedLetter(
    Instant at,
    String reason,
    String advice,
    @Nullable String contact,
    Coordinates source,
    Coordinates letter,
    boolean cut) {

  static ListedLetter of(ReadLetter read, @Nullable ContactKey contact, Coordinates place) {
    return new ListedLetter(
        read.writtenAt(),
        read.why().reason(),
        read.why().advice(),
        contact == null ? null : contact.key(),
        read.source(),
        place,
        read.isCut());
  }
}
