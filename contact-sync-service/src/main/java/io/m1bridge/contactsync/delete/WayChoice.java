package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.account.AccountWork;
import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which ways are open to a job: by what is known of its members, of the account, and of M1. */
final class WayChoice {

  /** So long ids are not asked for after M1's answers left one in doubt: that costs twice. */
  private static final Duration IN_VAIN = Duration.ofHours(1);

  private final Predicate<AccountId> byGroup;
  private final Map<AccountId, Instant> askedInVain = new HashMap<>();

  /**
   * @param byGroup the accounts whose groups may be deleted with their contacts
   */
  WayChoice(Predicate<AccountId> byGroup) {
    this.byGroup = byGroup;
  }

  /**
   * The way of these members, of whom all are known where M1 takes no marks, or finds none by them.
   *
   * @param ordered whether a person has each of them forgotten: of a group M1 proves one for all
   */
  Way of(AccountWork account, List<Member> members, boolean ordered, Instant now) {
    if (!account.room().mayMark(now) || members.stream().anyMatch(Member::isKeyed)) {
      return Way.BY_ID;
    }
    EnumSet<Way> open = EnumSet.of(Way.MARKED);
    boolean told = !now.isBefore(askedInVain.getOrDefault(account.id(), Instant.EPOCH));
    if (told && members.stream().noneMatch(Member::isUnseen)) {
      open.add(Way.BY_ID);
    }
    if (!ordered && byGroup.test(account.id())) {
      open.add(Way.BY_GROUP);
    }
    return Way.cheapest(open, members.size());
  }

  /** A job came from one step to the next. */
  void moved(DeleteJob before, DeleteJob after, Instant now) {
    if (before.way() == Way.BY_ID && after.way() == Way.MARKED) {
      askedInVain.put(before.account(), now.plus(IN_VAIN));
    }
  }
}
