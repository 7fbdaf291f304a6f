package io.m1bridge.token.log;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.token.state.Account;
import java.util.List;
import java.util.Optional;

/** What a decision about an account comes to; a state and its events are one transaction. */
public sealed interface Change {

  /** The account as it stands afterwards; empty if there is none. */
  default Optional<Account> after(Optional<Account> before) {
    if (this instanceof Put put) {
      return Optional.of(put.account());
    }
    if (this instanceof Reseal reseal) {
      return Optional.of(reseal.account());
    }
    return this instanceof Keep ? before : Optional.empty();
  }

  /** Nothing is written. */
  record Keep() implements Change {}

  record Put(Account account, List<AccountEvent> events) implements Change {
    public Put {
      events = List.copyOf(events);
    }
  }

  /** The same account under the primary key: nobody outside is told, since nothing has changed. */
  record Reseal(Account account) implements Change {}

  /** The account and its secrets go: a tombstone. */
  record Remove(List<AccountEvent> events) implements Change {
    public Remove {
      events = List.copyOf(events);
    }
  }
}
