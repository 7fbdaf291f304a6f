package io.m1bridge.contactsync.consent;

import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

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

  /** An address is not to be mailed; null if it may be again. */
  public void set(AccountId account, String email, @Nullable Suppressed why) {
    String id = id(account, ContactState.normalized(email));
    if (why == null) {
      stored.remove(id);
    } else {
      stored.put(id, why);
    }
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
