package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.plan.Lane;
import java.time.Instant;
import java.util.Optional;

/**
 * A contact's entry in the queue, as its state names it.
 *
 * @param lane that it is in, or beside
 * @param since when what waits there came; empty beside the lane
 */
public record QueueEntry(Lane lane, Optional<Instant> since) {

  /** Reads one. */
  public static QueueEntry read(String entry) {
    String[] names = entry.split("/", ContactQueue.PARTS);
    Optional<Instant> since =
        entry.startsWith(ContactQueue.QUEUE)
            ? Optional.of(Instant.ofEpochMilli(Long.parseLong(names[3])))
            : Optional.empty();
    return new QueueEntry(Lane.valueOf(names[2]), since);
  }

  /** When what waits in a lane came; empty for what waits beside it, or does not wait. */
  static Optional<Instant> since(Progress progress) {
    return Optional.ofNullable(Progress.queueKey(progress)).flatMap(entry -> read(entry).since());
  }
}
