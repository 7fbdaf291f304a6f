package io.m1bridge.contactsync.undelivered;

import io.m1bridge.contactsync.contact.Aside;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Listed;
import io.m1bridge.contactsync.contact.Progress;
import io.m1bridge.contactsync.contact.Rejection;
import io.m1bridge.contactsync.contact.Seen;
import io.m1bridge.contracts.Undelivered.State;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a contact is not in M1 as the CRM wants it.
 *
 * @param reason constant code; documented in {@code docs/undelivered.md}
 */
public record Obstacle(State state, String reason) {

  /** It waits for a call, or is on one. */
  public static final Obstacle QUEUED = new Obstacle(State.WAITING, "queued");

  /** Its address is not to be mailed. */
  public static final Obstacle SUPPRESSED = new Obstacle(State.BLOCKED, "suppressed");

  /** The CRM says that its person does not want mail. */
  public static final Obstacle OPTED_OUT = new Obstacle(State.BLOCKED, "opted-out");

  /** The mode of its account does not carry out what the CRM wants. */
  public static final Obstacle BY_MODE = new Obstacle(State.BLOCKED, "mode");

  /** M1 has it without us, and the mode of its account leaves such contacts as they are. */
  public static final Obstacle ALREADY_THERE = new Obstacle(State.BLOCKED, "already-in-m1");

  private static final Obstacle IN_DOUBT = new Obstacle(State.IN_DOUBT, "outcome-unknown");

  /** A delete job may hold it for as long as M1's lists lag. */
  private static final Obstacle DELETING = new Obstacle(State.WAITING, "deleting");

  /** It is to be deleted, and no mark finds it. */
  public static final Obstacle ID_AWAITED = new Obstacle(State.WAITING, "id-awaited");

  private static final Obstacle ADDRESS_TAKEN = new Obstacle(State.PARKED, "email-taken");

  private static final Obstacle IDENTITY_TAKEN = new Obstacle(State.PARKED, "identity-taken");

  private static final Obstacle LISTED_TWICE = new Obstacle(State.WAITING, "listed-twice");

  private static final Obstacle BATCH_REFUSED = new Obstacle(State.WAITING, "batch-refused");

  private static final Map<Aside.Kind, Obstacle> ASIDE =
      Map.of(
          Aside.Kind.BISECT,
          BATCH_REFUSED,
          Aside.Kind.BISECT_REST,
          BATCH_REFUSED,
          Aside.Kind.LABELS,
          new Obstacle(State.WAITING, "property-awaited"),
          Aside.Kind.JOINS,
          new Obstacle(State.WAITING, "many-groups"),
          Aside.Kind.LISTS,
          new Obstacle(State.WAITING, "list-awaited"),
          Aside.Kind.FORGET,
          QUEUED,
          Aside.Kind.PROPERTY_MISSING,
          new Obstacle(State.REJECTED, "property-missing"));

  private static final Obstacle MISSING = new Obstacle(State.DIFFERS, "missing-in-m1");

  private static final Obstacle DIFFERS = new Obstacle(State.DIFFERS, "differs-in-m1");

  private static final Obstacle NOT_TAKEN = new Obstacle(State.DIFFERS, "not-taken-by-m1");

  private static final String SENT_ONCE_CONNECTED =
      "Connect its account at token-service: it is then sent by itself";

  private static final Map<String, String> NEXT_STEPS =
      Map.ofEntries(
          Map.entry(
              "queued",
              "It goes with one of the next calls of its account: look there if none is made"),
          Map.entry(
              "batch-refused",
              "M1 refused the batch that it was in: it is sent again in a smaller one"),
          Map.entry(
              "property-awaited", "Its custom properties are looked up in M1, or created, first"),
          Map.entry(
              "many-groups",
              "It joins groups that hardly anybody else joins, one call each, beside the others"),
          Map.entry("deleting", "It is looked up in M1's lists and deleted: they may lag"),
          Map.entry(
              "property-missing",
              "Create the custom property in M1, or set m1bridge.contact-sync.create-properties=true:"
                  + " it is then sent by itself"),
          Map.entry(
              "outcome-unknown",
              "It is sent again, or verified, once its last call can no longer land"),
          Map.entry(
              "email-taken",
              "Another contact of the CRM has this address: change or delete one of the two"),
          Map.entry(
              IDENTITY_TAKEN.reason(),
              "Another contact of the CRM is known by the same value: change or delete one of the"
                  + " two"),
          Map.entry(
              "list-awaited",
              "It is added once M1's list was read and does not show it: an add would not find it"
                  + " there, or write over it. Where the list shows others and nobody of ours, one is added first, and the"
                  + " rest once the list shows that one: look whether M1 hides or alters what they"
                  + " are known by"),
          Map.entry(
              ID_AWAITED.reason(),
              "It is deleted by the id that M1's lists tell, once a pass has read them to their end:"
                  + " its account says under reconcile how far the last one came"),
          Map.entry(
              LISTED_TWICE.reason(),
              "M1 lists two contacts under what it is known by: leave that to one of them in M1"),
          Map.entry("suppressed", "It is sent when the suppression is lifted"),
          Map.entry("opted-out", "It is sent when the CRM says that the person wants mail"),
          Map.entry(
              MISSING.reason(),
              "M1 acknowledged it and does not list it: repair the account, which adds it again"),
          Map.entry(
              DIFFERS.reason(),
              "M1 shows a field otherwise than it acknowledged: repair the account, which writes it"
                  + " again"),
          Map.entry(
              NOT_TAKEN.reason(),
              "It was sent again and M1 shows the same as before: look at the contact in M1"),
          Map.entry(
              ALREADY_THERE.reason(),
              "M1 has it already, and the mode add-only leaves it as it is: docs/modes.md"),
          Map.entry("mode", "The mode of its account does not carry it out: docs/modes.md"),
          Map.entry(
              Rejection.ACCOUNT_UNKNOWN.cause().code(),
              "Declare its account at token-service and connect it: it is then sent by itself"),
          Map.entry(Rejection.ACCOUNT_NOT_CONNECTED.cause().code(), SENT_ONCE_CONNECTED));

  private static final String REJECTED =
      "See its dead letter; correct the contact in the CRM, and the changed one is sent; or mend the"
          + " cause in M1, then retry the account";
  private static final String DEAD_LETTERED =
      "See its dead letter; correct what sends the change, and send the contact again; or mend the"
          + " mapping or the limit here, then replay the account's dead letters";

  /** Reasons of our own; the others are codes of dead letters. */
  static Set<String> reasons() {
    return NEXT_STEPS.keySet();
  }

  /** A change of the contact that could not be read, or was too much. */
  public static Obstacle deadLetter(String code) {
    return new Obstacle(State.DEAD_LETTERED, code);
  }

  /**
   * Why a contact is not in M1 as the CRM wants it; empty if it is.
   *
   * @param rule that keeps it from M1
   */
  public static Optional<Obstacle> of(ContactState contact, Optional<Obstacle> rule) {
    return onTheWay(contact).or(() -> rule).or(() -> inM1(contact));
  }

  /**
   * The same by what is stored of the contact alone: what rules keep from M1 tells its place in the
   * list.
   */
  public static Optional<Obstacle> asStored(ContactState contact) {
    Listed listed = contact.listed();
    if (listed != null && listed.unread() != null) {
      return Optional.of(deadLetter(listed.reason()));
    }
    return onTheWay(contact)
        .or(() -> Optional.ofNullable(listed).map(it -> new Obstacle(it.state(), it.reason())));
  }

  /** What stands in the way on its way to M1; empty for a contact without anything to do. */
  public static Optional<Obstacle> onTheWay(ContactState contact) {
    Progress progress = contact.progress();
    if (progress instanceof Progress.Parked) {
      return Optional.of(contact.isKeyed() ? IDENTITY_TAKEN : ADDRESS_TAKEN);
    }
    if (progress instanceof Progress.Held held) {
      return Optional.of(of(held, contact));
    }
    if (progress instanceof Progress.Rejected rejected) {
      return Optional.of(new Obstacle(State.REJECTED, rejected.code()));
    }
    return progress instanceof Progress.Queued queued
        ? Optional.of(of(queued.aside(), contact))
        : Optional.empty();
  }

  /** What M1 was seen not to have of a contact that is not on its way; empty for nothing. */
  public static Optional<Obstacle> inM1(ContactState contact) {
    Seen seen = contact.seen();
    if (seen == null || seen.differs().isEmpty()) {
      return Optional.empty();
    }
    if (seen.isInVain()) {
      return Optional.of(NOT_TAKEN);
    }
    return Optional.of(seen.isMissing() ? MISSING : DIFFERS);
  }

  private static Obstacle of(Progress.Held held, ContactState contact) {
    return switch (held.phase()) {
      case IN_DOUBT -> IN_DOUBT;
      case IN_FLIGHT -> held.row() == null ? DELETING : of(held.aside(), contact);
    };
  }

  private static Obstacle of(@Nullable Aside aside, ContactState contact) {
    String wanted = contact.wantedAddress();
    if (Aside.LISTS.equals(aside) && wanted != null && contact.standsUnder(wanted)) {
      return LISTED_TWICE;
    }
    boolean byNoMark = aside == null || aside.kind() == Aside.Kind.FORGET;
    if (byNoMark && contact.stale().stream().anyMatch(it -> it.isKeyed() && !it.isIdTold())) {
      return ID_AWAITED;
    }
    return aside == null ? QUEUED : Objects.requireNonNull(ASIDE.get(aside.kind()));
  }

  /** What happens next by itself, or what a person can do. */
  public String nextStep() {
    return switch (state) {
      case DEAD_LETTERED -> DEAD_LETTERED;
      case REJECTED -> NEXT_STEPS.getOrDefault(reason, REJECTED);
      default -> Objects.requireNonNull(NEXT_STEPS.get(reason), reason);
    };
  }
}
