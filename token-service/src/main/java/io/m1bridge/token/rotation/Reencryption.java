package io.m1bridge.token.rotation;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.AccountLog;
import io.m1bridge.token.log.Change;
import io.m1bridge.token.log.LogUnavailable;
import io.m1bridge.token.log.NotOwner;
import io.m1bridge.token.log.StateView;
import io.m1bridge.token.secret.KeyId;
import io.m1bridge.token.secret.Keyset;
import io.m1bridge.token.state.Account;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records that an older key protects once more, under the primary one: each at its owner, by
 * the same fenced transaction as every other change, a few per round. What is left to do is read
 * from the log itself, so it goes on where anyone stopped, and there is nothing to remember.
 */
public final class Reencryption {

  private static final Logger LOG = LoggerFactory.getLogger(Reencryption.class);

  /** With about two rounds a second 10,000 accounts take 10 minutes. */
  static final int PER_ROUND = 10;

  private final AccountLog log;
  private final StateView view;
  private final Keyset keyset;
  private final BooleanSupplier busy;
  private final Set<KeyId> emptying = new TreeSet<>();
  private boolean working;

  /**
   * @param busy whether a refresh is under way, which comes first
   */
  public Reencryption(AccountLog log, StateView view, Keyset keyset, BooleanSupplier busy) {
    this.log = log;
    this.view = view;
    this.keyset = keyset;
    this.busy = busy;
  }

  /** A few records; by one thread at a time, about twice a second. */
  public void round() {
    KeyId primary = keyset.primary();
    KeyUse use = KeyUse.of(keyset, view);
    use.keys().stream()
        .filter(key -> key.role() == KeyUse.Role.OLDER && key.records() > 0)
        .forEach(key -> emptying.add(key.id()));
    if (use.remaining() > 0) {
      some(primary);
    }
    tellWhatMayGo(use);
  }

  private void some(KeyId primary) {
    List<Account> open =
        view.accounts().stream()
            .filter(account -> view.isSealedOtherwise(account.id(), primary))
            .filter(account -> log.mayGrant(account.id()))
            .toList();
    if (open.isEmpty()) {
      ended(primary);
      return;
    }
    if (!working) {
      working = true;
      LogLine.info(LOG)
          .with(LogKey.COUNT, open.size())
          .with(LogKey.KEY_ID, primary)
          .say("Records owned here come under the primary key");
    }
    // Never none: a token endpoint that hangs must not stop a rotation.
    open.stream().limit(busy.getAsBoolean() ? 1 : PER_ROUND).forEach(a -> again(a.id(), primary));
  }

  private void again(AccountId id, KeyId primary) {
    try {
      log.update(
          id,
          current ->
              current
                  .filter(account -> view.isSealedOtherwise(id, primary))
                  .<Change>map(Change.Reseal::new)
                  .orElseGet(Change.Keep::new));
    } catch (NotOwner | LogUnavailable e) {
      LogLine.info(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.REASON, e.getMessage())
          .say("An account is encrypted again at a later round");
    }
  }

  private void ended(KeyId primary) {
    if (working) {
      working = false;
      LogLine.info(LOG)
          .with(LogKey.KEY_ID, primary)
          .say("All records owned here are under the primary key");
    }
  }

  private void tellWhatMayGo(KeyUse use) {
    if (use.remaining() == 0) {
      ended(use.primary());
    }
    for (KeyUse.Key key : use.keys()) {
      if (key.mayBeTakenOut() && emptying.remove(key.id())) {
        LogLine.info(LOG)
            .with(LogKey.KEY_ID, key.id())
            .say("No record is left under a key: it may be taken out of the keyset (--remove-key)");
      }
    }
  }
}
