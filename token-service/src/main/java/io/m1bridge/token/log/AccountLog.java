package io.m1bridge.token.log;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.state.Account;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The accounts as the log has them: reading everywhere, deciding at the owner. */
public interface AccountLog {

  /** All accounts whose record can be read, sorted by id. */
  List<Account> accounts();

  /** The account, if it is known and its record can be read. */
  Optional<Account> account(AccountId id);

  /**
   * Why the account's record cannot be read; empty if it can, or there is none. {@link #account} is
   * empty for it, although there is an account: whoever writes must not take that for free.
   */
  Optional<String> damage(AccountId id);

  /** Whether this replica owns the account and the group heard of it a short while ago. */
  boolean mayGrant(AccountId id);

  /**
   * Decides about an account and commits the decision; decisions about accounts of one partition
   * come one after the other.
   *
   * @param decision gets the account as it stands, empty if there is none; must be quick
   * @return the decision's result, once its change is committed
   * @throws NotOwner nothing was written: someone else owns the account
   * @throws LogUnavailable it is open whether it was written; the next call finds out
   */
  <R> R decide(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable;

  /**
   * As {@link #decide}, where only the account matters.
   *
   * @return the account as it stands now
   */
  default Optional<Account> update(AccountId id, Function<Optional<Account>, Change> decision)
      throws NotOwner, LogUnavailable {
    return decide(
        id,
        current -> {
          Change change = decision.apply(current);
          return new Decision<>(change, change.after(current));
        });
  }

  /**
   * Ends what this replica itself has begun: like {@link #decide}, but also after the account was
   * given away, as long as nobody else has begun to write. Kafka's fence decides that, not the
   * group.
   */
  default <R> R finish(AccountId id, Function<Optional<Account>, Decision<R>> decision)
      throws NotOwner, LogUnavailable {
    return decide(id, decision);
  }
}
