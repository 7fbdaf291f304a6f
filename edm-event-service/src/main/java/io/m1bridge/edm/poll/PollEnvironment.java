package io.m1bridge.edm.poll;

import io.m1bridge.account.AccountAccess;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.M1Port;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the whole process shares, handed to {@link PollTask} and taken apart there.
 *
 * @param eventsStay whether what is published can be read back for ever
 */
public record PollEnvironment(
    AccountAccess access,
    M1Port m1,
    PollSettings settings,
    EngagementMapper mapper,
    PollMetrics metrics,
    Clock clock,
    RandomGenerator random,
    boolean eventsStay) {

  private static final Logger LOG = LoggerFactory.getLogger(PollEnvironment.class);

  public PollEnvironment {
    PollSettings.check(settings);
  }

  /**
   * With what is known of the topic of events.
   *
   * @param limit what lets Kafka delete them; empty if they stay for ever
   */
  public PollEnvironment withRetention(Optional<String> limit) {
    if (!settings.putAwayAfter().isZero()) {
      limit.ifPresent(
          text ->
              LogLine.warn(LOG)
                  .with(LogKey.REASON, text)
                  .say("No row leaves the ledger: put-away-after needs events that stay for ever"));
    }
    return new PollEnvironment(
        access, m1, settings, mapper, metrics, clock, random, limit.isEmpty());
  }

  /**
   * Whether rows of an account's campaigns at rest may leave the ledger. Events do not tell
   * incarnations apart: what would be read back is of all of them.
   */
  boolean putsAway(AccountDescriptor account, PollStore store) {
    return eventsStay
        && !settings.putAwayAfter().isZero()
        && account.incarnation() == 1
        && !store.hasLaterIncarnation(account);
  }
}
