package io.m1bridge.contactsync.undelivered;

import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contracts.Undelivered;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many contacts of an account are not delivered for which reason. Kept on record: to count a
 * list of a million for each question would take seconds.
 *
 * @param counts the most first; none of them is zero
 */
public record ReasonCounts(List<ReasonCount> counts) {

  static final ReasonCounts NONE = new ReasonCounts(List.of());

  private static final Comparator<ReasonCount> MOST_FIRST =
      Comparator.comparingLong(ReasonCount::contacts)
          .reversed()
          .thenComparing(ReasonCount::state)
          .thenComparing(ReasonCount::reason);

  public ReasonCounts {
    counts = List.copyOf(counts);
  }

  /**
   * One reason.
   *
   * @param contacts how many are listed for it
   */
  public record ReasonCount(Undelivered.State state, String reason, long contacts) {
    private boolean isOf(Listed place) {
      return state == place.state() && reason.equals(place.reason());
    }
  }

  /** Counts a list. */
  static final class Sum {
    private final Map<Place, Long> contacts = new HashMap<>();

    private record Place(Undelivered.State state, String reason) {}

    void add(Undelivered one) {
      contacts.merge(new Place(one.state(), one.reason()), 1L, Long::sum);
    }

    ReasonCounts counts() {
      return new ReasonCounts(
          contacts.entrySet().stream()
              .map(it -> new ReasonCount(it.getKey().state(), it.getKey().reason(), it.getValue()))
              .sorted(MOST_FIRST)
              .toList());
    }
  }

  /** A contact went from one place in the list to another; null is no place. */
  ReasonCounts moved(@Nullable Listed before, @Nullable Listed after) {
    List<ReasonCount> moved = new ArrayList<>(counts);
    add(moved, before, -1);
    add(moved, after, 1);
    return new ReasonCounts(moved.stream().sorted(MOST_FIRST).toList());
  }

  private static void add(List<ReasonCount> counts, @Nullable Listed place, long more) {
    if (place == null) {
      return;
    }
    long was =
        counts.stream()
            .filter(count -> count.isOf(place))
            .mapToLong(ReasonCount::contacts)
            .findFirst()
            .orElse(0);
    counts.removeIf(count -> count.isOf(place));
    if (was + more > 0) {
      counts.add(new ReasonCount(place.state(), place.reason(), was + more));
    }
  }
}
