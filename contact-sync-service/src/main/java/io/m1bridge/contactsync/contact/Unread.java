package io.m1bridge.contactsync.contact;

import io.m1bridge.contracts.SyncResult.Coordinates;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a contact that could not be read, none of which was followed by one that could: the
 * dead letters that may be replayed. A change that is taken ends it, so that a replay never
 * overrides newer data, and nothing has to be remembered of contacts that are well.
 *
 * @param topic of all of them
 * @param partition of all of them
 * @param first offset of the oldest that may be replayed
 * @param last offset of the newest
 */
public record Unread(String topic, int partition, long first, long last) {

  /** One change. */
  static Unread of(Coordinates source) {
    return new Unread(source.topic(), source.partition(), source.offset(), source.offset());
  }

  /** These and one more; only that one if it came from elsewhere, since no order is known then. */
  static Unread with(@Nullable Unread before, Coordinates source) {
    return before != null && before.isFrom(source) && source.offset() >= before.last
        ? new Unread(before.topic, before.partition, before.first, source.offset())
        : of(source);
  }

  /** Whether this change may be replayed. */
  public boolean holds(Coordinates source) {
    return isFrom(source) && source.offset() >= first && source.offset() <= last;
  }

  /**
   * Those behind a change that was replayed; null if there are none. All of them, if it came from
   * elsewhere.
   */
  @Nullable Unread behind(Coordinates source) {
    if (!isFrom(source)) {
      return this;
    }
    return source.offset() < last ? new Unread(topic, partition, source.offset() + 1, last) : null;
  }

  private boolean isFrom(Coordinates source) {
    return topic.equals(source.topic()) && partition == source.partition();
  }
}
