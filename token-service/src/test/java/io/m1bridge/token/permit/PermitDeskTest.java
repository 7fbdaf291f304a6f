package io.m1bridge.token.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.m1bridge.m1.AccountId;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PermitDeskTest {

  private static final AccountId DEMO = new AccountId("demo");

  private final AtomicLong nanos = new AtomicLong();
  private final PermitDesk desk = new PermitDesk(nanos::get, new Random(1));

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
        (PermitOutcome.Granted) desk.request(DEMO, 2000, Holder.CONTACT_SYNC, "a", 20);
    desk.giveBack(lease.leaseId(), "b", 20);
    assertThat(ask(Holder.CONTACT_SYNC, 20)).isZero();
    desk.giveBack(lease.leaseId(), "a", 5);
    desk.giveBack(lease.leaseId(), "a", 5);
    assertThat(ask(Holder.CONTACT_SYNC, 20)).isEqualTo(5);

    advance(Duration.ofHours(1));
    PermitOutcome.Granted late =
        (PermitOutcome.Granted) desk.request(DEMO, 2000, Holder.CONTACT_SYNC, "a", 20);
    advance(BudgetRules.VALIDITY);
    int dripped = ask(Holder.CONTACT_SYNC, 20);
    desk.giveBack(late.leaseId(), "a", 20);
    assertThat(dripped).isBetween(15, 16);
    assertThat(ask(Holder.CONTACT_SYNC, 20)).as("expired is spent").isZero();
  }

  @Test
  void shouldPauseAndShrinkWhenM1Throttles() {
    ask(Holder.CONTACT_SYNC, 1);
    advance(Duration.ofHours(1));
    assertThat(desk.throttled(DEMO, 2000)).isTrue();
    assertThat(desk.throttled(DEMO, 2000)).as("the same pause").isFalse();
    assertThat(desk.request(DEMO, 2000, Holder.CONTACT_SYNC, "a", 1))
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
    assertThat(desk.lastHour(DEMO)).containsEntry(Holder.CONTACT_SYNC, 7);
    advance(Duration.ofMinutes(61));
    assertThat(desk.lastHour(DEMO)).containsEntry(Holder.CONTACT_SYNC, 0);
  }

  private int ask(Holder holder, int wanted) {
    return desk.request(DEMO, 2000, holder, "a", wanted) instanceof PermitOutcome.Granted granted
        ? granted.permits()
        : 0;
  }

  private void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}
