package io.m1bridge.contactsync.task;

import io.m1bridge.account.Token;
import io.m1bridge.account.TokenOutcome;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.m1.AccessToken;
import io.m1bridge.m1.M1Port;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One task over stores in memory, in virtual time: fast, and it can die. A task that dies loses
 * everything but its stores, answers of its calls included.
 */
final class TaskHarness extends TaskOverMemory {

  TaskHarness(M1Port m1) {
    this(m1, AddMerge.NEW_WINS, Integer.MAX_VALUE);
  }

  TaskHarness(M1Port m1, int failuresUntilSplit) {
    this(m1, AddMerge.NEW_WINS, failuresUntilSplit);
  }

  TaskHarness(M1Port m1, AddMerge merge, int failuresUntilSplit) {
    super(m1, merge, failuresUntilSplit);
  }

  /** A person asks for something. */
  void command(Command.Action action) {
    task.command(ACCOUNT, new Command("demo", action, "test", clock.instant(), Map.of()));
  }

  /** A person has a contact forgotten. */
  void forget(String key) {
    forget(key, clock.instant());
  }

  /** The same, by an order that was given then and is read now. */
  void forget(String key, Instant given) {
    task.command(
        ACCOUNT,
        new Command("demo", Command.Action.FORGET, "test", given, Map.of(Command.CONTACT, key)));
  }

  TaskHarness connected() {
    access.grantAlways(ACCOUNT);
    account(AccountDescriptor.State.AUTHORIZED);
    return this;
  }

  void account(AccountDescriptor.State state) {
    account(state, 1);
  }

  /** The account was declared or connected so; its token is that of the incarnation. */
  void account(AccountDescriptor.State state, int incarnation) {
    account(state, incarnation, null);
  }

  /**
   * @param number M1's own; null if it is not known
   */
  void account(AccountDescriptor.State state, int incarnation, @Nullable String number) {
    tokenOf(incarnation);
    task.account(
        ACCOUNT,
        new AccountDescriptor("demo", "gold", 2_000, state, incarnation, number, clock.instant()));
  }

  /** token-service knows it no more. */
  void accountRemoved() {
    task.account(ACCOUNT, null);
  }

  /** token-service hands out the token of this incarnation from now on. */
  void tokenOf(int incarnation) {
    access.answerToken(
        ACCOUNT,
        new TokenOutcome.Available(
            new Token(
                new AccessToken("token" + incarnation),
                "fingerprint" + incarnation,
                Instant.MAX,
                incarnation)));
  }

  /** An address is not to be mailed. */
  void suppress(String email, Suppression.Reason reason) {
    task.suppression(ACCOUNT, email, new Suppressions.Suppressed(reason, clock.instant()));
  }

  /** It may be mailed again. */
  void lift(String email) {
    task.suppression(ACCOUNT, email, null);
  }

  /** Lets time pass until everything that can be done is done. */
  TaskHarness settle() {
    return pass(Duration.ofSeconds(5));
  }

  /** The process begins again, and so many deletes need no person. */
  TaskHarness guarded(int count, double share) {
    settings.put("delete-guard.count", Integer.toString(count));
    settings.put("delete-guard.share", Double.toString(share));
    die();
    return this;
  }

  /** The process begins again, with another setting. */
  TaskHarness with(String setting, String value) {
    settings.put(setting, value);
    die();
    return this;
  }

  /** The process begins again, in another mode. */
  TaskHarness in(Mode next) {
    return with("mode", TestSettings.text(next));
  }

  /** The process begins again, with another rule for who is not to be mailed. */
  TaskHarness suppressions(String policy) {
    return with("suppressions", policy);
  }

  /** The process begins again, and a field has another owner. */
  TaskHarness owner(String field, String owner) {
    return with("owners.\"" + field + "\"", owner);
  }

  /** The process begins again, and what M1 shows otherwise is sent again by itself. */
  TaskHarness repairing() {
    return with("reconcile.repair", "true");
  }

  /** The process begins again, where calls are only planned, or made again. */
  TaskHarness dry(boolean value) {
    return with("dry-run", Boolean.toString(value));
  }

  /** From here on nothing that is recorded gets committed. */
  void stopCommitting() {
    commits = false;
  }

  void commitAgain() {
    commits = true;
  }

  String upsert(String key, String json) {
    return send(key, "crm.contact.upserted.v1", json);
  }

  String patch(String key, String json) {
    return send(key, "crm.contact.patched.v1", json);
  }

  String delete(String key) {
    return send(key, "crm.contact.deleted.v1", null);
  }

  /**
   * A record of a source, read as {@link #reader} reads it.
   *
   * @return whether it is a change of a contact
   */
  boolean record(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
    Parsed<ContactKey> read = reader.contact(key, value, headers);
    if (!(read instanceof Parsed.Valid<ContactKey> contact)) {
      return false;
    }
    take(feed.route(new Record<>(key, value, clock.millis(), headers), contact.value()));
    return true;
  }

  private String send(String key, String type, @Nullable String json) {
    return sendAt(clock.millis(), key, type, json);
  }

  /** A change whose record has this stamp: one of a backlog, or of a clock that is wrong. */
  String sendAt(long timestamp, String key, String type, @Nullable String json) {
    String id = feed.nextId();
    take(feed.route(feed.event(key, type, json, timestamp), new ContactKey(ACCOUNT, key)));
    return id;
  }

  private void take(ReplayedLetter routed) {
    task.change(routed.contact(), routed.change(), reader);
  }

  /** A change that intake could not read comes, and is put aside. */
  String asideAtIntake(String key, String type, @Nullable String json) {
    String id = feed.nextId();
    feed.putAside(feed.event(key, type, json), new ContactKey(ACCOUNT, key));
    return id;
  }

  /** A change is replayed as its dead letter would be, by its event's id. */
  void replay(String event) {
    Map<String, String> arguments = feed.letter(event).arguments();
    task.replay(ReplayedLetter.read(ACCOUNT, arguments).orElseThrow(), reader);
  }

  /** Lets time pass, tick by tick, with a commit in each. */
  TaskHarness pass(Duration duration) {
    return passInSteps(duration, TICK);
  }

  /** Lets a long time pass in longer steps. */
  TaskHarness passInSteps(Duration duration, Duration step) {
    for (Duration left = duration; left.toMillis() > 0; left = left.minus(step)) {
      clock.advance(step);
      if (commits) {
        output.takeIntents().forEach(task::committed);
      }
      task.tick();
    }
    return this;
  }
}
