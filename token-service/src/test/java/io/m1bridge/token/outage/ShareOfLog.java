package io.m1bridge.token.outage;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.MemoryLog;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Decision;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.state.Account;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** A log in memory as one of several replicas has it: it decides about its own accounts only. */
record ShareOfLog(MemoryLog log, Predicate<AccountId> owned) implements AccountLog {

  @Override
  public List<Account> accounts() {
    return log.accounts();
  }

  @Override
  public Optional<Account> account(AccountId id) {
    return log.account(id);
  }

  @Override
  public Optional<String> damage(AccountId id) {
    return log.damage(id);
  }

  @Override
  public boolean mayGrant(AccountId id) {
    return owned.test(id);
  }

  @Override
  public <R> R decide(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner {
    if (!owned.test(id)) {
      throw new NotOwner("moved");
    }
    return log.decide(id, decision);
  }
}
