package io.m1bridge.contactsync.contact;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.m1bridge.address.EmailAddress;
import io.m1bridge.m1.AccountId;
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
 * @param maybe what an add of unknown outcome carried: the contact may be in M1 with these values;
 *     empty if there was none
 * @param toDelete what has to go before anything else is done
 * @param waiting the latest change that no call carries yet
 * @param carried the change that the call in flight carries
 * @param inFlight id of the call or delete job that holds the contact; null if free
 * @param place where it stands in the queue, as stored; null if nowhere
 * @param doomed the CRM deleted it while it was in flight: whatever stands in M1 when the call
 *     ended has to go, also if the CRM has made it anew since
 * @param suspect set while a refused batch is being split
 * @param halted M1 refused it alone: nothing is sent before the CRM changes it
 * @param parked waits for an email that another contact holds
 * @param lastProblem why the last call did not end well; no contact data
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ContactState(
    ContactKey key,
    @Nullable Desired desired,
    @Nullable Synced synced,
    Map<String, String> maybe,
    List<Copy> toDelete,
    @Nullable OpenChange waiting,
    @Nullable OpenChange carried,
    @Nullable String inFlight,
    @Nullable String place,
    boolean doomed,
    @Nullable Suspect suspect,
    boolean halted,
    boolean parked,
    @Nullable String lastProblem) {

  public ContactState {
    maybe = maybe == null ? Map.of() : Map.copyOf(maybe);
    toDelete = toDelete == null ? List.of() : List.copyOf(toDelete);
  }

  /** A contact that nothing is known of. */
  public static ContactState unknown(ContactKey key) {
    return new ContactState(
        key, null, null, Map.of(), List.of(), null, null, null, null, false, null, false, false,
        null);
  }

  /** Whether there is nothing left to remember. */
  @JsonIgnore
  public boolean isForgettable() {
    return desired == null
        && synced == null
        && maybe.isEmpty()
        && toDelete.isEmpty()
        && waiting == null
        && carried == null
        && inFlight == null;
  }

  /** The account. */
  @JsonIgnore
  public AccountId account() {
    return key.account();
  }

  /** Every address, normalized, that stands or may stand for this contact in M1, or is to. */
  @JsonIgnore
  public Set<String> emails() {
    Set<String> emails = new LinkedHashSet<>();
    if (desired != null && desired.email() != null) {
      emails.add(normalized(desired.email()));
    }
    if (synced != null) {
      emails.add(normalized(synced.email()));
    }
    String doubtful = maybe.get(FieldNames.EMAIL);
    if (doubtful != null) {
      emails.add(normalized(doubtful));
    }
    toDelete.forEach(copy -> emails.add(normalized(copy.email())));
    return emails;
  }

  /** This as if the CRM wanted nothing: what stands or may stand in M1. */
  public ContactState withoutDesired() {
    Edit edit = edit();
    edit.desired = null;
    return edit.done();
  }

  /** How addresses are compared: by mailbox, not by spelling. */
  public static String normalized(String email) {
    return EmailAddress.keyOf(email);
  }

  /** Starts a changed copy. */
  public Edit edit() {
    return new Edit(this);
  }

  @Override
  public String toString() {
    return "ContactState[account=" + key.account() + ", inFlight=" + inFlight + "]";
  }

  /** Collects changes of a state; not thread-safe. */
  public static final class Edit {
    private final ContactKey key;
    @Nullable Desired desired;
    @Nullable Synced synced;
    Map<String, String> maybe;
    List<Copy> toDelete;
    @Nullable OpenChange waiting;
    @Nullable OpenChange carried;
    @Nullable String inFlight;
    @Nullable String place;
    boolean doomed;
    @Nullable Suspect suspect;
    boolean halted;
    boolean parked;
    @Nullable String lastProblem;

    private Edit(ContactState from) {
      key = from.key;
      desired = from.desired;
      synced = from.synced;
      maybe = from.maybe;
      toDelete = from.toDelete;
      waiting = from.waiting;
      carried = from.carried;
      inFlight = from.inFlight;
      place = from.place;
      doomed = from.doomed;
      suspect = from.suspect;
      halted = from.halted;
      parked = from.parked;
      lastProblem = from.lastProblem;
    }

    /** Where it stands in the queue; null for nowhere. */
    public Edit place(@Nullable String value) {
      place = value;
      return this;
    }

    /** The change that no call carries yet. */
    public Edit waiting(@Nullable OpenChange value) {
      waiting = value;
      return this;
    }

    /** Marks it as part of a refused batch; null ends that. */
    public Edit suspect(@Nullable Suspect value) {
      suspect = value;
      return this;
    }

    /** Whether M1 refused it alone. */
    public Edit halted(boolean value) {
      halted = value;
      return this;
    }

    /** Whether it waits for an address. */
    public Edit parked(boolean value) {
      parked = value;
      return this;
    }

    /** Why the last call did not end well. */
    public Edit lastProblem(@Nullable String value) {
      lastProblem = value;
      return this;
    }

    /** The state. */
    public ContactState done() {
      return new ContactState(
          key,
          desired,
          synced,
          maybe,
          toDelete,
          waiting,
          carried,
          inFlight,
          place,
          doomed,
          suspect,
          halted,
          parked,
          lastProblem);
    }
  }
}
