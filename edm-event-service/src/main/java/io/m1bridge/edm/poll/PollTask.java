package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.m1.AccountId;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The accounts of one task. Everything happens on the task's thread. */
public final class PollTask {

  private static final Logger LOG = Logger.getLogger(PollTask.class);

  private final PollParts parts;
  private final TreeMap<String, AccountPoller> accounts = new TreeMap<>();

  /** Takes up the accounts that the store holds. */
  public PollTask(
      PollEnvironment environment, TaskCalls calls, PollStore store, PollOutput output) {
    this.parts = PollParts.of(environment, calls, store, output);
    for (AccountState account : store.accounts()) {
      accounts.put(account.descriptor().account(), new AccountPoller(account, parts));
    }
  }

  /**
   * An account was declared, changed or removed.
   *
   * @param descriptor null if removed
   */
  public void account(String id, @Nullable AccountDescriptor descriptor) {
    if (descriptor == null) {
      drop(id);
      parts.store().remove(id);
      return;
    }
    if (!AccountId.isValid(id) || !id.equals(descriptor.account())) {
      LOG.warnf("An account descriptor whose key is not its account id is left out");
      return;
    }
    AccountPoller known = accounts.get(id);
    if (known != null && known.incarnation() == descriptor.incarnation()) {
      known.describe(descriptor);
      return;
    }
    drop(id);
    AccountState state = new AccountState(descriptor, false);
    parts.store().save(state);
    accounts.put(id, new AccountPoller(state, parts));
  }

  /** To be called several times a second. */
  public void tick() {
    accounts.values().forEach(AccountPoller::tick);
  }

  public List<AccountStatus> status() {
    return accounts.values().stream().map(AccountPoller::status).toList();
  }

  /** Drops what is under way. */
  public void close() {
    accounts.values().forEach(AccountPoller::close);
    accounts.clear();
  }

  private void drop(String id) {
    AccountPoller dropped = accounts.remove(id);
    if (dropped != null) {
      dropped.close();
    }
  }
}
