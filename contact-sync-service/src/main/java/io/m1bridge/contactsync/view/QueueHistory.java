package io.m1bridge.contactsync.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What waited and what was called in each of the last 60 minutes, by account; in memory, so that an
 * account that moves begins anew. Of an account that did nothing one look is kept. Safe for several
 * threads.
 */
public final class QueueHistory {

  private static final Duration KEPT = Duration.ofMinutes(60);

  private final Map<String, List<Sample>> byAccount = new ConcurrentHashMap<>();

  /**
   * A minute of an account.
   *
   * @param from when it began
   * @param add contacts that waited to be added at its first look
   * @param edit contacts that waited to be edited
   * @param delete contacts that waited to be deleted
   * @param calls made until the next look; null for the last look, and where the count began anew
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Minute(Instant from, int add, int edit, int delete, @Nullable Long calls) {}

  private record Sample(Instant at, int add, int edit, int delete, long calls) {
    static Sample of(AccountView view, Instant at) {
      Map<String, Integer> lanes = view.lanes();
      return new Sample(
          at,
          lanes.getOrDefault("add", 0),
          lanes.getOrDefault("edit", 0),
          lanes.getOrDefault("delete", 0),
          view.calls());
    }

    boolean isIdleSince(Sample before) {
      return add + edit + delete + before.add + before.edit + before.delete == 0
          && calls == before.calls;
    }

    Minute until(Sample next) {
      return new Minute(
          at, add, edit, delete, next.calls < calls ? null : (Long) (next.calls - calls));
    }
  }

  /** Called often; keeps the first look of each minute. */
  void add(List<AccountView> views, Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    views.forEach(
        view -> byAccount.compute(view.account(), (id, kept) -> with(kept, view, minute)));
  }

  private static List<Sample> with(
      @Nullable List<Sample> before, AccountView view, Instant minute) {
    if (before == null) {
      return List.of(Sample.of(view, minute));
    }
    Sample last = before.get(before.size() - 1);
    if (!last.at().isBefore(minute)) {
      return before;
    }
    Sample now = Sample.of(view, minute);
    if (before.size() == 1 && now.isIdleSince(last)) {
      return List.of(now);
    }
    return Stream.concat(before.stream(), Stream.of(now))
        .filter(sample -> !sample.at().isBefore(minute.minus(KEPT)))
        .toList();
  }

  /** What is known of an account, oldest first; the minute under way is the last. */
  List<Minute> of(String account) {
    List<Sample> samples = byAccount.getOrDefault(account, List.of());
    List<Minute> minutes = new ArrayList<>();
    for (int i = 0; i < samples.size() - 1; i++) {
      minutes.add(samples.get(i).until(samples.get(i + 1)));
    }
    if (!samples.isEmpty()) {
      Sample last = samples.get(samples.size() - 1);
      minutes.add(new Minute(last.at(), last.add(), last.edit(), last.delete(), null));
    }
    return minutes;
  }

  /** The account is shown by another process from now on. */
  void forget(String account) {
    byAccount.remove(account);
  }
}
