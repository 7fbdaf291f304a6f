package io.m1bridge.edm.poll;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Puts away the rows of campaigns at rest, some at each tick: a transaction must not last for as
 * long as a large ledger takes.
 */
final class LedgerKeeper {

  private static final Duration LOOK = Duration.ofSeconds(10);

  private final Clock clock;
  private final PollStore store;
  private final Deque<CampaignPoll> resting = new ArrayDeque<>();
  private Instant nextLook = Instant.MIN;

  LedgerKeeper(Clock clock, PollStore store) {
    this.clock = clock;
    this.store = store;
  }

  /**
   * @param campaigns all there are
   */
  void tick(Supplier<Stream<CampaignPoll>> campaigns) {
    Instant now = clock.instant();
    CampaignPoll first = resting.peek();
    if (first != null) {
      if (!first.reads().putSomeAway(first.state(), now)) {
        resting.remove();
      }
    } else if (!now.isBefore(nextLook)) {
      nextLook = now.plus(LOOK);
      campaigns
          .get()
          .filter(campaign -> campaign.reads().isToBePutAway(campaign.state(), now))
          .forEach(resting::add);
      if (!resting.isEmpty()) {
        store.save(LedgerState.REDUCED);
      }
    }
  }

  /** Some campaigns are gone. */
  void lookAgain() {
    resting.clear();
    nextLook = Instant.MIN;
  }
}
