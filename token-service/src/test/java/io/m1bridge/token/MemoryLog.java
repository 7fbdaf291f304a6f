package io.m1bridge.token;

import io.m1bridge.contracts.AccountEvent;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A log in memory, with the events that were written. */
public final class MemoryLog implements AccountLog {

  public final Map<AccountId, Account> accounts = new HashMap<>();
  public final List<AccountEvent> events = new ArrayList<>();
  public final Map<AccountId, String> damaged = new HashMap<>();
  public boolean owner = true;

  @Override
  public List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  @Override
  public Optional<Account> account(AccountId id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public Optional<String> damage(AccountId id) {
    return Optional.ofNullable(damaged.get(id));
  }

  @Override
  public boolean mayGrant(AccountId id) {
    return owner;
  }

  @Override
  public <R> R decide(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner {
    if (!owner) {
      throw new NotOwner("moved");
    }
    Decision<R> decided = decision.apply(account(id));
    Change change = decided.change();
    if (change instanceof Change.Put put) {
      accounts.put(id, put.account());
      events.addAll(put.events());
    } else if (change instanceof Change.Remove remove) {
      accounts.remove(id);
      damaged.remove(id);
      events.addAll(remove.events());
    }
    return decided.result();
  }
}
