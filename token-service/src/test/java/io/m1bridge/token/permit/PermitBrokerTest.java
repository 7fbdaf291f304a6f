package io.m1bridge.token.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import io.m1bridge.token.log.Ownership;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PermitBrokerTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final AtomicLong nanos = new AtomicLong();
  private Ownership ownership = () -> true;
  private final PermitBroker broker = new PermitBroker(nanos::get, new Random(1));

  @Test
  void shouldStartEmpty() {
    assertThat(ask(Holder.CONTACT_SYNC, 20)).isZero();
  }

  @Test
  void shouldLetOneHolderBorrowWhatTheOtherLeaves() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofHours(1));
    assertThat(ask(Holder.CONTACT_SYNC, 20)).as("the whole burst").isEqualTo(20);
  }

  @Test
  void shouldKeepTheShareOfAHolderThatIsActive() {
    ask(Holder.EDM_EVENT, 1);
    advance(Duration.ofHours(1));
    ask(Holder.EDM_EVENT, 1);
    int rest = ask(Holder.CONTACT_SYNC, 20);
    assertThat(rest).isBetween(13, 15);
    assertThat(ask(Holder.EDM_EVENT, 20)).isEqualTo(20 - 1 - rest);
  }

  @Test
  void shouldTakeBackALeaseOnceAndOnlyFromItsHolderAndOnlyWhileItLives() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofHours(1));
    PermitOutcome.Granted lease =
        (PermitOutcome.Granted) broker.request(asking(Holder.CONTACT_SYNC), 20);
    broker.giveBack(lease.leaseId(), "b", 20);
    assertThat(ask(Holder.CONTACT_SYNC, 20)).isZero();
    broker.giveBack(lease.leaseId(), "a", 5);
    broker.giveBack(lease.leaseId(), "a", 5);
    assertThat(ask(Holder.CONTACT_SYNC, 20)).isEqualTo(5);

    advance(Duration.ofHours(1));
    PermitOutcome.Granted late =
        (PermitOutcome.Granted) broker.request(asking(Holder.CONTACT_SYNC), 20);
    advance(BudgetRules.VALIDITY);
    int dripped = ask(Holder.CONTACT_SYNC, 20);
    broker.giveBack(late.leaseId(), "a", 20);
    assertThat(dripped).isBetween(15, 16);
    assertThat(ask(Holder.CONTACT_SYNC, 20)).as("expired is spent").isZero();
  }

  @Test
  void shouldPauseAndShrinkWhenM1Throttles() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofHours(1));
    assertThat(broker.throttled(DEMO, 2000, ownership)).isEqualTo(Throttling.NEW_EPISODE);
    assertThat(broker.throttled(DEMO, 2000, ownership))
        .as("the same pause")
        .isEqualTo(Throttling.KNOWN);
    assertThat(broker.request(asking(Holder.CONTACT_SYNC), 1))
        .isInstanceOf(PermitOutcome.Paused.class);
    advance(AccountBudget.PAUSE);
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofSeconds(20));
    assertThat(ask(Holder.CONTACT_SYNC, 20)).as("half of about 10").isBetween(4, 6);
  }

  @Test
  void shouldCountTheLastHour() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofMinutes(30));
    ask(Holder.CONTACT_SYNC, 7);
    assertThat(broker.lastHour(DEMO)).containsEntry(Holder.CONTACT_SYNC, 7);
    advance(Duration.ofMinutes(61));
    assertThat(broker.lastHour(DEMO)).containsEntry(Holder.CONTACT_SYNC, 0);
  }

  @Test
  void shouldTellANewEpisodeFromMoreOfTheSame() {
    ask(Holder.CONTACT_SYNC, 1);
    assertThat(broker.throttled(DEMO, 2000, ownership)).isEqualTo(Throttling.NEW_EPISODE);
    advance(AccountBudget.PAUSE.plusSeconds(1));
    assertThat(broker.throttled(DEMO, 2000, ownership)).isEqualTo(Throttling.SHRUNK_AGAIN);
    advance(AccountBudget.PAUSE.plus(AccountBudget.RECOVERY));
    assertThat(broker.throttled(DEMO, 2000, ownership)).isEqualTo(Throttling.NEW_EPISODE);
  }

  @Test
  void shouldBeginEmptyInEveryTenureAlsoWhereNobodyForgotTheLast() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofHours(1));
    ownership = () -> true;
    assertThat(ask(Holder.CONTACT_SYNC, 20)).isZero();
  }

  @Test
  void shouldGrantNothingIfTheTenureEndedWhileItWasAtWork() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofHours(1));
    int[] looks = {0};
    Ownership former = ownership;
    ownership = () -> looks[0]++ == 0;
    assertThat(broker.request(asking(Holder.CONTACT_SYNC), 20))
        .isInstanceOf(PermitOutcome.Moved.class);
    ownership = former;
    assertThat(ask(Holder.CONTACT_SYNC, 20)).as("and nothing is left of it").isZero();
  }

  @Test
  void shouldNotDependOnTheOrderOfDemands() {
    for (List<Holder> order :
        List.of(
            List.of(Holder.CONTACT_SYNC, Holder.HOUSEKEEPING, Holder.EDM_EVENT),
            List.of(Holder.EDM_EVENT, Holder.HOUSEKEEPING, Holder.CONTACT_SYNC))) {
      ownership = () -> true;
      ask(Holder.CONTACT_SYNC, 1);
      advance(Duration.ofHours(1));
      order.forEach(holder -> broker.announce(asking(holder)));
      Map<Holder, Integer> got = new EnumMap<>(Holder.class);
      order.forEach(holder -> got.put(holder, ask(holder, 20)));
      assertThat(got.values().stream().mapToInt(n -> n).sum()).isBetween(19, 20);
      assertThat(got.get(Holder.CONTACT_SYNC)).as("of 13.3").isBetween(12, 14);
      assertThat(got.get(Holder.EDM_EVENT)).as("of 5.7").isBetween(4, 7);
      assertThat(got.get(Holder.HOUSEKEEPING)).as("of 1").isBetween(1, 2);
    }
  }

  private PermitBroker.Asking asking(Holder holder) {
    return new PermitBroker.Asking(DEMO, 2000, ownership, holder, "a");
  }

  private int ask(Holder holder, int wanted) {
    return broker.request(asking(holder), wanted) instanceof PermitOutcome.Granted granted
        ? granted.permits()
        : 0;
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}
