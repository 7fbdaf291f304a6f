package io.m1bridge.contactsync.dryrun;

import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.property.PropertyCalls;
import io.m1bridge.contactsync.store.ContactQueue;
import io.m1bridge.contactsync.store.ContactStore;
import io.m1bridge.contactsync.view.CallPlan;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of the accounts that are tried dry. Each is made again when its contacts changed since,
 * after a pause. In memory: a restart plans anew.
 *
 * <p>Not thread-safe: belongs to its task.
 */
public final class DryRuns {

  private static final Logger LOG = LoggerFactory.getLogger(DryRuns.class);

  /** Between the end of one plan and the begin of the next. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Modes modes;
  private final ContactStore contacts;
  private final ContactQueue queue;
  private final PropertyCalls properties;
  private final DeleteGuard guard;
  private final TaskMeter meter;
  private final Clock clock;
  private final Limits limits;
  private final int inFlight;
  private final Map<AccountId, Trial> trials = new HashMap<>();

  public DryRuns(
      Modes modes,
      ContactStore contacts,
      ContactQueue queue,
      PropertyCalls properties,
      DeleteGuard guard,
      TaskMeter meter,
      Clock clock,
      Limits limits,
      int inFlight) {
    this.modes = modes;
    this.contacts = contacts;
    this.queue = queue;
    this.properties = properties;
    this.guard = guard;
    this.meter = meter;
    this.clock = clock;
    this.limits = limits;
    this.inFlight = inFlight;
  }

  /**
   * An account's plans.
   *
   * @param run the one that is being made; null if none is
   * @param begunAt how often contacts had been written when the last one was begun
   * @param endedAt when the last one was
   * @param plan the last complete one; null if there is none
   */
  private record Trial(
      @Nullable PlanRun run, long begunAt, Instant endedAt, @Nullable CallPlan plan) {}

  /** Whether the account is tried dry. */
  public boolean isDry(AccountId account) {
    return modes.isDry(account);
  }

  /** The last complete plan; empty if there is none yet, or the account is not tried dry. */
  public Optional<CallPlan> plan(AccountId account) {
    return Optional.ofNullable(trials.get(account)).map(Trial::plan);
  }

  /** Takes a small step towards the next plan of an account. */
  public void step(AccountId account) {
    Instant now = clock.instant();
    Trial trial = trials.getOrDefault(account, new Trial(null, -1, Instant.EPOCH, null));
    PlanRun run = trial.run();
    if (run == null) {
      if (isDue(account, trial, now)) {
        trials.put(account, begun(account, trial, now));
      }
      return;
    }
    Optional<Boolean> complete = complete(account, run);
    if (complete.isEmpty()) {
      trials.put(account, new Trial(null, trial.begunAt(), now, trial.plan()));
    } else if (complete.get()) {
      CallPlan plan = run.plan(now, deletes -> guard.holdsBack(account, deletes));
      trials.put(account, new Trial(null, trial.begunAt(), now, plan));
    }
  }

  private boolean isDue(AccountId account, Trial trial, Instant now) {
    return contacts.writes(account) != trial.begunAt()
        && !now.isBefore(trial.endedAt().plus(PAUSE));
  }

  private Trial begun(AccountId account, Trial trial, Instant now) {
    PlanRun run =
        new PlanRun(
            account,
            modes.of(account),
            contacts,
            queue,
            properties.known(account),
            limits,
            inFlight,
            now);
    return new Trial(run, contacts.writes(account), trial.endedAt(), trial.plan());
  }

  /** A bug costs the plan and nothing else; empty if there was one. */
  private Optional<Boolean> complete(AccountId account, PlanRun run) {
    try {
      return Optional.of(run.step());
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException e) {
      String error = e.getClass().getName();
      LogLine.error(LOG)
          .with(LogKey.ACCOUNT_ID, account)
          .with(LogKey.FAILURE, error)
          .say("A plan is given up for a bug");
      meter.internalError(error);
      return Optional.empty();
    }
  }
}
