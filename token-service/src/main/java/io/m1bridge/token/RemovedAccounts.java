package io.m1bridge.token;

import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an account that is gone from the configuration is erased. A configuration that failed to
 * load must not cost a grant: by default nothing is, and never at once, and never when no account
 * at all is declared. The time counts anew from every start, so that replicas with the old and the
 * new configuration side by side agree before anything happens.
 */
final class RemovedAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(RemovedAccounts.class);

  private final RemovalSettings.Policy policy;
  private final Duration grace;
  private final Clock clock;
  private final Map<AccountId, Instant> goneSince = new HashMap<>();

  RemovedAccounts(RemovalSettings settings, Clock clock) {
    this.policy = settings.removedAccounts();
    this.grace = settings.eraseAfter();
    this.clock = clock;
  }

  /**
   * Whether its time is over; says once that it runs.
   *
   * @param othersAreDeclared whether the configuration declares any account
   */
  boolean mayErase(AccountId id, boolean othersAreDeclared) {
    Instant now = clock.instant();
    boolean erases = policy == RemovalSettings.Policy.ERASE && othersAreDeclared;
    Instant since = goneSince.get(id);
    if (since == null) {
      goneSince.put(id, now);
      tell(id, erases, now);
      return false;
    }
    return erases && !now.isBefore(since.plus(grace));
  }

  /** It is erased: if it comes back, its time begins anew. */
  void forget(AccountId id) {
    goneSince.remove(id);
  }

  private void tell(AccountId id, boolean erases, Instant now) {
    if (erases) {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .with(LogKey.ERASED_AT, now.plus(grace))
          .with(LogKey.SETTING, "m1bridge.token.erase-after")
          .say(
              "An account is no longer in the configuration: it is erased unless it is declared again");
    } else {
      LogLine.warn(LOG)
          .with(LogKey.ACCOUNT_ID, id)
          .say(
              "An account is no longer in the configuration but still works: DELETE /v1/accounts/<id>"
                  + " erases it");
    }
  }
}
