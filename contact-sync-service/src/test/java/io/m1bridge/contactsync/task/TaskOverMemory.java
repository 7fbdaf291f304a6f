package io.m1bridge.contactsync.task;

import io.m1bridge.contactsync.call.Sender;
import io.m1bridge.contactsync.change.ChangeParser;
import io.m1bridge.contactsync.change.ChangeReader;
import io.m1bridge.contactsync.change.IntakeSettings;
import io.m1bridge.contactsync.contact.AddMerge;
import io.m1bridge.contactsync.contact.ContactKey;
import io.m1bridge.contactsync.contact.ContactState;
import io.m1bridge.contactsync.errand.Errands;
import io.m1bridge.contactsync.forget.Forget;
import io.m1bridge.contactsync.forget.Forgets;
import io.m1bridge.contactsync.mapping.MappedField;
import io.m1bridge.contactsync.mapping.MappedLabel;
import io.m1bridge.contactsync.result.Outbound;
import io.m1bridge.contactsync.result.ResultPublisher;
import io.m1bridge.contactsync.trace.ChangeTraces;
import io.m1bridge.contactsync.undelivered.ReasonCounts.ReasonCount;
import io.m1bridge.contactsync.undelivered.UndeliveredList;
import io.m1bridge.contactsync.view.AccountView;
import io.m1bridge.contactsync.web.ContactView;
import io.m1bridge.contactsync.web.ForgetView;
import io.m1bridge.contactsync.where.Sight;
import io.m1bridge.contracts.SyncResult;
import io.m1bridge.contracts.SyncResult.Outcome;
import io.m1bridge.guarantee.OneTerminalResult;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Port;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;

/** What a {@link TaskHarness} is made of, and what can be seen of it. */
abstract class TaskOverMemory {

  static final AccountId ACCOUNT = new AccountId("demo");
  static final Duration IN_DOUBT_FOR = Duration.ofSeconds(120);
  static final Duration TICK = Duration.ofMillis(100);
  static final SyncTopics TOPICS =
      new SyncTopics(
          "changes",
          "results",
          "dead",
          "undelivered",
          "intents",
          "accounts",
          "commands",
          "suppressions",
          "contact-sync-test-changes-by-account-repartition",
          1);

  final MutableClock clock = MutableClock.at("2026-11-23T10:00:00Z");
  final FakeAccountAccess access = new FakeAccountAccess(clock);
  final RecordingMeter meter = new RecordingMeter();
  final Map<String, Integer> callsByKind = meter.callsByKind();
  boolean mayAdd = true;
  ChangeReader reader = new ChangeParser(IntakeSettings.of(ACCOUNT), clock);
  final M1Port m1;
  final Map<String, String> settings;
  final LongAccumulator largest = new LongAccumulator(Math::max, 0);
  final MemoryStores stores = new MemoryStores(largest);
  final TaskOutput output = new TaskOutput(largest);
  final ChangeFeed feed = new ChangeFeed(clock, output.promise());
  final UndeliveredTopic list = output.undelivered();
  final Random random = new Random(11);
  final Errands errands = new Errands(clock);
  SyncTask task;
  boolean commits = true;

  /** Custom properties that mappings write; a new process reads them. */
  List<MappedLabel> labels = List.of();

  /** Fields of M1's own that mappings write; a new process reads them. */
  List<MappedField> fields = List.of();

  TaskOverMemory(M1Port m1, AddMerge merge, int failuresUntilSplit) {
    this.m1 = m1;
    this.settings = TestSettings.asInProduction(merge, failuresUntilSplit);
    this.task = begin();
  }

  /** Bytes of the largest record that was written to a store or sent. */
  long largestRecord() {
    return largest.get();
  }

  /** Account status as the task tells it. */
  AccountView view() {
    return task.views().get(0);
  }

  /** Open changes: pending, parked, in doubt. */
  List<Integer> counts() {
    return List.of((int) view().pending(), (int) view().parked(), (int) view().inDoubt());
  }

  /** Rows of M1's lists that could not be read, by list. */
  Map<String, Integer> damagedRows() {
    return meter.damaged();
  }

  /** Classes of the bugs that were met. */
  List<String> internalErrors() {
    return meter.internalErrors();
  }

  /** How far that is; empty if nobody asked, or it is too long ago. */
  Optional<Forget> forgotten(String key) {
    return Forgets.read(stores.stores().ledger(), new ContactKey(ACCOUNT, key));
  }

  /** What the order to forget a contact waits for, as a person is told. */
  String whyNotForgotten(String key) {
    return ForgetView.why(
        stores.stores().contacts().get(new ContactKey(ACCOUNT, key).stored()), Optional.of(view()));
  }

  /** Where a contact is, as a person is told. */
  ContactView where(String key) {
    ContactState state = stores.stores().contacts().get(new ContactKey(ACCOUNT, key).stored());
    return ContactView.of(
        Sight.of(
            state, stores.stores().ledger(), Optional.of(view()), IN_DOUBT_FOR, clock.instant()));
  }

  /** Keys of the records in whose bytes, or keys, a text stands. */
  List<String> recordsWith(String text) {
    return stores.recordsWith(text);
  }

  /** Beats so far, by topic. */
  Map<Outbound.To, Integer> beats() {
    return output.beats();
  }

  SyncTask begin() {
    return begin(stores.stores());
  }

  SyncTask begin(TaskStores over) {
    TaskEnvironment environment =
        new TaskEnvironment(
            access,
            new Sender(access, m1),
            meter,
            ChangeTraces.NONE,
            clock,
            random,
            task -> mayAdd,
            errands,
            labels,
            fields);
    ResultPublisher results = new ResultPublisher(output::sent, clock, meter, ChangeTraces.NONE);
    SyncTask begun = new SyncTask(TestSettings.with(settings), environment, 0, over, results);
    begun.load();
    return begun;
  }

  /** Results since the last look. */
  List<SyncResult> results() {
    return output.news();
  }

  /** Reasons of all dead letters. */
  List<String> deadLetterReasons() {
    return output.reasons();
  }

  /** Records that are kept for a dead letter. */
  long keptOriginals() {
    return stores.stores().originals().approximateNumEntries();
  }

  /** Counts by state and reason, as asked for from outside. */
  Map<String, Long> countedReasons() {
    return UndeliveredList.reasons(stores.stores().ledger(), ACCOUNT).stream()
        .collect(
            Collectors.toMap(count -> count.state() + " " + count.reason(), ReasonCount::contacts));
  }

  /** The process dies and another begins: calls in flight are forgotten, stores stay. */
  void die() {
    output.takeIntents();
    task.close();
    task = begin();
  }

  /** The process begins again on a state that has no such record in its ledger. */
  void dieWithout(String record) {
    stores.stores().ledger().delete(record);
    die();
  }

  /** What became of replayed changes. */
  Map<String, Integer> replayed() {
    return meter.replayed();
  }

  /** All terminal results so far by event; fails if one has two. */
  Map<String, Outcome> ends() {
    return SyncHarness.byEvent(output.results());
  }

  /** How the changes so far ended; none is invalid. */
  OneTerminalResult.State promise() {
    return output.promise().state();
  }
}
