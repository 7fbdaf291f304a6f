package io.m1bridge.contactsync.property;

import io.m1bridge.contactsync.contact.Labels;
import io.m1bridge.m1.M1Answers.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What people deleted and renamed lately: M1's lists lag, and may show it as it was before. Values
 * that are sent to what they show so are refused, or land under the wrong label.
 */
final class LatelyChanged {

  private final Duration lag;
  private final Map<Long, Instant> deleted = new HashMap<>();
  private final Map<Long, Renamed> renamed = new HashMap<>();

  /**
   * @param lag how long a list may show what was before
   */
  LatelyChanged(Duration lag) {
    this.lag = lag;
  }

  /**
   * @param from the old label, comparable
   */
  private record Renamed(String from, String to, Instant at) {}

  void deleted(long id, Instant at) {
    deleted.put(id, at);
  }

  /** It was not deleted after all, or nobody can tell: what lists show is believed. */
  void kept(long id) {
    deleted.remove(id);
  }

  void renamed(Property old, String to, Instant at) {
    renamed.put(old.id(), new Renamed(Labels.comparable(old.label()), to, at));
  }

  /** What a list shows, as it is by now. */
  List<Property> asItIs(Collection<Property> rows, Instant now) {
    deleted.values().removeIf(at -> isOver(at, now));
    renamed.values().removeIf(one -> isOver(one.at(), now));
    return rows.stream().filter(row -> !deleted.containsKey(row.id())).map(this::named).toList();
  }

  private boolean isOver(Instant at, Instant now) {
    return !now.isBefore(at.plus(lag));
  }

  private Property named(Property row) {
    @Nullable Renamed other = renamed.get(row.id());
    return other != null && Labels.comparable(row.label()).equals(other.from())
        ? new Property(row.id(), other.to(), row.type(), row.description())
        : row;
  }
}
