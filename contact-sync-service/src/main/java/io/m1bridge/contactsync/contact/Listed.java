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
 * @param since since when it is not delivered, whatever the reasons were since
 * @param came when it came to be so for this reason; null if that was {@code since}
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
    @JsonFormat(
            shape = JsonFormat.Shape.NUMBER_INT,
            without = JsonFormat.Feature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
        @Nullable Instant came,
    @Nullable Unread unread) {

  /**
   * A place for another reason than that a change could not be read.
   *
   * @param since of one that is not listed yet
   * @param before its place before; null if it had none
   */
  public static Listed of(
      Undelivered.State state, String reason, Instant since, @Nullable Listed before, Instant now) {
    if (before == null) {
      return new Listed(state, reason, since, null, null);
    }
    boolean same = before.state == state && before.reason.equals(reason);
    return new Listed(state, reason, before.since, same ? before.came : now, null);
  }

  /**
   * The place of a contact of which one more change could not be read.
   *
   * @param before its place before; null if it had none
   */
  public static Listed unread(
      @Nullable Listed before, String reason, Coordinates source, Instant now) {
    if (before == null) {
      return new Listed(
          Undelivered.State.DEAD_LETTERED, reason, now, null, Unread.with(null, source));
    }
    Unread all = Unread.with(before.unread, source);
    Instant came = before.unread == null ? now : before.came;
    return new Listed(Undelivered.State.DEAD_LETTERED, reason, before.since, came, all);
  }

  /**
   * The place that is left once a change that was put aside is taken, with nothing taken behind it;
   * null for none.
   */
  public @Nullable Listed replayed(Coordinates source) {
    Unread left = unread == null ? null : unread.behind(source);
    return left == null ? null : new Listed(state, reason, since, came, left);
  }

  /** When it came to be so for its reason: the first change, where some could not be read. */
  public Instant begun() {
    return came == null ? since : came;
  }

  /** Whether both tell a reader the same. */
  public static boolean tellTheSame(@Nullable Listed one, @Nullable Listed other) {
    return one == null || other == null
        ? one == other
        : one.state == other.state && one.reason.equals(other.reason);
  }
}
