package io.m1bridge.token.brake;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brake as one replica sees it. One replica holds it; the others ask the holder before they
 * begin a refresh, and tell it how their refreshes ended before their places are free again. So no
 * refresh begins anywhere between a gateway's page and the moment in which the holder knows of it.
 * While the holder does not answer refreshes wait; after {@link #ALONE_AFTER} this replica goes by
 * its own brake.
 *
 * <p>Why: {@code docs/rationale.md#one-replica-holds-the-brake-of-all}.
 */
public final class SharedBrake {

  /** Longer than it takes until a dead holder is replaced. */
  static final Duration ALONE_AFTER = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(SharedBrake.class);

  private final String self;
  private final BrakeHolder holder;
  private final Clock clock;
  private final Brake brake;
  private final BrakeDesk desk;

  /** Held while a question is under way; nothing else waits for it. */
  private final ReentrantLock asking = new ReentrantLock();

  private final Set<AccountId> underWay = new LinkedHashSet<>();
  private final List<Verdict> untold = new ArrayList<>();
  private long number;

  /** Whether the holder may count refreshes of this replica as under way. */
  private boolean counted;

  private @Nullable Instant unansweredSince;

  /**
   * @param self names this process among the replicas
   * @param settles how long a new holder waits for what the others know; longer than the time
   *     between two calls of {@link #begin}
   * @param placeKept after which a refresh no longer counts that its replica named no more
   */
  SharedBrake(String self, BrakeHolder holder, Clock clock, Duration settles, Duration placeKept) {
    this.self = self;
    this.holder = holder;
    this.clock = clock;
    this.brake = new Brake(clock, placeKept);
    this.desk = new BrakeDesk(brake, clock, settles);
  }

  /**
   * Lets accounts begin; {@link #ended} must follow for each. Tells the holder what there is to
   * tell, so it is to be called about once a second, also with nothing due. Blocks for a second at
   * most, where the holder does not answer.
   *
   * @param due in the order in which they should begin
   * @return those that may; none while another thread asks
   */
  public List<AccountId> begin(List<AccountId> due) {
    if (!asking.tryLock()) {
      return List.of();
    }
    try {
      boolean wasOn = brake.isOn();
      List<AccountId> begun = ask(due);
      report(wasOn);
      return begun;
    } finally {
      asking.unlock();
    }
  }

  private List<AccountId> ask(List<AccountId> due) {
    Optional<Ownership> here = holder.here();
    if (here.isPresent()) {
      unansweredSince = null;
      BrakeQuestion question = question(due, true);
      return begun(desk.answer(question, here.get()));
    }
    if (due.isEmpty() && !hasToTell()) {
      return List.of();
    }
    BrakeQuestion question = question(due, false);
    Optional<BrakeAnswer> answer = holder.ask(question);
    if (answer.isPresent()) {
      unansweredSince = null;
      told(question, answer.get());
      return begun(answer.get());
    }
    return isAlone() ? begun(desk.alone(question)) : List.of();
  }

  /** Everything about this replica, but of those that are due only whom the holder may choose. */
  private synchronized BrakeQuestion question(List<AccountId> due, boolean here) {
    if (here) {
      // The holder's own brake has taken them when they came.
      untold.clear();
    }
    counted = true;
    List<AccountId> waiting = due.stream().filter(id -> !underWay.contains(id)).toList();
    List<AccountId> few =
        Stream.concat(
                waiting.stream().filter(brake::isAtRisk),
                waiting.stream().filter(id -> !brake.isAtRisk(id)).limit(Brake.AT_ONCE))
            .toList();
    return new BrakeQuestion(
        self,
        ++number,
        clock.instant(),
        Set.copyOf(underWay),
        few,
        List.copyOf(untold),
        brake.state());
  }

  private synchronized boolean hasToTell() {
    return counted || !untold.isEmpty() || brake.isOn();
  }

  private synchronized void told(BrakeQuestion question, BrakeAnswer answer) {
    untold.removeAll(question.verdicts());
    brake.adopt(answer.state());
    untold.forEach(verdict -> brake.take(verdict, verdict.at()));
    counted = !question.underWay().isEmpty();
  }

  private synchronized List<AccountId> begun(BrakeAnswer answer) {
    underWay.addAll(answer.begun());
    counted |= !answer.begun().isEmpty();
    return answer.begun();
  }

  private boolean isAlone() {
    Instant now = clock.instant();
    if (unansweredSince == null) {
      unansweredSince = now;
    }
    return !now.isBefore(unansweredSince.plus(ALONE_AFTER));
  }

  /** The POST of an account is over, or did not come about. */
  public synchronized void ended(AccountId id) {
    underWay.remove(id);
  }

  /**
   * The token endpoint has answered, whatever it said.
   *
   * @return whether that ended an outage, as far as is known here
   */
  public boolean answered() {
    return take(Verdict.answer(clock.instant()));
  }

  /**
   * An answer was lost, was not the token endpoint's, or there was no connection.
   *
   * @param retryAfter how long to wait, if that was said
   * @param repeated whether this POST is repeated at once and not in a minute
   * @return whether that began an outage, as far as is known here
   */
  public boolean troubled(AccountId id, Optional<Duration> retryAfter, boolean repeated) {
    return take(new Verdict(clock.instant(), id, retryAfter.orElse(null), repeated));
  }

  private synchronized boolean take(Verdict verdict) {
    if (holder.here().isEmpty()) {
      if (verdict.troubled() == null) {
        untold.clear();
      }
      untold.add(verdict);
    }
    return brake.take(verdict, verdict.at());
  }

  /** Whether the account's own pause counts no more, since probes are made with it. */
  public boolean isAtRisk(AccountId id) {
    return brake.isAtRisk(id);
  }

  /** Whether refreshes stand still but for a probe a minute, as far as is known here. */
  public boolean isOn() {
    return brake.isOn();
  }

  /** Answers another replica; empty if this one does not hold the brake. */
  Optional<BrakeAnswer> answer(BrakeQuestion question) {
    boolean wasOn = brake.isOn();
    Optional<BrakeAnswer> answer = holder.here().map(here -> desk.answer(question, here));
    report(wasOn);
    return answer;
  }

  private void report(boolean wasOn) {
    boolean isOn = brake.isOn();
    if (isOn && !wasOn) {
      LOG.info("Another replica met trouble at M1's token endpoint: refreshes wait");
    } else if (wasOn && !isOn) {
      LOG.info("M1's token endpoint answers another replica again: refreshes go on");
    }
  }
}
