package io.m1bridge.contactsync.call;

import io.m1bridge.account.Permit;
import io.m1bridge.contactsync.ledger.Ledger;
import io.m1bridge.kafka.async.AsyncCalls;
import io.m1bridge.kafka.async.CallResult;
import io.m1bridge.log.LogKey;
import io.m1bridge.log.LogLine;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Call;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The task's calls. One that writes is recorded first and made when its record comes back
 * committed; one whose outcome is unknown is in doubt until it can no longer land.
 *
 * <p>Why: {@code docs/rationale.md#only-an-intents-id-goes-through-the-intents-topic}.
 */
public final class Calls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);

  private static final String SECTION = "intent";

  /** All accounts of a task together. */
  private static final int MOST = 64;

  private final Ledger.Section<Intent> intents;
  private final Consumer<Intent> announce;
  private final Sender sender;
  private final Function<AccountId, Optional<Integer>> incarnations;
  private final Duration inDoubtFor;
  private final AsyncCalls<String, CallEnd> async = new AsyncCalls<>(MOST);
  private final Map<String, Planned> planned = new HashMap<>();
  private final Map<String, Doubtful> inDoubt = new HashMap<>();

  /**
   * @param announce sends an intent's id to the topic that tells when it is committed
   * @param incarnations which M1 account the task's state speaks of: no call is made at another one
   * @param inDoubtFor how long after its intent a call may still land
   */
  public Calls(
      Ledger ledger,
      Consumer<Intent> announce,
      Sender sender,
      Function<AccountId, Optional<Integer>> incarnations,
      Duration inDoubtFor) {
    this.intents = ledger.section(SECTION, Intent.class);
    this.announce = announce;
    this.sender = sender;
    this.incarnations = incarnations;
    this.inDoubtFor = inDoubtFor;
  }

  /** A call without a known outcome, from outside of the task. */
  public static Optional<Intent> read(ReadOnlyKeyValueStore<String, byte[]> ledger, String callId) {
    return Ledger.read(ledger, SECTION, Intent.class, callId);
  }

  /**
   * A call between its plan and its end.
   *
   * @param incarnation of the account, as the state says from which it was planned
   */
  private record Planned(
      @Nullable Intent intent,
      M1Call<?> call,
      Permit permit,
      int incarnation,
      Consumer<CallEnd> then) {}

  /**
   * A call of unknown outcome.
   *
   * @param error class of the bug that met it; null if it was none
   * @param inherited whether an earlier owner made it, who may have had the answer
   */
  public record Doubtful(Intent intent, @Nullable String error, boolean inherited) {}

  /** What was on record before this task began: made or not, nobody can tell. */
  public List<Intent> load() {
    // Nothing is written here: stores cannot be written before the first record or punctuation.
    List<Intent> inherited = intents.all();
    inherited.forEach(intent -> inDoubt.put(intent.callId(), new Doubtful(intent, null, true)));
    if (!inherited.isEmpty()) {
      LogLine.info(LOG)
          .with(LogKey.COUNT, inherited.size())
          .say("Calls of an earlier owner have an unknown outcome");
    }
    return inherited;
  }

  public boolean hasRoom() {
    return planned.size() < MOST;
  }

  /** Records a call that writes; it is made once the record is committed. */
  public void write(Intent intent, M1Call<?> call, Permit permit, Consumer<CallEnd> then) {
    intents.put(intent.callId(), intent);
    announce.accept(intent);
    planned.put(intent.callId(), new Planned(intent, call, permit, incarnation(permit), then));
  }

  /** Makes a call that only reads: nothing has to be on record for it. */
  public void read(String callId, M1Call<?> call, Permit permit, Consumer<CallEnd> then) {
    Planned plan = new Planned(null, call, permit, incarnation(permit), then);
    planned.put(callId, plan);
    submit(callId, plan);
  }

  /** An intent came back committed. One that this task did not plan is in doubt already. */
  public void committed(String callId) {
    Planned plan = planned.get(callId);
    if (plan != null) {
      submit(callId, plan);
    }
  }

  private void submit(String callId, Planned plan) {
    async.submit(callId, () -> sender.send(plan.permit(), plan.incarnation(), plan.call()));
  }

  private int incarnation(Permit permit) {
    return incarnations
        .apply(permit.account())
        .orElseThrow(() -> new IllegalStateException("A call of an account that is not known"));
  }

  /** Hands over every call that has ended. */
  public void drain() {
    async.drain(this::ended);
  }

  private void ended(String callId, CallResult<CallEnd> result) {
    Planned plan = planned.remove(callId);
    if (plan == null) {
      throw new IllegalStateException("A call ended that was not planned: " + callId);
    }
    CallEnd end = end(callId, result);
    Intent intent = plan.intent();
    if (intent != null) {
      if (end.isUnknown()) {
        inDoubt.put(
            callId,
            new Doubtful(intent, end instanceof CallEnd.Lost lost ? lost.error() : null, false));
      } else {
        intents.remove(intent.callId());
      }
    }
    plan.then().accept(end);
  }

  private static CallEnd end(String callId, CallResult<CallEnd> result) {
    if (result instanceof CallResult.Returned<CallEnd> returned) {
      return returned.value();
    }
    // A bug below the port, which promises outcomes; its message may quote what it carried.
    String error = ((CallResult.Threw<CallEnd>) result).cause().getClass().getName();
    LogLine.error(LOG)
        .with(LogKey.CALL_ID, callId)
        .with(LogKey.FAILURE, error)
        .say("A call was lost to a bug");
    return new CallEnd.Lost(error);
  }

  /** Takes out the calls that can no longer land. */
  public List<Doubtful> expired(Instant now) {
    List<Doubtful> due =
        inDoubt.values().stream()
            .filter(doubtful -> !now.isBefore(doubtful.intent().createdAt().plus(inDoubtFor)))
            .toList();
    for (Doubtful doubtful : due) {
      inDoubt.remove(doubtful.intent().callId());
      intents.remove(doubtful.intent().callId());
    }
    return due;
  }

  /** Calls of an account that have no known outcome yet. */
  public Set<String> ids(AccountId account) {
    Set<String> ids = new HashSet<>();
    inDoubt.forEach(
        (id, doubtful) -> {
          if (doubtful.intent().account().equals(account)) {
            ids.add(id);
          }
        });
    planned.forEach(
        (id, plan) -> {
          if (plan.permit().account().equals(account)) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** How many calls of an account have no known outcome yet. */
  public int open(AccountId account) {
    int open = 0;
    for (Doubtful doubtful : inDoubt.values()) {
      open += doubtful.intent().account().equals(account) ? 1 : 0;
    }
    for (Planned plan : planned.values()) {
      open += plan.permit().account().equals(account) ? 1 : 0;
    }
    return open;
  }

  @Override
  public void close() {
    async.close();
  }
}
