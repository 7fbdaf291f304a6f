package io.m1bridge.contactsync.undelivered;

import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.AccountId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Looks through an account's list in the order of its keys, as far as one answer may take. */
public final class UndeliveredSearch {

  /** Contacts that one answer looks at: some tenths of a second. */
  public static final int MOST_LOOKED = 100_000;

  private static final int PORTION = 1_000;

  private UndeliveredSearch() {}

  /**
   * What was found.
   *
   * @param contacts in the order of their keys
   * @param looked how many were looked at for it
   * @param next the key to go on behind; null if there is nothing behind
   */
  public record Found(List<Undelivered> contacts, int looked, @Nullable String next) {
    public Found {
      contacts = List.copyOf(contacts);
    }
  }

  /**
   * Those that a filter lets pass.
   *
   * @param after the contact key to go on behind; empty for the first ones
   * @param most so many at most
   */
  public static Found find(
      ReadOnlyKeyValueStore<String, byte[]> ledger,
      AccountId account,
      UndeliveredFilter filter,
      String after,
      int most) {
    List<Undelivered> found = new ArrayList<>();
    int looked = 0;
    String last = after;
    while (true) {
      int portion = filter.isAll() ? Math.min(PORTION, most - found.size() + 1) : PORTION;
      List<Undelivered> part = UndeliveredList.read(ledger, account, last, portion);
      for (Undelivered one : part) {
        if (found.size() == most || looked == MOST_LOOKED) {
          return new Found(found, looked, last);
        }
        looked++;
        last = one.contactKey();
        if (filter.accepts(one)) {
          found.add(one);
        }
      }
      if (part.size() < portion) {
        return new Found(found, looked, null);
      }
    }
  }
}
