package io.m1bridge.contactsync.consent;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The addresses that are not to be mailed, as {@code edm.suppressions} tells them. M1 forgets who
 * unsubscribed when a contact is deleted and added again, so what is added must be looked at here.
 *
 * <p>Not thread-safe: belongs to its task.
 *
 * <p>Why: {@code docs/rationale.md#suppressions-are-asked-for-where-an-add-is-planned}.
 */
public final class Suppressions implements SuppressionLookup {

  private static final String SECTION = "suppression";

  private final Ledger.Section<Suppressed> stored;

  public Suppressions(Ledger ledger) {
    this.stored = ledger.section(SECTION, Suppressed.class);
  }

  /** Why an address is not to be mailed, and since when. */
  public record Suppressed(Suppression.Reason reason, Instant since) {}

  /** An address is not to be mailed. */
  public void put(AccountId account, String email, Suppressed why) {
    stored.put(id(account, ContactState.normalized(email)), why);
  }

  /** An address may be mailed again. */
  public void lift(AccountId account, String email) {
    stored.remove(id(account, ContactState.normalized(email)));
  }

  @Override
  public Optional<Suppressed> find(AccountId account, String email) {
    return stored.get(id(account, email));
  }

  /** The same, from outside of the task. */
  public static Optional<Suppressed> find(
      ReadOnlyKeyValueStore<String, byte[]> ledger, AccountId account, String email) {
    return Ledger.read(ledger, SECTION, Suppressed.class, id(account, email));
  }

  private static String id(AccountId account, String email) {
    return account + "/" + email;
  }
}
