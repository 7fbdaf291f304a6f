package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.m1.AccountId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one contact. Immutable; {@link Folding} and {@link Outcomes} say how it
 * changes.
 *
 * @param desired what the CRM wants; null if it has no such contact
 * @param synced what M1 acknowledged; null if the contact is not known to be there
 * @param doubtful what an add of unknown outcome carried: the contact may be in M1 with these; the
 *     address itself under {@link #addressField}, else {@link Fingerprint}s; empty if none
 * @param stale what has to go before anything else is done
 * @param waiting the latest change that no call carries yet
 * @param progress where it is on its way
 * @param lastProblem why the last call did not end well; no contact data
 * @param listed its place among what is not delivered; null if it has none
 * @param seen what M1's list showed of it; null if no list did yet
 * @param trail what last became of it; null if nothing did since that is kept
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactState(
    ContactKey key,
    @Nullable Desired desired,
    @Nullable Synced synced,
    Map<String, String> doubtful,
    List<StaleContact> stale,
    @Nullable OpenChange waiting,
    Progress progress,
    @Nullable String lastProblem,
    @Nullable Listed listed,
    @Nullable Seen seen,
    @Nullable Trail trail) {

  public ContactState {
    doubtful = doubtful == null ? Map.of() : Map.copyOf(doubtful);
    stale = stale == null ? List.of() : List.copyOf(stale);
    progress =
        progress instanceof Progress.Rejected rejected ? rejected.orElse(lastProblem) : progress;
  }

  /** A contact that nothing is known of. */
  public static ContactState unknown(ContactKey key) {
    return new ContactState(
        key, null, null, Map.of(), List.of(), null, Progress.IDLE, null, null, null, null);
  }

  /** Whether there is nothing left to remember. */
  @JsonIgnore
  public boolean isForgettable() {
    return desired == null
        && synced == null
        && doubtful.isEmpty()
        && stale.isEmpty()
        && waiting == null
        && listed == null
        && !(progress instanceof Progress.Held);
  }

  /** The account. */
  @JsonIgnore
  public AccountId account() {
    return key.account();
  }

  /** Id of the call or delete job that holds the contact; null if none does. */
  @JsonIgnore
  public @Nullable String heldBy() {
    return progress instanceof Progress.Held held ? held.callId() : null;
  }

  /** The change that a call carries; null if none does. */
  @JsonIgnore
  public @Nullable OpenChange carried() {
    return progress instanceof Progress.Held held ? held.carried() : null;
  }

  /** The address that the CRM wants, normalized; null if it wants no contact. */
  @JsonIgnore
  public @Nullable String wantedAddress() {
    @Nullable String address = desired == null ? null : desired.address();
    return address == null ? null : normalized(address);
  }

  /** The email that the CRM wants, normalized, whatever the contact is known by; null for none. */
  @JsonIgnore
  public @Nullable String wantedEmail() {
    @Nullable String email = desired == null ? null : desired.fields().get(FieldNames.EMAIL);
    return email == null ? null : normalized(email);
  }

  /** Whether the CRM wants it known by something else than its email. */
  @JsonIgnore
  public boolean isKeyed() {
    return desired != null && !desired.identity().isEmail();
  }

  /** The address that it may stand under in M1 after an add of unknown outcome; null for none. */
  @JsonIgnore
  public @Nullable String doubtfulAddress() {
    @Nullable String keyed = doubtful.get(FieldNames.WHOLE);
    return keyed == null ? doubtful.get(FieldNames.EMAIL) : keyed;
  }

  /**
   * Under which name an address stands among what is doubtful; an email under that of its field.
   */
  static String addressField(String address) {
    return Identity.ofAddress(address).isEmail() ? FieldNames.EMAIL : FieldNames.WHOLE;
  }

  /** Whether it stands, or may stand, in M1. */
  @JsonIgnore
  public boolean isInM1() {
    return synced != null || !stale.isEmpty() || doubtfulAddress() != null;
  }

  /** Every address, normalized, that stands or may stand for this contact in M1. */
  @JsonIgnore
  public Set<String> addressesInM1() {
    Set<String> addresses = new LinkedHashSet<>();
    if (synced != null) {
      addresses.add(normalized(synced.email()));
      synced.elsewhere().forEach(email -> addresses.add(normalized(email)));
    }
    String uncertain = doubtfulAddress();
    if (uncertain != null) {
      addresses.add(normalized(uncertain));
    }
    stale.forEach(contact -> addresses.add(normalized(contact.email())));
    SentRow row = sent();
    if (row != null) {
      addresses.add(normalized(row.email()));
    }
    return addresses;
  }

  /** What is on its way of it: the CRM may want another address since; null if nothing is. */
  private @Nullable SentRow sent() {
    return progress instanceof Progress.Held held ? held.row() : null;
  }

  /** Every email, normalized, by which M1 has it, or may have it, mailed. */
  @JsonIgnore
  public Set<String> emailsInM1() {
    Set<String> emails = new LinkedHashSet<>(addressesInM1());
    emails.removeIf(address -> !Identity.ofAddress(address).isEmail());
    if (synced != null) {
      synced.emails().forEach(email -> emails.add(normalized(email)));
    }
    return emails;
  }

  /** How addresses are compared: by mailbox or number, not by spelling. */
  public static String normalized(String address) {
    return Identity.normalized(address);
  }

  /** The same on its way elsewhere. */
  ContactState at(Progress next) {
    return new ContactState(
        key, desired, synced, doubtful, stale, waiting, next, lastProblem, listed, seen, trail);
  }

  /** The same with another change waiting. */
  public ContactState waitingFor(@Nullable OpenChange change) {
    return new ContactState(
        key, desired, synced, doubtful, stale, change, progress, lastProblem, listed, seen, trail);
  }

  /** The same with what went wrong; null if nothing did. */
  public ContactState withProblem(@Nullable String problem) {
    return new ContactState(
        key, desired, synced, doubtful, stale, waiting, progress, problem, listed, seen, trail);
  }

  /** The same at this place among what is not delivered; null if it has none. */
  public ContactState listed(@Nullable Listed place) {
    return new ContactState(
        key, desired, synced, doubtful, stale, waiting, progress, lastProblem, place, seen, trail);
  }

  /** The same, where an earlier change that could not be read is past: this one could. */
  ContactState read() {
    return listed != null && listed.unread() != null ? listed(null) : this;
  }

  /** The same with what last became of it; null if nothing did. */
  public ContactState with(@Nullable Trail next) {
    return new ContactState(
        key, desired, synced, doubtful, stale, waiting, progress, lastProblem, listed, seen, next);
  }

  ContactState wanting(@Nullable Desired next) {
    return new ContactState(
        key, next, synced, doubtful, stale, waiting, progress, lastProblem, listed, seen, trail);
  }

  /** The same with other knowledge of what stands in M1. */
  ContactState inM1(
      @Nullable Synced known, Map<String, String> uncertain, List<StaleContact> toGo) {
    boolean same =
        known == null
            || synced == null
            || normalized(known.email()).equals(normalized(synced.email()));
    return new ContactState(
        key,
        desired,
        known,
        uncertain,
        toGo,
        waiting,
        progress,
        lastProblem,
        listed,
        same && toGo.isEmpty() ? seen : null,
        trail);
  }

  /** The same with what M1's list showed of it; null if none did. */
  public ContactState seen(@Nullable Seen shown) {
    return new ContactState(
        key,
        desired,
        synced,
        doubtful,
        stale,
        waiting,
        progress,
        lastProblem,
        listed,
        shown,
        trail);
  }

  /** The same, where M1 acknowledged these fields since its list was read. */
  ContactState acknowledged(Collection<String> fields) {
    return seen == null ? this : seen(seen.acknowledged(fields));
  }

  /** The same, which joins this group before any other. */
  public ContactState joiningFirst(String group) {
    boolean joined = synced != null && synced.groups().contains(group);
    return desired == null || joined ? this : wanting(desired.in(group));
  }

  /** Whether M1 acknowledged it under this address, which is normalized. */
  public boolean standsUnder(String email) {
    return synced != null && normalized(synced.email()).equals(email);
  }

  /** What M1 acknowledged has to go, by the id by which its list last showed it. */
  StaleContact toGo(Synced acknowledged) {
    if (seen == null) {
      return StaleContact.of(acknowledged.email());
    }
    boolean alone = seen.alone() != 0 && seen.alone() == seen.pass();
    return new StaleContact(acknowledged.email(), seen.id(), seen.pass(), 0, alone, false, 0);
  }

  /** The same, where a pass shows by this id what has to go from an address, normalized. */
  public ContactState shownStale(String email, long id, long pass) {
    List<StaleContact> known =
        stale.stream()
            .map(
                contact ->
                    normalized(contact.email()).equals(email) ? contact.shown(id, pass) : contact)
            .toList();
    return known.equals(stale) ? this : inM1(synced, doubtful, known).seen(seen);
  }

  /** Whether the CRM has no such contact, and what it left in M1 is to stay there. */
  @JsonIgnore
  public boolean isLeft() {
    return desired == null && stale.isEmpty() && !(progress instanceof Progress.Held);
  }

  /** The same as if M1 had never heard of it: another account stands behind the id. */
  public ContactState forgottenByM1() {
    return inM1(null, Map.of(), List.of()).seen(null);
  }

  @Override
  public String toString() {
    return "ContactState[account="
        + key.account()
        + ", "
        + progress.getClass().getSimpleName()
        + "]";
  }
}
