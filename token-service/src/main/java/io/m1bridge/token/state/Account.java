package io.m1bridge.token.state;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * Everything about one account: one record of the log.
 *
 * @param incarnation 1 for the first M1 account behind this id
 * @param m1AccountId M1's own number, once known
 * @param since when it came into this state
 */
public record Account(
    AccountId id,
    Registration registration,
    AccountState state,
    int incarnation,
    Optional<String> m1AccountId,
    Instant since) {

  /** The same account in another state. */
  public Account in(AccountState next, Instant now) {
    return new Account(id, registration, next, incarnation, m1AccountId, now);
  }

  /** The same account, declared anew. */
  public Account declared(Registration next) {
    return new Account(id, next, state, incarnation, m1AccountId, since);
  }

  /** What everyone may know. */
  @JsonIgnore
  public AccountDescriptor descriptor(Instant now) {
    return new AccountDescriptor(
        id.value(),
        registration.plan(),
        registration.permitsPerHour(),
        state.seenAs(),
        incarnation,
        m1AccountId.orElse(null),
        now);
  }
}
