package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.contracts.SyncResult.Coordinates;
import io.m1bridge.contracts.Undelivered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a contact stands in the list of what is not delivered.
 *
 * @param since since when it is not delivered
 * @param unread the changes that could not be read; null unless that is the state
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listed(
    Undelivered.State state,
    String reason,
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        Instant since,
    @Nullable Unread unread) {

  /** A place for another reason than that a change could not be read. */
  public Listed(Undelivered.State state, String reason, Instant since) {
    this(state, reason, since, null);
  }

  /**
   * The place of a contact of which one more change could not be read.
   *
   * @param before its place before; null if it had none
   */
  public static Listed unread(
      @Nullable Listed before, String reason, Coordinates source, Instant now) {
    Instant since = before == null ? now : before.since;
    Unread all = Unread.with(before == null ? null : before.unread, source);
    return new Listed(Undelivered.State.DEAD_LETTERED, reason, since, all);
  }

  /** The place that is left once a change that could not be read was replayed; null for none. */
  public @Nullable Listed replayed(Coordinates source) {
    Unread left = unread == null ? null : unread.behind(source);
    return left == null ? null : new Listed(state, reason, since, left);
  }

  /** Whether both tell a reader the same. */
  public static boolean tellTheSame(@Nullable Listed one, @Nullable Listed other) {
    return one == null || other == null
        ? one == other
        : one.state == other.state && one.reason.equals(other.reason);
  }
}
