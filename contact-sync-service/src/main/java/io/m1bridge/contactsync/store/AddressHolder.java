package io.m1bridge.contactsync.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who has an address in one account, and who waits for it, first come first served.
 *
 * @param holder contact key; null while nobody has it
 * @param waiting contact keys
 */
public record AddressHolder(@Nullable String holder, List<String> waiting) {

  public AddressHolder {
    waiting = List.copyOf(waiting);
  }

  public static AddressHolder of(String holder) {
    return new AddressHolder(holder, List.of());
  }

  public AddressHolder heldBy(@Nullable String other) {
    return new AddressHolder(other, waiting.stream().filter(key -> !key.equals(other)).toList());
  }

  public AddressHolder withWaiting(String key) {
    if (waiting.contains(key)) {
      return this;
    }
    List<String> more = new ArrayList<>(waiting);
    more.add(key);
    return new AddressHolder(holder, more);
  }

  public AddressHolder withoutWaiting(String key) {
    return new AddressHolder(holder, waiting.stream().filter(other -> !other.equals(key)).toList());
  }

  @Override
  public String toString() {
    return "AddressHolder[" + waiting.size() + " waiting]";
  }
}
