package io.m1bridge.contactsync.undelivered;

import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contactsync.contact.OpenChange;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contracts.Undelivered;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The list of contacts that are not in M1 as the CRM wants them: kept in the ledger for questions,
 * and published. A contact that only waits for its call is listed when it has waited for a while:
 * else every change would cost two records more.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class UndeliveredList {

  private static final String SECTION = "undelivered";
  private static final String REASONS = "undelivered-reasons";

  /** A contact that waits for its call for so long is listed. */
  public static final Duration TOLD_AFTER = Duration.ofMinutes(1);

  /** Places that are counted at once. */
  private static final int PORTION = 1_000;

  private final Ledger.Section<Undelivered> stored;
  private final Ledger.Section<ReasonCounts> reasons;
  private final Output output;
  private final Clock clock;

  /** Where the published records go. */
  @FunctionalInterface
  public interface Output {

    /**
     * Publishes what is known of a contact now.
     *
     * @param value null if it is delivered
     */
    void publish(ContactKey contact, @Nullable Undelivered value);
  }

  public UndeliveredList(Ledger ledger, Output output, Clock clock) {
    this.stored = ledger.section(SECTION, Undelivered.class);
    this.reasons = ledger.section(REASONS, ReasonCounts.class);
    this.output = output;
    this.clock = clock;
  }

  /** Counts lists that were begun before there were counts: once, and before anything is moved. */
  public void load() {
    String behind = "";
    List<Undelivered> next = stored.part("", behind, 1);
    while (!next.isEmpty()) {
      String account = next.get(0).account();
      if (reasons.get(account).isEmpty()) {
        reasons.put(account, counted(account));
      }
      // Behind all keys that begin with the account and a slash.
      behind = account + "0";
      next = stored.part("", behind, 1);
    }
  }

  private ReasonCounts counted(String account) {
    ReasonCounts.Sum sum = new ReasonCounts.Sum();
    String last = "";
    List<Undelivered> part = stored.part(account + "/", last, PORTION);
    while (!part.isEmpty()) {
      part.forEach(sum::add);
      last = part.get(part.size() - 1).contactKey();
      part = stored.part(account + "/", last, PORTION);
    }
    return sum.counts();
  }

  /**
   * Writes the list for a contact that has changed.
   *
   * @param before its place before the change; null if it had none
   * @param contact as changed
   * @param queued when what waits for its call came, by the entry in its lane: a contact may be
   *     queued without a change, or before the one that waits; empty where it has none
   * @param obstacle what stands in its way; empty if nothing does
   * @return the contact with its new place
   */
  public ContactState update(
      @Nullable Listed before,
      ContactState contact,
      Optional<Instant> queued,
      Optional<Obstacle> obstacle) {
    Listed unread = unread(contact);
    Optional<Obstacle> trouble =
        unread == null ? obstacle : Optional.of(Obstacle.deadLetter(unread.reason()));
    Listed after =
        unread == null
            ? trouble
                .filter(it -> before != null || isNews(queued, it))
                .map(
                    it ->
                        Listed.of(
                            it.state(),
                            it.reason(),
                            since(contact, queued),
                            before,
                            clock.instant()))
                .orElse(null)
            : unread;
    if (Listed.tellTheSame(before, after)) {
      return contact.listed(after);
    }
    ContactState placed = put(contact, trouble, after);
    String account = contact.account().value();
    reasons.put(
        account, reasons.get(account).orElse(ReasonCounts.NONE).moved(before, placed.listed()));
    return placed;
  }

  /** A change that could not be read is the news until one is taken, which clears it. */
  private static @Nullable Listed unread(ContactState contact) {
    Listed listed = contact.listed();
    return listed != null && listed.unread() != null ? listed : null;
  }

  /**
   * A part of an account's list, in the order of the contacts' keys; also from another thread.
   *
   * @param after the contact key to go on behind; empty for the first ones
   */
  public static List<Undelivered> read(
      ReadOnlyKeyValueStore<String, byte[]> ledger, AccountId account, String after, int most) {
    return Ledger.read(ledger, SECTION, Undelivered.class, account.value() + "/", after, most);
  }

  /** How many there are for which reason, the most first; also from another thread. */
  public static List<ReasonCounts.ReasonCount> reasons(
      ReadOnlyKeyValueStore<String, byte[]> ledger, AccountId account) {
    return Ledger.read(ledger, REASONS, ReasonCounts.class, account.value())
        .orElse(ReasonCounts.NONE)
        .counts();
  }

  /**
   * A part of an account's list, in the order of the contacts' keys.
   *
   * @param after the contact key to go on behind; empty for the first ones
   */
  public List<Undelivered> part(AccountId account, String after, int most) {
    return stored.part(account.value() + "/", after, most);
  }

  private ContactState put(
      ContactState contact, Optional<Obstacle> obstacle, @Nullable Listed place) {
    String id = contact.key().stored();
    if (place == null || obstacle.isEmpty()) {
      stored.remove(id);
      output.publish(contact.key(), null);
      return contact.listed(null);
    }
    OpenChange open = contact.waiting() == null ? contact.carried() : contact.waiting();
    Undelivered value =
        new Undelivered(
            contact.account().value(),
            contact.key().key(),
            place.state(),
            place.reason(),
            obstacle.get().nextStep(),
            place.since(),
            open == null ? null : open.eventId(),
            open == null ? null : open.source());
    stored.put(id, value);
    output.publish(contact.key(), value);
    return contact.listed(place);
  }

  /** Everything but a plain wait is told at once. */
  private boolean isNews(Optional<Instant> queued, Obstacle obstacle) {
    return !obstacle.equals(Obstacle.QUEUED)
        || queued.filter(since -> !since.plus(TOLD_AFTER).isAfter(clock.instant())).isPresent();
  }

  private Instant since(ContactState contact, Optional<Instant> queued) {
    OpenChange oldest = contact.carried() == null ? contact.waiting() : contact.carried();
    Instant entered = queued.orElseGet(clock::instant);
    return oldest == null || entered.isBefore(oldest.since()) ? entered : oldest.since();
  }
}
