package io.m1bridge.edm.poll;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts of one task. Everything happens on the task's thread. */
public final class PollTask {

  private static final Logger LOG = LoggerFactory.getLogger(PollTask.class);

  private final PollEnvironment environment;
  private final TaskCalls calls;
  private final PollStore store;
  private final PollOutput output;
  private final TreeMap<String, AccountPoller> accounts = new TreeMap<>();
  private final LedgerKeeper keeper;
  private LedgerRestore restore = new LedgerRestore();

  /** Takes up the accounts that the store holds. */
  public PollTask(
      PollEnvironment environment, TaskCalls calls, PollStore store, PollOutput output) {
    this.environment = environment;
    this.calls = calls;
    this.store = store;
    this.output = output;
    this.keeper = new LedgerKeeper(environment.clock(), store);
    store.accounts().forEach(this::take);
  }

  /**
   * An account was declared, changed or removed. What others write must not end the task: what
   * cannot be meant is logged, and the account stays as it was.
   *
   * @param id the record's key; null if it has none
   * @param descriptor null if removed
   */
  public void account(@Nullable String id, @Nullable AccountDescriptor descriptor) {
    if (id == null || !AccountId.isValid(id)) {
      LOG.warn("A record of the accounts topic whose key is no account id is left out");
    } else if (descriptor == null) {
      drop(id);
      store.remove(id);
    } else if (!id.equals(descriptor.account())) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say("An account descriptor of another account is left out");
    } else {
      described(id, descriptor);
    }
  }

  /**
   * A person's command. What is not for this service, or of what it does not know, is left out.
   *
   * @param id the account's
   */
  public void command(String id, Command command) {
    AccountPoller known = accounts.get(id);
    if (known == null || !known.obey(command)) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, AccountId.isValid(id) ? id : "invalid")
          .with(LogKey.ACTION, command.action())
          .with(LogKey.BY, command.by())
          .say("A command is left out: it is of nothing that is known here");
    }
  }

  private void described(String id, AccountDescriptor descriptor) {
    AccountPoller known = accounts.get(id);
    if (known != null && known.incarnation() == descriptor.incarnation()) {
      known.describe(descriptor);
      return;
    }
    drop(id);
    AccountState state = AccountState.of(descriptor);
    store.save(state);
    take(state);
  }

  private void take(AccountState account) {
    accounts.put(
        account.descriptor().account(),
        new AccountPoller(account, environment, calls, store, output));
  }

  /** To be called several times a second. */
  public void tick() {
    accounts.values().forEach(AccountPoller::tick);
    keeper.tick(this::campaigns);
  }

  /**
   * Begins to bring rows back that were put away, and that campaigns want again; empty if none do.
   */
  public Optional<LedgerRestore> restore() {
    Instant now = environment.clock().instant();
    LedgerRestore begun = new LedgerRestore();
    campaigns()
        .forEach(
            campaign -> {
              CampaignLedger wanting = campaign.reads().wantingRows(campaign.state(), now);
              if (wanting != null) {
                begun.add(campaign.state(), wanting);
              }
            });
    restore = begun;
    return begun.isEmpty() ? Optional.empty() : Optional.of(begun);
  }

  private Stream<CampaignPoll> campaigns() {
    return accounts.values().stream().flatMap(AccountPoller::campaigns);
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
      keeper.lookAgain();
      // Whoever takes the account up again has ledgers of its own, which know nothing of these.
      restore.drop(id);
    }
  }
}
