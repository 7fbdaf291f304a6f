package io.m1bridge.edm.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.contracts.AccountDescriptor;
import io.m1bridge.contracts.CampaignCounts;
import io.m1bridge.contracts.CampaignDescriptor;
import io.m1bridge.contracts.Command;
import io.m1bridge.contracts.CompletenessCertificate;
import io.m1bridge.contracts.EdmDeadLetter;
import io.m1bridge.contracts.EngagementEvent;
import io.m1bridge.contracts.EngagementIds;
import io.m1bridge.edm.cloud.CampaignCloud;
import io.m1bridge.edm.engagement.EngagementMapper;
import io.m1bridge.edm.engagement.RowCore;
import io.m1bridge.m1.AccountId;
import io.m1bridge.m1.M1Port;
import io.m1bridge.testkit.account.FakeAccountAccess;
import io.m1bridge.testkit.time.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One account's poller in virtual time, with topics in memory. */
final class PollHarness extends MemoryPollStore implements PollOutput, TaskCalls {

  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  static final AccountId DEMO = new AccountId("demo");

  final MutableClock clock;
  final FakeAccountAccess access;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<EngagementMapper.Mapped> events = new ArrayList<>();
  final List<EdmDeadLetter> deadLetters = new ArrayList<>();

  /** Those of {@link #deadLetters}, in the same order. */
  final List<String> letterIds = new ArrayList<>();

  /** Whose record would be too large. */
  Predicate<EngagementEvent> unfit = event -> false;

  /** As a subscriber holds them. */
  final Map<String, EngagementEvent> eventsById = new TreeMap<>();

  /** The last certificate of each campaign and day. */
  final Map<String, CompletenessCertificate> certificates = new TreeMap<>();

  /** When each event or dead letter was published, by its id. */
  final Map<String, Instant> published = new TreeMap<>();

  private final M1Port m1;
  private final PollSettings settings;

  /** All that is on the topics. */
  final List<LedgerRefill.Published> past = new ArrayList<>();

  /** Of what was published. */
  Optional<String> retentionLimit = Optional.empty();

  /** How often rows that were put away were read back. */
  int restores;

  /** What M1 takes to answer; what it answers is of the moment when it is asked. */
  Duration answerTime = Duration.ZERO;

  /** Answers on their way, by when they come. */
  private final Deque<Map.Entry<Instant, Runnable>> answers = new ArrayDeque<>();

  private PollTask task;

  PollHarness(CampaignCloud m1, Map<String, String> settings) {
    this(m1, settings, START);
  }

  PollHarness(M1Port m1, Map<String, String> settings, Instant start) {
    this.clock = MutableClock.at(start);
    this.access = new FakeAccountAccess(clock);
    this.m1 = m1;
    this.settings = TestSettings.with(settings);
    access.grantAlways(DEMO);
    task = newTask();
    task.account("demo", descriptor(AccountDescriptor.State.AUTHORIZED));
  }

  AccountDescriptor descriptor(AccountDescriptor.State state) {
    return new AccountDescriptor("demo", "diamond", 4000, state, 1, null, clock.instant());
  }

  /** The task dies and another one takes over. */
  void crash() {
    task.close();
    task = newTask();
  }

  /**
   * The ledger is lost, and refilled from what was published, in two attempts of which the first
   * dies on the way.
   *
   * @param statesToo whether what is kept of the campaigns is lost as well
   */
  void loseLedger(boolean statesToo) {
    task.close();
    ledgers.clear();
    days.clear();
    refilled.clear();
    ledgerState = LedgerState.EMPTY;
    if (statesToo) {
      states.clear();
    }
    Map<String, AccountDescriptor> known =
        Map.of("demo", descriptor(AccountDescriptor.State.AUTHORIZED));
    LedgerRefill dying = new LedgerRefill(this, known);
    assertThat(dying.cleared()).isTrue();
    past.subList(0, past.size() / 2).forEach(dying::take);
    assertThat(ledgerState).isEqualTo(LedgerState.FILLING);
    LedgerRefill refill = new LedgerRefill(this, known);
    assertThat(refill.cleared()).isTrue();
    past.forEach(refill::take);
    refill.finish();
    assertThat(ledgerState).isEqualTo(LedgerState.WHOLE);
    task = newTask();
  }

  /** As if an earlier version had published all so far. */
  void forgetDays() {
    days.clear();
  }

  void account(AccountDescriptor descriptor) {
    task.account("demo", descriptor);
  }

  void command(Command.Action action, Map<String, String> arguments) {
    command(new Command("demo", action, "li.wei", clock.instant(), arguments));
  }

  void replay(String letter, String row) {
    command(
        Command.Action.REPLAY,
        Map.of(Command.CAMPAIGN, "7", Command.LETTER, letter, Command.ROW, row));
  }

  void command(Command command) {
    task.command("demo", command);
  }

  void pass(Duration time, Duration step) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
      clock.advance(step);
      while (!answers.isEmpty() && !answers.peek().getKey().isAfter(clock.instant())) {
        answers.remove().getValue().run();
      }
      task.tick();
      task.restore().ifPresent(restore -> bringBack(restore, past.size()));
    }
  }

  /** Reads so many of the events back; only all of them make the ledgers whole. */
  private void bringBack(LedgerRestore restore, int events) {
    restore.begin();
    while (!restore.cleared()) {
      // A few at a time.
    }
    past.subList(0, events).forEach(restore::take);
    if (events == past.size()) {
      restore.finish();
      restores++;
    }
  }

  /** The task dies while it reads back what is wanted, if anything is. */
  void crashWhileRestoring() {
    task.restore().ifPresent(restore -> bringBack(restore, past.size() - 1));
    crash();
  }

  AccountStatus status() {
    return task.status().get(0);
  }

  CampaignState state(long campaign) {
    return status().campaigns().stream()
        .filter(state -> state.id() == campaign)
        .findFirst()
        .orElseThrow();
  }

  private PollTask newTask() {
    return new PollTask(
        new PollEnvironment(
                access,
                m1,
                settings,
                new EngagementMapper(ZoneId.of("Asia/Shanghai")),
                new PollMetrics(meters),
                clock,
                new java.util.Random(1),
                false)
            .withRetention(retentionLimit),
        this,
        this,
        this);
  }

  @Override
  public <T> void await(CompletionStage<T> stage, Consumer<T> then) {
    T answer = stage.toCompletableFuture().join();
    if (answerTime.isZero()) {
      then.accept(answer);
    } else {
      answers.add(Map.entry(clock.instant().plus(answerTime), () -> then.accept(answer)));
    }
  }

  @Override
  public void campaign(CampaignDescriptor descriptor) {}

  @Override
  public Fit engagement(
      String id, EngagementMapper.Mapped mapped, Instant recordedAt, @Nullable String replayOf) {
    if (unfit.test(mapped.event())) {
      return Fit.TOO_LARGE;
    }
    publish(id.equals(replayOf) ? id + " replayed" : id);
    EngagementEvent event = mapped.event();
    past(
        id,
        event.campaignId(),
        RowCore.of(event, EngagementIds.parse(id).orElseThrow().fingerprint()).orElse(null),
        new LedgerRefill.Happened(event.action(), event.occurredAt()),
        replayOf);
    events.add(mapped);
    eventsById.put(id, mapped.event());
    return Fit.PUBLISHED;
  }

  @Override
  public void deadLetter(String id, EdmDeadLetter letter) {
    publish(id);
    past(id, letter.campaignId(), null, null, null);
    deadLetters.add(letter);
    letterIds.add(id);
  }

  private void past(
      String id,
      @Nullable Long campaign,
      @Nullable RowCore core,
      LedgerRefill.@Nullable Happened event,
      @Nullable String replayOf) {
    EngagementIds.Parsed parsed = EngagementIds.parse(id).orElseThrow();
    past.add(
        new LedgerRefill.Published(
            "demo", campaign, parsed.fingerprint(), parsed.ordinal(), core, event, replayOf));
  }

  private void publish(String id) {
    assertThat(published.put(id, clock.instant())).as("an id is published once").isNull();
  }

  @Override
  public void counts(CampaignCounts counts) {}

  @Override
  public void certificate(CompletenessCertificate certificate) {
    certificates.put(certificate.campaignId() + "/" + certificate.day(), certificate);
  }

  @Override
  public void withdrawn(String key) {
    certificates.remove(key.substring("demo/".length()));
  }
}
