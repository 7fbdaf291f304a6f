package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.call.Intent;
import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.change.Parsed;
import io.m1bridge.contactsync.consent.SuppressionPolicy;
import io.m1bridge.contactsync.consent.Suppressions;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactLimits;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.contact.Mode;
import io.m1bridge.contactsync.contact.Modes;
import io.m1bridge.contactsync.contact.Original;
import io.m1bridge.contactsync.delete.DeleteGuard;
import io.m1bridge.contactsync.metric.TaskMeter;
import io.m1bridge.contactsync.pack.Limits;
import io.m1bridge.contactsync.plan.InputFlow;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.store.OriginalSerde;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.ContractJson;
import io.m1bridge.contracts.Suppression;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.kafka.serde.JsonSerde;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.Backoff;
import io.m1bridge.m1.M1Port;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * One task over stores in memory, in virtual time: fast, and it can die. A task that dies loses
 * everything but its stores, answers of its calls included.
 */
final class TaskHarness {

  static final AccountId ACCOUNT = new AccountId("demo");
  static final Duration HOLD_BACK = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(100);
  private static final SyncTopics TOPICS =
      new SyncTopics(
          "changes",
          "results",
          "dead",
          "undelivered",
          "intents",
          "accounts",
          "commands",
          "suppressions");

  final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  final FakeAccountAccess access = new FakeAccountAccess(clock);
  final Map<String, Integer> callsByKind = new TreeMap<>();
  private final M1Port m1;
  private final AddMerge merge;
  private final int failuresUntilSplit;
  private Mode mode = Mode.MIRROR;
  private DeleteGuard.Limit guard = new DeleteGuard.Limit(0, 1);
  private final MockProcessorContext<byte[], Outbound> context =
      new MockProcessorContext<>(new Properties());
  private final KeyValueStore<String, ContactState> contacts;
  private final KeyValueStore<String, Original> originals;
  private final KeyValueStore<String, byte[]> ledger;
  private final List<String> committing = new ArrayList<>();
  private final List<SyncResult> results = new ArrayList<>();
  final UndeliveredTopic list = new UndeliveredTopic();
  ChangeReader reader = new ChangeParser(IntakeSettings.of(ACCOUNT), clock);
  private final Random random = new Random(11);
  private SyncTask task;
  private boolean commits = true;
  private int offset;
  private int looked;
  private final List<String> reasons = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private int largest;

  TaskHarness(M1Port m1) {
    this(m1, AddMerge.NEW_WINS, Integer.MAX_VALUE);
  }

  TaskHarness(M1Port m1, int failuresUntilSplit) {
    this(m1, AddMerge.NEW_WINS, failuresUntilSplit);
  }

  TaskHarness(M1Port m1, AddMerge merge, int failuresUntilSplit) {
    this.m1 = m1;
    this.merge = merge;
    this.failuresUntilSplit = failuresUntilSplit;
    this.contacts =
        open(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("contacts"),
                Serdes.String(),
                measured(JsonSerde.of(ContactState.class))));
    this.originals =
        open(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("originals"),
                Serdes.String(),
                measured(new OriginalSerde())));
    this.ledger =
        open(
            Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("ledger"),
                Serdes.String(),
                measured(Serdes.ByteArray())));
    this.task = begin();
  }

  private <V> KeyValueStore<String, V> open(StoreBuilder<KeyValueStore<String, V>> builder) {
    KeyValueStore<String, V> store = builder.withLoggingDisabled().withCachingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  /** Remembers the size of the largest record. */
  private <V> Serde<V> measured(Serde<V> serde) {
    Serializer<V> measuring =
        (topic, value) -> {
          byte[] bytes = serde.serializer().serialize(topic, value);
          largest = Math.max(largest, bytes == null ? 0 : bytes.length);
          return bytes;
        };
    return Serdes.serdeFrom(measuring, serde.deserializer());
  }

  /** Bytes of the largest record that was written to a store or sent. */
  int largestRecord() {
    return largest;
  }

  /** Account status as the task tells it. */
  AccountView view() {
    return task.views().get(0);
  }

  /** Open changes: pending, parked, in doubt. */
  List<Integer> counts() {
    return List.of((int) view().pending(), (int) view().parked(), (int) view().inDoubt());
  }

  /** Classes of the bugs that were met. */
  List<String> internalErrors() {
    return List.copyOf(errors);
  }

  /** A person asks for something. */
  void command(Command.Action action) {
    task.command(ACCOUNT, new Command("demo", action, "test", clock.instant(), Map.of()));
  }

  /** As in production, but for what tests change. */
  static TaskSettings settings(AddMerge merge, int failuresUntilBisect) {
    return settings(merge, Mode.MIRROR, failuresUntilBisect, new DeleteGuard.Limit(0, 1));
  }

  private static TaskSettings settings(
      AddMerge merge, Mode mode, int failuresUntilBisect, DeleteGuard.Limit guard) {
    return new TaskSettings(
        merge,
        new Modes(mode, Map.of()),
        SuppressionPolicy.BLOCK,
        new Limits(1_000, 1_900_000),
        new InputFlow.Settings(
            new InputFlow.Waiting(Duration.ofMillis(500), Duration.ofSeconds(3)),
            50,
            new InputFlow.Waiting(Duration.ofSeconds(2), Duration.ofSeconds(30)),
            Duration.ofSeconds(5)),
        HOLD_BACK,
        4,
        4_000,
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)),
        Duration.ofMinutes(10),
        failuresUntilBisect,
        true,
        Duration.ofMinutes(10),
        guard,
        new ContactLimits(100, 100, 262_144),
        0.1,
        TICK);
  }

  private SyncTask begin() {
    TaskSettings settings = settings(merge, mode, failuresUntilSplit, guard);
    Meter meter = new Meter();
    SyncTask.World world = new SyncTask.World(access, new Sender(access, m1), meter, clock, random);
    ResultPublisher emitter = new ResultPublisher(this::sent, clock, meter);
    SyncTask.Stores stores = new SyncTask.Stores(contacts, originals, ledger);
    SyncTask begun = new SyncTask(settings, world, stores, emitter);
    begun.load();
    return begun;
  }

  private void sent(Record<byte[], Outbound> record) {
    byte @Nullable [] value = record.value().value();
    largest = Math.max(largest, value == null ? 0 : value.length);
    switch (record.value().to()) {
      case INTENTS -> committing.add(new String(value, StandardCharsets.UTF_8));
      case DEAD_LETTERS ->
          reasons.add(
              new String(
                  record.headers().lastHeader("m1bridge.dlq.reason").value(),
                  StandardCharsets.UTF_8));
      case RESULTS -> results.add(result(value));
      case UNDELIVERED -> list.take(record.key(), value);
    }
  }

  private static SyncResult result(byte[] value) {
    try {
      return ContractJson.mapper().readValue(value, SyncResult.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TaskHarness connected() {
    access.grantAlways(ACCOUNT);
    account(AccountDescriptor.State.AUTHORIZED);
    return this;
  }

  void account(AccountDescriptor.State state) {
    account(state, 1);
  }

  void account(AccountDescriptor.State state, int incarnation) {
    task.account(
        ACCOUNT,
        new AccountDescriptor("demo", "gold", 2_000, state, incarnation, null, clock.instant()));
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

  /** Results since the last look. */
  List<SyncResult> results() {
    List<SyncResult> news = List.copyOf(results.subList(looked, results.size()));
    looked = results.size();
    return news;
  }

  /** Reasons of all dead letters. */
  List<String> deadLetterReasons() {
    return List.copyOf(reasons);
  }

  /** Records that are kept for a dead letter. */
  long keptOriginals() {
    return originals.approximateNumEntries();
  }

  /** The process dies and another begins: calls in flight are forgotten, stores stay. */
  void die() {
    committing.clear();
    task.close();
    task = begin();
  }

  /** The process begins again, and so many deletes need no person. */
  TaskHarness guarded(int count, double share) {
    guard = new DeleteGuard.Limit(count, share);
    die();
    return this;
  }

  /** The process begins again, in another mode. */
  TaskHarness in(Mode next) {
    mode = next;
    die();
    return this;
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
    route(new Record<>(key, value, clock.millis(), headers), contact.value());
    return true;
  }

  private String send(String key, String type, @Nullable String json) {
    String id = "e" + offset;
    RecordHeaders headers = new RecordHeaders();
    Map.of(
            "ce_id",
            id,
            "ce_type",
            type,
            "ce_source",
            "/crm",
            "ce_specversion",
            "1.0",
            "ce_subject",
            key)
        .forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
    byte[] value = json == null ? null : json.getBytes(StandardCharsets.UTF_8);
    Record<byte[], byte[]> record =
        new Record<>(key.getBytes(StandardCharsets.UTF_8), value, clock.millis(), headers);
    route(record, new ContactKey(ACCOUNT, key));
    return id;
  }

  private void route(Record<byte[], byte[]> record, ContactKey contact) {
    Record<byte[], byte[]> routed =
        RoutedRecord.route(record, contact, new Read(offset++), clock.instant());
    task.change(contact, RoutedRecord.read(routed.value()), reader);
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
        List<String> committed = List.copyOf(committing);
        committing.clear();
        committed.forEach(task::committed);
      }
      task.tick();
    }
    return this;
  }

  /** All terminal results so far by event; fails if one has two. */
  Map<String, Outcome> ends() {
    Map<String, Outcome> ends = new HashMap<>();
    for (SyncResult result : results) {
      if (result.outcome().terminal() && ends.put(result.eventId(), result.outcome()) != null) {
        throw new AssertionError("Two terminal results of " + result.eventId());
      }
    }
    return ends;
  }

  private record Read(long offset) implements RecordMetadata {
    @Override
    public String topic() {
      return TOPICS.changes();
    }

    @Override
    public int partition() {
      return 0;
    }
  }

  private final class Meter implements TaskMeter {
    @Override
    public void accepted() {}

    @Override
    public void result(Outcome outcome, Instant receivedAt, Instant now) {}

    @Override
    public void deadLetter(String reason) {}

    @Override
    public void passedOver(String why) {}

    @Override
    public void internalError(String errorClass) {
      errors.add(errorClass);
    }

    @Override
    public void call(Intent.Kind kind, int rows, String outcome) {
      callsByKind.merge(kind.name(), 1, Integer::sum);
    }

    @Override
    public void read(String name, String outcome) {
      callsByKind.merge(name, 1, Integer::sum);
    }
  }
}
