package io.m1bridge.contactsync.delete;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Identity;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.contact.Outcomes;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.StaleContact;
import io.m1bridge.contactsync.contact.Transition;
import io.m1bridge.contactsync.contact.Work;
import io.m1bridge.contactsync.pack.ListedRows;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.write.ContactNet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Packs queued contacts into a delete job. */
final class JobPacker {

  /** A delete that no list helped for so long is told to a person. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(3);

  /** The same where lists told ids that were no good: an hour of failures is no reason. */
  private static final Duration LEAST_WAIT = Duration.ofDays(1);

  /** A job is one record, and records are bounded; escaped, this is six times as much at worst. */
  private static final int MOST_BYTES = 120_000;

  private final ContactStore contacts;
  private final ContactNet net;
  private final PropertyCalls properties;

  JobPacker(ContactStore contacts, ContactNet net, PropertyCalls properties) {
    this.contacts = contacts;
    this.net = net;
    this.properties = properties;
  }

  /**
   * Takes as many as one job carries, which is at least one if there is any; they are in flight
   * from here on. Those that no mark would find go by known ids alone.
   *
   * @param onlyKnown whether those are left of which M1's list did not tell all ids
   */
  List<Member> take(
      List<ContactKey> keys, String jobId, int maxRows, boolean onlyKnown, Instant now) {
    List<Member> members = new ArrayList<>();
    int bytes = 0;
    int most = maxRows;
    for (ContactKey key : keys) {
      ContactState before = contacts.get(key);
      Work work = net.compute(before, () -> contacts.work(before)).orElse(null);
      if (work == null) {
        continue;
      }
      if (!(work instanceof Work.Delete delete)) {
        // The lanes were assigned under another configuration.
        contacts.apply(before, Transition.to(before));
        continue;
      }
      List<Member> more = new ArrayList<>();
      for (StaleContact stale : delete.stale()) {
        more.add(member(key.key(), stale));
      }
      boolean keyed = more.stream().anyMatch(Member::isKeyed);
      if (keyed && isHopeless(before, delete, now)) {
        contacts.apply(before, Outcomes.rejected(before, Rejection.LISTS_UNPROVEN));
        continue;
      }
      if ((onlyKnown || keyed)
          && more.stream().anyMatch(one -> one.isUnseen() || !canShow(key, one))) {
        continue;
      }
      most = keyed ? Math.min(maxRows, Way.MOST_BY_ID) : maxRows;
      bytes += more.stream().mapToInt(JobPacker::bytes).sum();
      boolean fits = members.size() + more.size() <= most && bytes <= MOST_BYTES;
      if (!members.isEmpty() && !fits) {
        break;
      }
      members.addAll(more);
      contacts.apply(before, Transition.to(Outcomes.dispatched(before, jobId, null)));
    }
    return members;
  }

  /** Whether lists tell ids that are no good, or passes tell nothing at all. */
  private boolean isHopeless(ContactState contact, Work.Delete delete, Instant now) {
    OpenChange waiting = contact.waiting();
    if (waiting == null || waiting.receivedAt().plus(LEAST_WAIT).isAfter(now)) {
      return false;
    }
    boolean overdue = waiting.receivedAt().plus(LONGEST_WAIT).isBefore(now);
    boolean unknown = delete.stale().stream().anyMatch(stale -> !stale.isIdTold());
    return delete.stale().stream().anyMatch(StaleContact::isInVain)
        || (overdue && unknown && contacts.keyed().lists().passes().areInVain(contact.account()));
  }

  /** Of a custom property that is not known no answer can be read. */
  private boolean canShow(ContactKey key, Member member) {
    return ListedRows.canShow(Identity.ofAddress(member.email()), properties.known(key.account()));
  }

  private static Member member(String key, StaleContact stale) {
    return stale.isIdTold()
        ? Member.known(key, stale.email(), stale.id())
        : Member.of(key, stale.email());
  }

  private static int bytes(Member member) {
    return member.key().getBytes(StandardCharsets.UTF_8).length
        + member.email().getBytes(StandardCharsets.UTF_8).length;
  }
}
