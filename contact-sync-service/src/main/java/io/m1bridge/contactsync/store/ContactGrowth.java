package io.m1bridge.contactsync.store;

import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast the contacts of each account grow in number: counted once a day, as they change, and
 * kept for a week. The first day is not looked at: it is the first load.
 */
public final class ContactGrowth {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST_COUNTS = 8;

  private final Ledger.Section<Counted> section;
  private final Map<AccountId, Counted> counted = new HashMap<>();

  ContactGrowth(Ledger ledger) {
    section = ledger.section("growth", Counted.class);
  }

  /** Contacts at a time. */
  private record Count(Instant at, long contacts) {}

  /**
   * What was counted of an account.
   *
   * @param begun when its contacts first changed
   * @param counts a day apart at least, oldest first
   */
  private record Counted(Instant begun, List<Count> counts) {

    Instant last() {
      return counts.isEmpty() ? begun : counts.get(counts.size() - 1).at();
    }

    Counted and(Count count) {
      List<Count> all = new ArrayList<>(counts);
      all.add(count);
      return new Counted(begun, all.subList(Math.max(0, all.size() - MOST_COUNTS), all.size()));
    }
  }

  /**
   * The number is about to change.
   *
   * @param contacts before
   */
  void changes(AccountId account, long contacts, Instant now) {
    Optional<Counted> known = known(account);
    if (known.isEmpty()) {
      put(account, new Counted(now, List.of()));
    } else if (!now.isBefore(known.get().last().plus(DAY))) {
      put(account, known.get().and(new Count(now, contacts)));
    }
  }

  private Optional<Counted> known(AccountId account) {
    Counted known = counted.get(account);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Counted> stored = section.get(account.value());
    stored.ifPresent(found -> counted.put(account, found));
    return stored;
  }

  private void put(AccountId account, Counted known) {
    counted.put(account, known);
    section.put(account.value(), known);
  }

  /**
   * Contacts more a day over the last week, negative where they become fewer; empty before a day
   * was counted.
   *
   * @param contacts now
   */
  public OptionalDouble perDay(AccountId account, long contacts, Instant now) {
    List<Count> counts = known(account).map(Counted::counts).orElse(List.of());
    if (counts.isEmpty()) {
      return OptionalDouble.empty();
    }
    Count from = counts.get(0);
    for (Count count : counts) {
      from = count.at().plus(WEEK).isAfter(now) ? from : count;
    }
    // Counted for minutes, a few contacts would come to thousands a day.
    Duration passed = Duration.between(from.at(), now);
    double days = (double) Math.max(passed.toMillis(), DAY.toMillis()) / DAY.toMillis();
    return OptionalDouble.of((contacts - from.contacts()) / days);
  }
}
