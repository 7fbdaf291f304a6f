package io.m1bridge.contactsync.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has an address in one account, and who waits for it, first come first served.
 *
 * @param holder contact key; null while nobody has it
 * @param waiting contact keys
 */
record EmailHolder(@Nullable String holder, List<String> waiting) {

  EmailHolder {
    waiting = List.copyOf(waiting);
  }

  static EmailHolder of(String holder) {
    return new EmailHolder(holder, List.of());
  }

  EmailHolder heldBy(@Nullable String other) {
    return new EmailHolder(other, waiting.stream().filter(key -> !key.equals(other)).toList());
  }

  EmailHolder withWaiting(String key) {
    if (waiting.contains(key)) {
      return this;
    }
    List<String> more = new ArrayList<>(waiting);
    more.add(key);
    return new EmailHolder(holder, more);
  }

  EmailHolder withoutWaiting(String key) {
    return new EmailHolder(holder, waiting.stream().filter(other -> !other.equals(key)).toList());
  }

  @Override
  public String toString() {
    return "EmailHolder[" + waiting.size() + " waiting]";
  }
}
